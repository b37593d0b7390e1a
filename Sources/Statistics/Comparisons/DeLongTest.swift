/// The area under a ROC curve with its uncertainty over test samples.
///
/// The area is a mean over pairs of a positive and a negative sample; each sample's own share of it
/// (its placement) gives the variance S10 / positives + S01 / negatives. Assumes independent test
/// samples and a fixed classifier, and enough samples for a normal approximation (DeLong, DeLong
/// and Clarke-Pearson 1988). Placements come from midranks in O(n log n) (Sun and Xu 2014).
public struct ROCAreaEstimate: Sendable, Hashable {
  /// The area, as `RankingScores.rocAUC`.
  public let area: Double
  /// Its standard error; 0 for a perfect ranking, where the method knows no uncertainty.
  public let standardError: Double
  /// area ± z standardError, cut off at 0 and 1.
  public let interval: ClosedRange<Double>

  /// The estimate from scores.
  ///
  /// Nil with fewer than two positives or two negatives, or if a score is NaN.
  ///
  /// - Parameters:
  ///   - isPositive: The truth of each sample.
  ///   - scores: How positive each sample seems; infinite values are allowed.
  ///   - confidence: The coverage of `interval`.
  /// - Precondition: one score per sample, `confidence` in (0, 1).
  public init?(isPositive: [Bool], scores: [Double], confidence: Double = 0.95) {
    guard let placements = ROCPlacements(isPositive: isPositive, scores: scores) else { return nil }
    area = placements.area
    standardError = placements.covariance(with: placements).squareRoot()
    let half = normalHalfWidth(standardError, confidence)
    interval = max(0, area - half)...min(1, area + half)
  }
}

/// DeLong's test of the areas under two ROC curves on the same test samples, two-sided.
///
/// z = (A1 - A2) / sqrt(V1 + V2 - 2 C), from the variances and the covariance of both areas'
/// placements. Assumes what `ROCAreaEstimate` assumes. With few positives the normal approximation
/// is rough.
public struct DeLongTest: Sendable, Hashable {
  /// The first classifier's area.
  public let firstArea: Double
  /// The second classifier's area.
  public let secondArea: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// The difference in standard errors; infinite if there is a difference and no spread.
  public let zStatistic: Double
  /// P(|Z| >= |zStatistic|) if both areas were the same.
  public let pValue: Double
  /// The confidence interval of the difference, first minus second.
  public let interval: ClosedRange<Double>
  /// Whether the difference has no spread over samples, so that the test says nothing.
  ///
  /// As in `TTest`, equal areas then have p 1, others p 0.
  public let isDegenerate: Bool

  /// What the test can say: its p has no lower bound from two samples of each class on.
  ///
  /// That bound is of the normal approximation, which is rough for few samples.
  public static func reach(
    positiveCount: Int, negativeCount: Int, level: Double = 0.05, familySize: Int = 1
  ) -> TestReach {
    TestReach(
      size: min(positiveCount, negativeCount), unit: .smallerClassSamples, level: level,
      familySize: familySize, largestSize: 2, smallestPValue: { $0 >= 2 ? 0 : nil })
  }

  /// The first area minus the second.
  public var difference: Double { firstArea - secondArea }

  /// The test of two classifiers' scores.
  ///
  /// Nil with fewer than two positives or two negatives, or if a score is NaN.
  ///
  /// - Parameters:
  ///   - isPositive: The truth of each sample.
  ///   - first: The first classifier's scores.
  ///   - second: The second classifier's scores, on any scale.
  ///   - confidence: The coverage of `interval`.
  /// - Precondition: one score per sample and classifier, `confidence` in (0, 1).
  public init?(isPositive: [Bool], first: [Double], second: [Double], confidence: Double = 0.95) {
    self.init(isPositive: isPositive, first: [first], second: [second], confidence: confidence)
  }

  /// The test of the mean areas of several runs of two methods, such as their seeds.
  ///
  /// A sample's share of a mean area is the mean of its shares; the models are taken as they are.
  ///
  /// Nil as in the other initialiser, and without a run.
  ///
  /// - Parameters:
  ///   - isPositive: The truth of each sample.
  ///   - first: By run, the scores of the first method.
  ///   - second: By run, the scores of the second method.
  ///   - confidence: The coverage of `interval`.
  /// - Precondition: one score per sample and run, `confidence` in (0, 1).
  public init?(
    isPositive: [Bool], first: [[Double]], second: [[Double]], confidence: Double = 0.95
  ) {
    let one = first.compactMap { ROCPlacements(isPositive: isPositive, scores: $0) }
    let two = second.compactMap { ROCPlacements(isPositive: isPositive, scores: $0) }
    guard one.count == first.count, two.count == second.count else { return nil }
    self.init(first: one, second: two, confidence: confidence)
  }

  /// The same test from placements that were computed before, as for many pairs of methods.
  ///
  /// Nil without a run.
  ///
  /// - Precondition: placements of the same samples, `confidence` in (0, 1).
  public init?(first: [ROCPlacements], second: [ROCPlacements], confidence: Double = 0.95) {
    guard let one = ROCPlacements(meanOf: first), let two = ROCPlacements(meanOf: second) else {
      return nil
    }
    firstArea = one.area
    secondArea = two.area
    let gap = one.minus(two)
    let difference = one.area - two.area
    standardError = gap.covariance(with: gap).squareRoot()
    // Placements are multiples of 1/n; a spread far below that is rounding.
    isDegenerate = standardError <= 1e-14
    if isDegenerate {
      let isEqual = abs(difference) <= 1e-14
      zStatistic = isEqual ? 0 : (difference < 0 ? -.infinity : .infinity)
      pValue = isEqual ? 1 : 0
      interval = difference...difference
    } else {
      zStatistic = difference / standardError
      pValue = NormalDistribution.twoSidedTail(zStatistic)
      let half = normalHalfWidth(standardError, confidence)
      interval = (difference - half)...(difference + half)
    }
  }
}

private func normalHalfWidth(_ standardError: Double, _ confidence: Double) -> Double {
  precondition(confidence > 0 && confidence < 1, "Confidence must lie between 0 and 1.")
  return -NormalDistribution.quantile((1 - confidence) / 2) * standardError
}

/// Each sample's own share of the area: how many samples of the other class it is ranked right to.
///
/// What DeLong's test needs of a ranking, in O(n log n).
public struct ROCPlacements: Sendable, Hashable {
  /// The area under the curve.
  public private(set) var area: Double
  private var positives: [Double]
  private var negatives: [Double]

  /// The placements of scores.
  ///
  /// Nil with fewer than two samples of a class or a score that is not a number.
  ///
  /// - Precondition: one score per sample.
  public init?(isPositive: [Bool], scores: [Double]) {
    precondition(isPositive.count == scores.count, "One score per sample is needed.")
    guard !scores.contains(where: \.isNaN) else { return nil }
    let positive = scores.indices.filter { isPositive[$0] }
    let negative = scores.indices.filter { !isPositive[$0] }
    guard positive.count >= 2, negative.count >= 2,
      let mean = RankingScores.rocAUC(isPositive: isPositive, scores: scores)
    else { return nil }
    let among = doubledMidranks(scores)
    let amongPositives = doubledMidranks(positive.map { scores[$0] })
    let amongNegatives = doubledMidranks(negative.map { scores[$0] })
    positives = positive.enumerated().map { index, sample in
      Double(among[sample] - amongPositives[index]) / Double(2 * negative.count)
    }
    negatives = negative.enumerated().map { index, sample in
      1 - Double(among[sample] - amongNegatives[index]) / Double(2 * positive.count)
    }
    area = mean
  }

  /// The mean shares of several rankings of the same samples; nil without any.
  init?(meanOf all: [ROCPlacements]) {
    guard var mean = all.first else { return nil }
    if all.count > 1 {
      let count = Double(all.count)
      mean.area = all.reduce(0) { $0 + $1.area } / count
      for index in mean.positives.indices {
        mean.positives[index] = all.reduce(0) { $0 + $1.positives[index] } / count
      }
      for index in mean.negatives.indices {
        mean.negatives[index] = all.reduce(0) { $0 + $1.negatives[index] } / count
      }
    }
    self = mean
  }

  /// Sample covariance of the positives' shares / positives + the same of the negatives.
  func covariance(with other: ROCPlacements) -> Double {
    func part(_ ours: [Double], _ theirs: [Double]) -> Double {
      let count = Double(ours.count)
      let (m, k) = (ours.reduce(0, +) / count, theirs.reduce(0, +) / count)
      return zip(ours, theirs).reduce(0) { $0 + ($1.0 - m) * ($1.1 - k) } / (count - 1) / count
    }
    return part(positives, other.positives) + part(negatives, other.negatives)
  }

  /// Sample by sample, which keeps the digits that V1 + V2 - 2 C would lose.
  func minus(_ other: ROCPlacements) -> ROCPlacements {
    var gap = self
    gap.area -= other.area
    gap.positives = zip(positives, other.positives).map { $0 - $1 }
    gap.negatives = zip(negatives, other.negatives).map { $0 - $1 }
    return gap
  }
}
