import Foundation

/// A confidence interval from resampling the observations with replacement.
///
///     var random = seed.substream("bootstrap")
///     let interval = BootstrapInterval(count: values.count, using: &random) { drawn in
///       SampleSummary(drawn.map { values[$0] })?.mean
///     }
///
/// The statistic is any function of the indices drawn, such as the F1 of those test samples.
/// Assumes independent observations. With few of them all bootstrap intervals are too narrow: below
/// ten use a t interval. Efron and Tibshirani, "An Introduction to the Bootstrap" (1993);
/// `scipy.stats.bootstrap`.
public struct BootstrapInterval: Sendable, Hashable {
  /// How an interval is made from the resampled statistics.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Their quantiles.
    case percentile
    /// Quantiles corrected for bias and acceleration (Efron 1987), which follow skewed statistics.
    ///
    /// Costs one evaluation of the statistic per observation in addition.
    case biasCorrected = "bca"
  }

  /// The statistic of the observations themselves.
  public let estimate: Double
  /// The interval.
  public let interval: ClosedRange<Double>
  /// The standard deviation of the resampled statistics.
  public let standardError: Double
  /// How the interval was made; percentile where BCa is undefined because the statistic is beyond
  /// all resampled ones or does not depend on any single observation.
  public let method: Method
  /// Resamples in which the statistic was undefined, such as the F1 without a positive sample.
  ///
  /// They are left out; an interval with many of them is about those samples that have a value.
  public let undefinedCount: Int

  /// The interval of a statistic of `count` observations.
  ///
  /// Nil with fewer than two observations, where the statistic is undefined on all of them, or on
  /// more than half of the resamples.
  ///
  /// - Parameters:
  ///   - count: The number of observations.
  ///   - resampleCount: How many resamples are drawn.
  ///   - confidence: The coverage.
  ///   - method: How the interval is made.
  ///   - random: Where indices are drawn from.
  ///   - statistic: Of the observations at the given indices, in any order; nil or not finite where
  ///     undefined.
  /// - Precondition: `confidence` lies in (0, 1), `resampleCount` is positive.
  public init?(
    count: Int, resampleCount: Int = 2000, confidence: Double = 0.95,
    method: Method = .biasCorrected, using random: inout some RandomNumberGenerator,
    statistic: ([Int]) -> Double?
  ) {
    precondition(resampleCount > 0, "At least one resample must be drawn.")
    let all = Array(0..<max(0, count))
    guard count >= 2, let estimate = statistic(all), estimate.isFinite else { return nil }
    let resampled = resampledStatistics(
      count: count, resampleCount: resampleCount, using: &random, statistic: statistic)
    let leftOut =
      method == .percentile ? [] : leaveOneOutStatistics(of: all, statistic: statistic)
    self.init(
      estimate: estimate, resampled: resampled, leftOut: leftOut, confidence: confidence,
      method: method)
  }

  /// The interval from statistics that were computed elsewhere.
  ///
  /// Nil if the estimate is not finite, more than half of the resamples undefined, or a widened end
  /// would lie beyond what so few draws can show: its tail is below one draw in all of them.
  ///
  /// - Parameters:
  ///   - estimate: Of all observations.
  ///   - resampled: Of the resamples; nil or not finite where undefined.
  ///   - leftOut: Of the observations without each one; needed for BCa.
  ///   - confidence: The coverage.
  ///   - method: How the interval is made.
  ///   - effectiveCount: For a percentile interval, how many observations the spread rests on: its
  ///     quantiles are those of t sqrt(m / (m - 1)) in place of z (Hesterberg, "What teachers
  ///     should know about the bootstrap", 2015). Nil leaves them as they are.
  init?(
    estimate: Double, resampled: [Double?], leftOut: [Double?], confidence: Double, method: Method,
    effectiveCount: Int? = nil
  ) {
    precondition(confidence > 0 && confidence < 1, "Confidence must lie between 0 and 1.")
    let values = resampled.compactMap { $0 }.filter(\.isFinite).sorted()
    undefinedCount = resampled.count - values.count
    guard estimate.isFinite, !values.isEmpty, 2 * undefinedCount <= resampled.count else {
      return nil
    }
    self.estimate = estimate
    standardError = SampleSummary(values)?.standardDeviation ?? 0
    let tail = (1 - confidence) / 2
    var ends = (tail, 1 - tail)
    if let effectiveCount, effectiveCount >= 2 {
      let m = Double(effectiveCount)
      let t = StudentDistribution(degreesOfFreedom: m - 1).quantile(tail)
      let wider = NormalDistribution.cumulative(t * (m / (m - 1)).squareRoot())
      guard wider * Double(values.count + 1) >= 1 else { return nil }
      ends = (wider, 1 - wider)
    }
    var used = Method.percentile
    if method == .biasCorrected,
      let corrected = Self.correctedTails(estimate, values, leftOut, tail)
    {
      (ends, used) = (corrected, .biasCorrected)
    }
    self.method = used
    let (one, two) = (sortedQuantile(values, ends.0), sortedQuantile(values, ends.1))
    interval = min(one, two)...max(one, two)
  }

  /// Which quantiles BCa takes: Φ(z0 + (z0 + z) / (1 - a (z0 + z))) for both ends.
  private static func correctedTails(
    _ estimate: Double, _ values: [Double], _ leftOut: [Double?], _ tail: Double
  ) -> (Double, Double)? {
    // A resample that holds each observation once has the estimate itself, but for rounding.
    let rounding = 1e-12 * values.reduce(abs(estimate)) { max($0, abs($1)) }
    let below = values.count { $0 < estimate - rounding }
    let equal = values.count { abs($0 - estimate) <= rounding }
    let share = (Double(below) + Double(equal) / 2) / Double(values.count)
    let jackknife = leftOut.compactMap { $0 }.filter(\.isFinite)
    guard share > 0, share < 1, jackknife.count == leftOut.count,
      let mean = SampleSummary(jackknife)?.mean
    else { return nil }
    var (squares, cubes) = (0.0, 0.0)
    for value in jackknife {
      squares += (mean - value) * (mean - value)
      cubes += (mean - value) * (mean - value) * (mean - value)
    }
    guard squares > 0 else { return nil }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    let bias = NormalDistribution.quantile(share)
    func corrected(_ z: Double) -> Double {
      NormalDistribution.cumulative(bias + (bias + z) / (1 - acceleration * (bias + z)))
    }
    let z = NormalDistribution.quantile(tail)
    let ends = (corrected(z), corrected(-z))
    return ends.0.isNaN || ends.1.isNaN ? nil : ends
  }
}

/// The statistic of `resampleCount` samples of `count` indices drawn with replacement.
///
/// An index is the upper half of a 64-bit number times `count`: biased by less than 2^-40 for any
/// number of samples that fits a machine.
func resampledStatistics(
  count: Int, resampleCount: Int, using random: inout some RandomNumberGenerator,
  statistic: ([Int]) -> Double?
) -> [Double?] {
  var drawn = Array(repeating: 0, count: count)
  return (0..<resampleCount).map { _ in
    for position in drawn.indices {
      drawn[position] = Int(random.next().multipliedFullWidth(by: UInt64(count)).high)
    }
    return statistic(drawn)
  }
}

/// The statistic of some indices without each of them in turn, as the acceleration of BCa intervals
/// needs it.
func leaveOneOutStatistics(of indices: [Int], statistic: ([Int]) -> Double?) -> [Double?] {
  indices.indices.map { omitted in
    var rest = indices
    rest.remove(at: omitted)
    return statistic(rest)
  }
}

/// The quantile of ascending values, linear between them (R's type 7, NumPy's default).
///
/// - Precondition: there is a value; `probability` lies in [0, 1].
func sortedQuantile(_ values: [Double], _ probability: Double) -> Double {
  let place = probability * Double(values.count - 1)
  let index = min(Int(place), values.count - 1)
  return interpolated(values, index, place - Double(index))
}

/// The value a share of the way from the value at `index` to the next; the last where there is none.
func interpolated(_ values: [Double], _ index: Int, _ share: Double) -> Double {
  let next = min(index + 1, values.count - 1)
  // From the nearer end, so that equal neighbours give their own value.
  let step = values[next] - values[index]
  return share < 0.5 ? values[index] + step * share : values[next] - step * (1 - share)
}
