import Foundation

/// Numerical integration of smooth functions.
enum Quadrature {
  /// Nodes and weights of 16-point Gauss-Legendre quadrature on [-1, 1] (DLMF 3.5.15).
  private static let rule: [(node: Double, weight: Double)] = {
    let count = 16
    return (1...count).map { index in
      // Newton's method on the Legendre polynomial, from Chebyshev's approximation of its roots.
      var x = cos(.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (before, value) = (0.0, 1.0)
        for degree in 1...count {
          let n = Double(degree)
          (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n)
        }
        slope = Double(count) * (x * value - before) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }()

  /// The integral by one application of the rule, exact for polynomials up to degree 31.
  static func panel(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double {
    let (half, centre) = ((high - low) / 2, (high + low) / 2)
    return half * rule.reduce(0) { $0 + $1.weight * function(centre + half * $1.node) }
  }

  /// The integral over `panels` equal pieces.
  static func composite(
    _ low: Double, _ high: Double, panels: Int, _ function: (Double) -> Double
  ) -> Double {
    let width = (high - low) / Double(panels)
    return (0..<panels).reduce(0) { sum, index in
      let start = low + Double(index) * width
      return sum + panel(start, start + width, function)
    }
  }

  /// The integral, pieces halved until halving changes less than `tolerance` of the whole.
  ///
  /// For functions of one sign, which lets small pieces be judged by the sum of all.
  static func adaptive(
    _ low: Double, _ high: Double, tolerance: Double = 1e-13, _ function: (Double) -> Double
  ) -> Double {
    let panels = 8
    let width = (high - low) / Double(panels)
    var pending: [(low: Double, high: Double, value: Double, depth: Int)] = []
    var estimate = 0.0
    for index in (0..<panels).reversed() {
      let start = low + Double(index) * width
      let value = panel(start, start + width, function)
      estimate += value
      pending.append((start, start + width, value, 0))
    }
    var sum = 0.0
    while let piece = pending.popLast() {
      let middle = (piece.low + piece.high) / 2
      let (left, right) = (panel(piece.low, middle, function), panel(middle, piece.high, function))
      estimate += left + right - piece.value
      if abs(left + right - piece.value) <= tolerance * abs(estimate) || piece.depth > 40 {
        sum += left + right
      } else {
        pending.append((middle, piece.high, right, piece.depth + 1))
        pending.append((piece.low, middle, left, piece.depth + 1))
      }
    }
    return sum
  }

  /// The mean of `function(S)` where S² is a chi-squared value divided by its degrees of freedom.
  ///
  /// S is the estimate of a standard deviation of 1. Integrated over ln S, where the density has no
  /// singularity for any number of degrees of freedom.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: Positive and finite.
  ///   - reach: Down to which fraction of 1 small values of S may matter for the tail.
  ///   - function: Non-negative and smooth.
  /// - Returns: the mean, to about a relative 1e-12.
  static func meanOverScale(
    degreesOfFreedom: Double, reach: Double, _ function: (Double) -> Double
  ) -> Double {
    let half = degreesOfFreedom / 2
    let low = -(40 / degreesOfFreedom + 7 / degreesOfFreedom.squareRoot()) + log(min(1, reach))
    let high = log1p(12 / (2 * degreesOfFreedom).squareRoot())
    return adaptive(low, high) { u in
      let scale = exp(u)
      return 2 * IncompleteGamma.front(half, half * scale * scale) * function(scale)
    }
  }
}
