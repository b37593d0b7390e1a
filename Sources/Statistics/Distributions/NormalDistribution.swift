import Foundation

/// The standard normal distribution.
///
/// From the system's `erfc`; relative error against 50-digit arithmetic below 1e-12, tails down to
/// 1e-300 included.
public enum NormalDistribution {
  /// The probability of a value of at most `z`.
  public static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// The probability of a value above `z`, exact also where it is tiny.
  public static func upperTail(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

  /// The probability of a value at least as far from 0 as `z`.
  public static func twoSidedTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

  /// The density at `z`.
  public static func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * .pi).squareRoot() }

  /// The value that a draw stays below with the given probability.
  ///
  /// Infinite for 0 and 1, NaN outside [0, 1]. Near 1 ask for `-quantile(1 - p)` with a small
  /// `1 - p` instead, which has more digits.
  public static func quantile(_ probability: Double) -> Double {
    StudentDistribution(degreesOfFreedom: .infinity).quantile(probability)
  }
}
