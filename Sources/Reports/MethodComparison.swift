import Statistics

/// One method against the baseline in one metric, over the seeds that both have.
///
/// Differences are method minus baseline. With one common seed there are means but no tests.
public struct MethodComparison: Sendable, Hashable {
  /// The smallest p that each test could have reached with this many pairs (nil: no test).
  public struct SmallestP: Sendable, Hashable {
    /// Of the paired t-test: 0, for its statistic has no bound.
    public let paired: Double?
    /// Of Nadeau and Bengio's corrected test: 0 likewise.
    public let corrected: Double?
    /// Of the exact sign-flip test: 2^(1 - n).
    public let signFlip: Double?
  }

  /// The method.
  public let method: String
  /// What it is compared with.
  public let baseline: String
  /// The metric.
  public let metric: Metric
  /// The number of seeds on which both arms have the metric.
  public let pairCount: Int
  /// The method's mean over those seeds; nil without any.
  public let methodMean: Double?
  /// The baseline's mean over those seeds; nil without any.
  public let baselineMean: Double?
  /// The mean of the differences; nil without any.
  public let meanDifference: Double?
  /// The paired t-test; nil below two pairs.
  public let paired: TTest?
  /// The p of `paired` after Holm's correction over the methods; for the headline metric only.
  public internal(set) var holmP: Double?
  /// Nadeau and Bengio's corrected test; nil below two pairs or with unknown split sizes.
  public let corrected: TTest?
  /// The p of the exact sign-flip test; nil below two pairs or above 24.
  public let signFlipP: Double?
  /// How small the three p values could have been.
  public let smallestP: SmallestP

  /// The mean difference divided by the baseline's mean (spec/01 section 16.8).
  public var relativeDifference: Double? {
    guard let meanDifference, let baselineMean, baselineMean != 0 else { return nil }
    return meanDifference / baselineMean
  }

  init(method: String, baseline: String, metric: Metric, record: StudyRecord) {
    self.method = method
    self.baseline = baseline
    self.metric = metric
    let ours = record.testValues(metric, of: method)
    let theirs = record.testValues(metric, of: baseline)
    let pairs = record.seeds.compactMap { seed -> (Double, Double)? in
      guard let our = ours[seed], let their = theirs[seed] else { return nil }
      return (our, their)
    }
    let (first, second) = (pairs.map(\.0), pairs.map(\.1))
    let differences = pairs.map { $0 - $1 }
    pairCount = pairs.count
    methodMean = SampleSummary(first)?.mean
    baselineMean = SampleSummary(second)?.mean
    meanDifference = SampleSummary(differences)?.mean
    paired = TTest.paired(first, second)
    corrected = record.data.testToTrainRatio.flatMap {
      TTest.correctedPaired(first, second, testToTrainRatio: $0)
    }
    let hasTest = pairs.count > 1
    signFlipP = hasTest ? SignFlipTest.pValue(differences: differences) : nil
    smallestP = SmallestP(
      paired: TTest.smallestPValue(pairCount: pairs.count),
      corrected: corrected == nil ? nil : TTest.smallestPValue(pairCount: pairs.count),
      signFlip: hasTest ? SignFlipTest.smallestPValue(pairCount: pairs.count) : nil)
  }
}
