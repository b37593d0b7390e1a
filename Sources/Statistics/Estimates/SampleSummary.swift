import Foundation

/// Count, mean, spread and range of some values.
///
/// - Complexity: O(n).
public struct SampleSummary: Sendable, Hashable {
  /// The number of values, at least 1.
  public let count: Int
  /// The arithmetic mean; exactly the common value if all are equal.
  public let mean: Double
  /// The sample standard deviation, with n - 1; nil for a single value.
  public let standardDeviation: Double?
  /// The smallest value.
  public let minimum: Double
  /// The largest value.
  public let maximum: Double

  /// The summary of `values`; nil without values, when one is not finite or their spread is too large
  /// for a number.
  public init?(_ values: [Double]) {
    let power = binaryPower(of: values)
    guard abs(power) >= 400 else {
      self.init(plain: values)
      return
    }
    // Squares would overflow or vanish; powers of two change no digit.
    guard let scaled = SampleSummary(plain: values.map { scalbn($0, -power) }) else { return nil }
    self.init(scaled, power: power)
  }

  private init?(plain values: [Double]) {
    guard let first = values.first, values.allSatisfy(\.isFinite) else { return nil }
    count = values.count
    // Relative to the first value: equal values then have exactly no spread.
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
    guard mean.isFinite else { return nil }
    self.mean = mean
    minimum = values.reduce(first) { Swift.min($0, $1) }
    maximum = values.reduce(first) { Swift.max($0, $1) }
    guard values.count > 1 else {
      standardDeviation = nil
      return
    }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares.isFinite else { return nil }
    standardDeviation = (squares / Double(values.count - 1)).squareRoot()
  }

  private init?(_ scaled: SampleSummary, power: Int) {
    count = scaled.count
    mean = scalbn(scaled.mean, power)
    standardDeviation = scaled.standardDeviation.map { scalbn($0, power) }
    minimum = scalbn(scaled.minimum, power)
    maximum = scalbn(scaled.maximum, power)
    guard standardDeviation?.isFinite ?? true else { return nil }
  }

  /// The t interval of the mean: mean ± t s / sqrt(n) with n - 1 degrees of freedom.
  ///
  /// Assumes independent values from a normal distribution (spec/01 section 16.7).
  ///
  /// - Returns: nil for a single value.
  /// - Precondition: `confidence` lies in (0, 1).
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard let standardDeviation else { return nil }
    return tInterval(
      around: mean, standardError: standardDeviation / Double(count).squareRoot(),
      degreesOfFreedom: Double(count - 1), confidence: confidence)
  }
}

/// The power of two of the largest value's size; 0 where all are 0.
func binaryPower(of values: [Double]) -> Int {
  let largest = values.reduce(0) { max($0, abs($1)) }
  return largest > 0 && largest.isFinite ? Int(largest.exponent) : 0
}

/// centre ± t standardError, the middle `confidence` of a t distribution.
func tInterval(
  around centre: Double, standardError: Double, degreesOfFreedom: Double, confidence: Double
) -> ClosedRange<Double> {
  precondition(confidence > 0 && confidence < 1, "Confidence must lie between 0 and 1.")
  let quantile = -StudentDistribution(degreesOfFreedom: degreesOfFreedom)
    .quantile((1 - confidence) / 2)
  let half = quantile * standardError
  return (centre - half)...(centre + half)
}
