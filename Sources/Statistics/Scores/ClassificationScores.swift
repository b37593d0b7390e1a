/// All scores of one set of predictions, computed once.
///
///     let scores = ClassificationScores(
///       truth: [0, 0, 1, 1], predicted: [0, 0, 0, 1],
///       minorityProbability: [0.1, 0.4, 0.4, 0.8], classCount: 2)
///     scores.rocAUC  // 0.875
///
/// Class 0 is the majority, every other class (and an unknown truth) a minority: the two AUCs rank
/// samples by the probability of not being majority. Definitions: spec/00 section 6.5 and spec/01
/// section 16.1. A value is nil where it is undefined; `Metric.undefinedReason` says when.
public struct ClassificationScores: Sendable, Hashable, Codable {
  /// The number of samples scored.
  public let sampleCount: Int
  /// Mean F1 of the minority classes that have samples.
  public let minorityF1: Double?
  /// Mean precision of the minority classes that have samples.
  public let minorityPrecision: Double?
  /// Mean recall of the minority classes that have samples.
  public let minorityRecall: Double?
  /// Average precision of the minority probability.
  public let prAUC: Double?
  /// Area under the receiver operating characteristic of the minority probability.
  public let rocAUC: Double?
  /// Matthews' correlation (R_K).
  public let mcc: Double?
  /// Geometric mean of the recalls of the classes that have samples.
  public let gMean: Double?
  /// Mean of the recalls of the classes that have samples.
  public let balancedAccuracy: Double?
  /// Mean negative log probability of the truth.
  public let logLoss: Double?
  /// The Brier score of the minority probability against "not the majority".
  public let brier: Double?
  /// The expected calibration error of the same, in ten bins of equal width.
  public let calibrationError: Double?
  /// F1 of "not the majority's label sequence"; nil where samples have one label or none is a
  /// minority's.
  public let anyMinorityF1: Double?
  /// The share of label sequences that are right in all positions; nil where samples have one label.
  public let exactMatch: Double?
  /// The share of single labels that are right; nil where samples have one label.
  public let positionAccuracy: Double?

  /// The scores of predictions whose probability of being a minority is known.
  ///
  /// `logLoss` is that of minority against majority.
  ///
  /// - Parameters:
  ///   - truth: True classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - predicted: Predicted classes, in the same range.
  ///   - minorityProbability: The probability that the class is not 0, one per sample.
  ///   - classCount: The number of known classes.
  /// - Precondition: the three arrays have the same length.
  /// - Complexity: O(n log n).
  public init(truth: [Int], predicted: [Int], minorityProbability: [Double], classCount: Int) {
    let isMinority = truth.map { $0 != 0 }
    self.init(
      ConfusionMatrix(truth: truth, predicted: predicted, classCount: classCount),
      isMinority: isMinority, minorityProbability: minorityProbability,
      logLoss: RankingScores.logLoss(isPositive: isMinority, probabilities: minorityProbability))
  }

  /// The scores of predictions whose probabilities of all classes are known.
  ///
  /// The minority probability is the sum over the classes from 1; `logLoss` is that of all classes.
  ///
  /// - Parameters:
  ///   - truth: True classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - predicted: Predicted classes, in the same range.
  ///   - probabilities: Row-major `[samples, classCount]`; each row sums to 1.
  ///   - classCount: The number of known classes.
  ///   - labelSet: Which minority classes the minority F1 is over.
  /// - Precondition: the arrays fit each other.
  /// - Complexity: O(n log n + n classCount).
  public init(
    truth: [Int], predicted: [Int], probabilities: [Double], classCount: Int,
    labelSet: F1LabelSet = .support
  ) {
    let logLoss = RankingScores.logLoss(
      truth: truth, probabilities: probabilities, classCount: classCount)
    self.init(
      ConfusionMatrix(truth: truth, predicted: predicted, classCount: classCount),
      isMinority: truth.map { $0 != 0 },
      minorityProbability: truth.indices.map { sample in
        // Summed rather than 1 - p: small probabilities keep their digits and their order.
        probabilities[(sample * classCount + 1)..<((sample + 1) * classCount)].reduce(0, +)
      },
      logLoss: logLoss, labelSet: labelSet)
  }

  /// The scores of predicted label sequences.
  ///
  /// - Parameters:
  ///   - truth: True ids of label sequences, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - predicted: Predicted ids, in the same range.
  ///   - minorityProbability: The probability that the label sequence is not the majority's, one per
  ///     sample.
  ///   - classCount: The number of known label sequences.
  ///   - logLoss: The mean negative log probability of the true label sequence.
  ///   - exactMatch: The share of label sequences that are right in all positions.
  ///   - positionAccuracy: The share of single labels that are right.
  ///   - labelSet: Which minority sequences the minority F1 is over.
  /// - Precondition: the arrays fit each other.
  /// - Complexity: O(n log n).
  public init(
    truth: [Int], predicted: [Int], minorityProbability: [Double], classCount: Int,
    logLoss: Double?, exactMatch: Double?, positionAccuracy: Double?,
    labelSet: F1LabelSet = .support
  ) {
    self.init(
      ConfusionMatrix(truth: truth, predicted: predicted, classCount: classCount),
      isMinority: truth.map { $0 != 0 }, minorityProbability: minorityProbability,
      logLoss: logLoss,
      anyMinorityF1: Self.anyMinorityF1(truth: truth, predicted: predicted),
      exactMatch: exactMatch, positionAccuracy: positionAccuracy, labelSet: labelSet)
  }

  /// Unknown label sequences are not the majority's, so they count as some minority's.
  private static func anyMinorityF1(truth: [Int], predicted: [Int]) -> Double? {
    let matrix = ConfusionMatrix(
      truth: truth.map { $0 == 0 ? 0 : 1 }, predicted: predicted.map { $0 == 0 ? 0 : 1 },
      classCount: 2)
    return matrix.minorityF1
  }

  /// The scores of predictions that come with a ranking only, such as a novelty detector's.
  ///
  /// A score says how sure the prediction of a minority is, on any scale: the two AUCs need no
  /// more. There are no probabilities, so `Metric.ofProbabilities` are nil.
  ///
  /// - Parameters:
  ///   - truth: True classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - predicted: Predicted classes, in the same range.
  ///   - minorityScore: A number per sample; higher for what seems more of a minority.
  ///   - classCount: The number of known classes.
  ///   - labelSet: Which minority classes the minority F1 is over.
  /// - Precondition: the three arrays have the same length.
  /// - Complexity: O(n log n).
  public init(
    truth: [Int], predicted: [Int], minorityScore: [Double], classCount: Int,
    labelSet: F1LabelSet = .support
  ) {
    self.init(
      ConfusionMatrix(truth: truth, predicted: predicted, classCount: classCount),
      isMinority: truth.map { $0 != 0 }, minorityProbability: minorityScore, logLoss: nil,
      isProbability: false, labelSet: labelSet)
  }

  private init(
    _ matrix: ConfusionMatrix, isMinority: [Bool], minorityProbability: [Double], logLoss: Double?,
    isProbability: Bool = true, anyMinorityF1: Double? = nil, exactMatch: Double? = nil,
    positionAccuracy: Double? = nil,
    labelSet: F1LabelSet = .support
  ) {
    sampleCount = matrix.total
    minorityF1 = matrix.minorityF1(over: labelSet)
    minorityPrecision = matrix.minorityPrecision
    minorityRecall = matrix.minorityRecall
    prAUC = RankingScores.averagePrecision(isPositive: isMinority, scores: minorityProbability)
    rocAUC = RankingScores.rocAUC(isPositive: isMinority, scores: minorityProbability)
    mcc = matrix.presentClasses.isEmpty ? nil : matrix.matthewsCorrelation
    gMean = matrix.gMean
    balancedAccuracy = matrix.balancedAccuracy
    self.logLoss = logLoss
    // Sums of probabilities may lie a rounding above 1; what is no number stays so.
    let probabilities =
      isProbability ? minorityProbability.map { $0 > 1 ? 1 : $0 < 0 ? 0 : $0 } : []
    brier =
      isProbability
      ? ProbabilityScores.brier(isPositive: isMinority, probabilities: probabilities) : nil
    calibrationError =
      isProbability
      ? Calibration(isPositive: isMinority, probabilities: probabilities)?.expectedError : nil
    self.anyMinorityF1 = anyMinorityF1
    self.exactMatch = exactMatch
    self.positionAccuracy = positionAccuracy
  }

  /// The value of a metric; nil where it is undefined.
  public subscript(metric: Metric) -> Double? {
    switch metric {
    case .minorityF1: minorityF1
    case .minorityPrecision: minorityPrecision
    case .minorityRecall: minorityRecall
    case .prAUC: prAUC
    case .rocAUC: rocAUC
    case .mcc: mcc
    case .gMean: gMean
    case .balancedAccuracy: balancedAccuracy
    case .logLoss: logLoss
    case .brier: brier
    case .calibrationError: calibrationError
    case .anyMinorityF1: anyMinorityF1
    case .exactMatch: exactMatch
    case .positionAccuracy: positionAccuracy
    }
  }

  /// Every metric with its value; undefined ones are present with nil.
  public var values: [Metric: Double?] {
    Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0, self[$0]) })
  }
}
