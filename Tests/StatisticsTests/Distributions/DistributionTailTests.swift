import Foundation
import Testing

@testable import Statistics

/// Against 50-digit arithmetic and trapezoidal sums, on the inputs of
/// `Tests/Fixtures/statistics_tails.py`: degrees of freedom from 1 to 10^6 that are not whole, tails
/// down to 1e-300.
@Suite("Distributions over the whole range in use")
struct DistributionTailTests {
  private func expect(
    _ group: String, width: Int, within tolerance: [Double], step: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ value: (inout ReferenceCases, [Double?]) -> [Double]
  ) throws {
    let numbers = [
      "student": 40, "chiSquared": 41, "fisher": 42, "normal": 43, "wideRange": 44,
      "finiteRange": 45, "noncentral": 46,
    ]
    let number = try #require(numbers[group])
    let rows = try ReferenceValues("statistics_tails").rows(group, width: width)
    #expect(rows.count == 1000, sourceLocation: sourceLocation)
    var worst = Array(repeating: (error: 0.0, index: -1), count: tolerance.count)
    for (index, row) in rows.enumerated() where index.isMultiple(of: step) {
      var cases = ReferenceCases(group: UInt64(number), case: index)
      for (position, error) in value(&cases, row).enumerated()
      where !(error <= worst[position].error) {
        worst[position] = (error, index)
      }
    }
    for (found, allowed) in zip(worst, tolerance) {
      #expect(
        found.error <= allowed, "\(group): \(found.error) in case \(found.index)",
        sourceLocation: sourceLocation)
    }
  }

  /// The relative error; 0 where nothing is stored, as below 1e-300.
  private func error(_ value: Double, _ expected: Double?) -> Double {
    expected.map { abs(value / $0 - 1) } ?? 0
  }

  @Test("The normal distribution: tail, density, and the quantile of the tail")
  func normal() throws {
    try expect("normal", width: 2, within: [1e-12, 1e-12, 1e-12]) { cases, row in
      let z = cases.uniform() * 37
      // Near 0 the probability of a tail of one half fixes only the absolute error.
      let inverse = row[0].map { abs(NormalDistribution.quantile($0) + z) / max(0.1, z) } ?? 0
      return [
        error(NormalDistribution.upperTail(z), row[0]),
        error(NormalDistribution.density(z), row[1]),
        inverse,
      ]
    }
  }

  @Test("Student's t: tail, density, and the quantile of the tail")
  func student() throws {
    try expect("student", width: 2, within: [1e-12, 1e-12, 1e-12]) { cases, row in
      let degrees = cases.scale(0, 19)
      let t = cases.integer(2) == 0 ? cases.uniform() * 38 : cases.scale(-20, 60)
      let distribution = StudentDistribution(degreesOfFreedom: degrees)
      let inverse = row[0].map { abs(distribution.quantile($0) + t) / max(0.1, t) } ?? 0
      return [
        error(distribution.upperTail(t), row[0]), error(distribution.density(t), row[1]), inverse,
      ]
    }
  }

  @Test("Chi-squared: both tails, and the quantile of the upper one")
  func chiSquared() throws {
    try expect("chiSquared", width: 2, within: [1e-12, 1e-12, 1e-12]) { cases, row in
      let (degrees, style) = (cases.scale(0, 19), cases.integer(3))
      var x: Double
      switch style {
      case 0: x = degrees * cases.scale(-8, 3)
      case 1: x = degrees + (2 * degrees).squareRoot() * (cases.uniform() * 16 - 8)
      default: x = degrees + (2 * degrees).squareRoot() * (cases.uniform() * 60)
      }
      x = max(x, degrees / 1024)
      let distribution = ChiSquaredDistribution(degreesOfFreedom: degrees)
      return [
        error(distribution.cumulative(x), row[0]), error(distribution.upperTail(x), row[1]),
        inverseError(distribution.upperQuantile, x, row[1]),
      ]
    }
  }

  @Test("F: both tails, and the quantile of the upper one")
  func fisher() throws {
    // 1.4e-12 at 3.5e5 and 10^6 degrees of freedom, in a tail of 1e-150; the next is below 1e-12.
    try expect("fisher", width: 2, within: [1e-12, 2e-12, 1e-12]) { cases, row in
      let (one, two) = (cases.scale(0, 19), cases.scale(0, 19))
      var f = cases.scale(-10, 10)
      if cases.integer(2) == 0 {
        f = max(0.001, 1 + (2 / one + 2 / two).squareRoot() * (cases.uniform() * 40 - 8))
      }
      let distribution = FDistribution(numeratorDegrees: one, denominatorDegrees: two)
      return [
        error(distribution.cumulative(f), row[0]), error(distribution.upperTail(f), row[1]),
        inverseError(distribution.upperQuantile, f, row[1]),
      ]
    }
  }

  /// How far off the quantile of a stored tail is; of tails near 1, whose digits are gone, nothing.
  private func inverseError(
    _ quantile: (Double) -> Double, _ x: Double, _ tail: Double?
  ) -> Double {
    guard let tail, tail < 0.9 else { return 0 }
    return abs(quantile(tail) / x - 1)
  }

  @Test("The range of up to 30 normal values, and its quantile")
  func range() throws {
    try expect("wideRange", width: 1, within: [1e-12, 1e-10]) { cases, row in
      let (count, w) = (2 + cases.integer(29), 0.01 + cases.uniform() * 52)
      let distribution = StudentizedRangeDistribution(groupCount: count)
      return [
        error(distribution.upperTail(w), row[0]),
        inverseError(distribution.upperQuantile, w, row[0]),
      ]
    }
  }

  @Test("The studentised range of 1 to 8000 degrees of freedom")
  func finiteRange() throws {
    // All of them take 20 s.
    let step = ProcessInfo.processInfo.environment["COUNTERWEIGHT_ALL_CASES"] == nil ? 10 : 1
    try expect("finiteRange", width: 1, within: [1e-12], step: step) { cases, row in
      let (count, degrees) = (2 + cases.integer(19), cases.scale(0, 12))
      let q = 0.05 + cases.uniform() * 20
      return [
        error(
          StudentizedRangeDistribution(groupCount: count, degreesOfFreedom: degrees).upperTail(q),
          row[0])
      ]
    }
  }

  @Test("The noncentral t distribution")
  func noncentral() throws {
    // Absolute errors are what a power needs.
    try expect("noncentral", width: 1, within: [1e-12]) { cases, row in
      let (degrees, shift) = (cases.scale(0, 13), cases.uniform() * 48 - 8)
      let t = cases.uniform() * 70 - 10
      let found = NoncentralStudentDistribution(
        degreesOfFreedom: degrees, noncentrality: shift
      ).upperTail(t)
      return [row[0].map { abs(found - $0) } ?? found]
    }
  }
}
