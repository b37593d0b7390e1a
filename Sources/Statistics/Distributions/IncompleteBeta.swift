import Foundation

/// The regularised incomplete beta function I_x(a, b).
///
/// The integral of t^(a-1) (1-t)^(b-1) from 0 to x, divided by B(a, b) (DLMF 8.17). Summed by a
/// continued fraction on the side of x = a / (a + b) where it is the smaller, else as complement.
/// Relative error against 50-digit arithmetic below 1e-12 for a and b from 0.06 to 8000 and values
/// down to 1e-290.
public enum IncompleteBeta {
  /// I_x(a, b).
  ///
  /// - Parameters:
  ///   - x: Where the integral ends, in [0, 1].
  ///   - complement: 1 - x, given apart because it loses its digits where x is near 1.
  ///   - a: The first parameter, positive.
  ///   - b: The second parameter, positive.
  /// - Returns: the share of the whole integral, in [0, 1].
  /// - Precondition: `a > 0`, `b > 0`, `x` and `complement` in [0, 1].
  /// - Complexity: O(sqrt(max(a, b))) near the middle, less elsewhere.
  public static func lower(x: Double, complement: Double, a: Double, b: Double) -> Double {
    precondition(
      a > 0 && b > 0 && x >= 0 && x <= 1 && complement >= 0 && complement <= 1,
      "The incomplete beta function needs a > 0, b > 0 and x in [0, 1].")
    guard x > 0 else { return 0 }
    guard complement > 0 else { return 1 }
    let front = front(x, complement, a, b)
    // By the smaller side's own fraction: the other one would converge slowly, and cancel.
    return a * complement >= b * x
      ? front * betaContinuedFraction(x: x, y: complement, a: a, b: b)
      : 1 - front * betaContinuedFraction(x: complement, y: x, a: b, b: a)
  }

  /// x^a y^b / B(a, b), by Loader's saddle point: no logarithm of a large gamma function.
  static func front(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let n = a + b
    let exponent =
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, from: n * x)
      - deviance(b, from: n * y)
    return exp(exponent) * (a / n * b / (2 * .pi)).squareRoot()
  }
}

/// The factor I_x(a, b) B(a, b) / (x^a y^b), where y = 1 - x, by a continued fraction.
///
/// The even part of DLMF 8.17.22, which needs half the steps and, with y given, subtracts no nearly
/// equal numbers where a is large (DiDonato and Morris 1992); modified Lentz method.
func betaContinuedFraction(x: Double, y: Double, a: Double, b: Double) -> Double {
  let tiny = 1e-300
  func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
  let slant = a * y - b * x + 1
  var fraction = away(a * slant / (a + 1))
  var (c, d) = (fraction, 0.0)
  for step in 1..<1_000_000 {
    let m = Double(step)
    let before = a + 2 * m - 1
    let numerator = (a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x / (before * before)
    let denominator = m + m * (b - m) * x / before + (a + m) * (slant + m * (1 + y)) / (before + 2)
    d = 1 / away(denominator + numerator * d)
    c = away(denominator + numerator / c)
    fraction *= c * d
    if abs(c * d - 1) < .ulpOfOne { break }
  }
  return 1 / fraction
}
