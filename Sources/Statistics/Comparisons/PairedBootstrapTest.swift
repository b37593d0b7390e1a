/// The paired bootstrap over test samples: two fixed classifiers in any metric, two-sided.
///
///     var random = seed.substream("bootstrap", metric)
///     let test = PairedBootstrapTest(sampleCount: truth.count, using: &random) { drawn in
///       guard let ours = f1(first, drawn), let theirs = f1(second, drawn) else { return nil }
///       return ours - theirs
///     }
///
/// Test samples are drawn with replacement, both classifiers are scored on each draw, and p is
/// twice the share of draws on the other side of 0: the level at which the percentile interval
/// begins to contain 0. With few samples resampling shows too little spread; both are widened by
/// t sqrt(m / (m - 1)) in place of the normal quantile (Hesterberg 2015), with m the samples of the
/// smaller class if the metric is about that. Assumes independent test samples. It says how the
/// comparison would turn out on other test samples, not with other seeds. Efron and Tibshirani
/// 1993, chapter 15.
public struct PairedBootstrapTest: Sendable, Hashable {
  /// The difference on the test samples themselves.
  public let difference: Double
  /// The two-sided p value.
  ///
  /// 2 (1 + draws on the other side of 0, those at 0 included) / (1 + draws), at most 1, then
  /// widened as the interval. A difference of 0 has p 1.
  public let pValue: Double
  /// The interval of the difference, from the same draws.
  ///
  /// Nil where, widened, it would reach beyond them: the smallest difference drawn says nothing of a
  /// tail that is rarer than one draw in all. At 95 % and 2000 draws it takes 5 effective samples.
  public let interval: BootstrapInterval?
  /// The standard error of the difference: the spread of the resamples, widened by
  /// sqrt(m / (m - 1)) with m the effective samples.
  public let standardError: Double
  /// The number of samples that the spread rests on.
  public let effectiveCount: Int
  /// The number of draws in which both classifiers have a value.
  public let resampleCount: Int

  /// The test of a difference of scores.
  ///
  /// Nil with fewer than two samples, or two effective ones, where the difference is undefined on
  /// all of them, or on more than half of the draws.
  ///
  /// - Parameters:
  ///   - sampleCount: The number of test samples.
  ///   - effectiveCount: How many samples the metric rests on: for F1, precision-recall and the
  ///     like the number of minority samples; all samples unless told.
  ///   - resampleCount: How many times they are drawn.
  ///   - confidence: The coverage of `interval`.
  ///   - method: How `interval` is made.
  ///   - random: Where indices are drawn from; the same stream gives the same answer.
  ///   - difference: Of both scores on the samples at the given indices; nil where undefined.
  /// - Precondition: `confidence` lies in (0, 1), `resampleCount` is positive.
  /// - Complexity: `resampleCount` evaluations of the difference.
  public init?(
    sampleCount: Int, effectiveCount: Int? = nil, resampleCount: Int = 2000,
    confidence: Double = 0.95,
    method: BootstrapInterval.Method = .percentile,
    using random: inout some RandomNumberGenerator, difference: ([Int]) -> Double?
  ) {
    precondition(resampleCount > 0, "At least one resample must be drawn.")
    let all = Array(0..<max(0, sampleCount))
    let effective = effectiveCount ?? sampleCount
    guard sampleCount >= 2, effective >= 2, let observed = difference(all), observed.isFinite else {
      return nil
    }
    let resampled = resampledStatistics(
      count: sampleCount, resampleCount: resampleCount, using: &random, statistic: difference)
    let leftOut =
      method == .percentile ? [] : leaveOneOutStatistics(of: all, statistic: difference)
    self.init(
      difference: observed, resampled: resampled, leftOut: leftOut, effectiveCount: effective,
      confidence: confidence, method: method)
  }

  /// The test from differences on resamples that were drawn elsewhere, such as those of a
  /// `ConfusionBootstrap`; its interval is the percentile one.
  ///
  /// Nil as in the other initialiser.
  ///
  /// - Parameters:
  ///   - difference: On the test samples themselves.
  ///   - resampled: On each resample; nil where undefined.
  ///   - effectiveCount: How many samples the metric rests on.
  ///   - confidence: The coverage of `interval`.
  /// - Precondition: `confidence` lies in (0, 1).
  public init?(
    difference: Double, resampled: [Double?], effectiveCount: Int, confidence: Double = 0.95
  ) {
    self.init(
      difference: difference, resampled: resampled, leftOut: [], effectiveCount: effectiveCount,
      confidence: confidence, method: .percentile)
  }

  private init?(
    difference observed: Double, resampled: [Double?], leftOut: [Double?], effectiveCount: Int,
    confidence: Double, method: BootstrapInterval.Method
  ) {
    let values = resampled.compactMap { $0 }.filter(\.isFinite)
    guard observed.isFinite, effectiveCount >= 2, 2 * values.count >= resampled.count,
      let summary = SampleSummary(values)
    else { return nil }
    interval = BootstrapInterval(
      estimate: observed, resampled: resampled, leftOut: leftOut, confidence: confidence,
      method: method, effectiveCount: effectiveCount)
    let m = Double(effectiveCount)
    standardError = (summary.standardDeviation ?? 0) * (m / (m - 1)).squareRoot()
    self.difference = observed
    self.resampleCount = values.count
    // Equal scores may differ by the rounding of their sums.
    let rounding = 1e-12 * values.reduce(abs(observed)) { max($0, abs($1)) }
    let other =
      observed > 0 ? values.count { $0 <= rounding } : values.count { $0 >= -rounding }
    self.effectiveCount = effectiveCount
    let p = observed == 0 ? 1 : min(1, 2 * Double(other + 1) / Double(values.count + 1))
    pValue = Self.widened(p, effectiveCount)
  }

  /// The smallest p with that many draws: 2 / (draws + 1), at most 1, widened.
  ///
  /// - Returns: nil without draws or with fewer than two effective samples.
  public static func smallestPValue(resampleCount: Int, effectiveCount: Int) -> Double? {
    guard resampleCount > 0, effectiveCount >= 2 else { return nil }
    return widened(min(1, 2 / Double(resampleCount + 1)), effectiveCount)
  }

  /// The p of which the widened interval begins to contain 0 where the plain one has p.
  private static func widened(_ p: Double, _ effectiveCount: Int) -> Double {
    let m = Double(effectiveCount)
    let z = NormalDistribution.quantile(p / 2) * ((m - 1) / m).squareRoot()
    return StudentDistribution(degreesOfFreedom: m - 1).twoSidedTail(z)
  }

  /// What the test can say with its number of draws.
  public func reach(level: Double = 0.05, familySize: Int = 1) -> TestReach {
    TestReach(
      size: resampleCount, unit: .resamples, level: level, familySize: familySize,
      largestSize: 20_000,
      smallestPValue: {
        Self.smallestPValue(resampleCount: $0, effectiveCount: effectiveCount)
      })
  }
}
