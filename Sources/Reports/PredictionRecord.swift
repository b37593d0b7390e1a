import Statistics

/// What one run of a method predicted for the test split: what curves, matrices and calibration
/// are drawn from.
public struct PredictionRecord: Sendable, Hashable {
  /// The method, as `StudyRecord.methods` spells it.
  public var method: String
  /// The seed of the run.
  public var seed: UInt64
  /// The true classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  public var truth: [Int]
  /// The predicted classes, in the same range.
  public var predicted: [Int]
  /// How sure the run was that a sample is a minority's, one number per sample, higher for surer.
  public var minorityScores: [Double]
  /// Whether these numbers are probabilities, rather than a detector's scores of any scale.
  public var isProbability: Bool
  /// The probabilities of all classes, row-major `[samples, classes]`; empty where there are none, or
  /// where `minorityScores` says as much.
  public var probabilities: [Double]

  /// A record as given.
  ///
  /// - Precondition: the first three arrays have the same length.
  public init(
    method: String, seed: UInt64, truth: [Int], predicted: [Int], minorityScores: [Double],
    isProbability: Bool, probabilities: [Double] = []
  ) {
    precondition(
      truth.count == predicted.count && truth.count == minorityScores.count,
      "A truth, a prediction and a score per sample are needed.")
    self.method = method
    self.seed = seed
    self.truth = truth
    self.predicted = predicted
    self.minorityScores = minorityScores
    self.isProbability = isProbability
    self.probabilities = probabilities
  }

  /// Whether each sample is a minority's; an unknown class is not the majority's.
  var isMinority: [Bool] { truth.map { $0 != 0 } }

  /// Whether every score is a number.
  var hasFiniteScores: Bool { minorityScores.allSatisfy { !$0.isNaN } }
}
