import Testing

@testable import Statistics

/// Against 50-digit arithmetic, at the arguments of `Tests/Fixtures/statistics_distributions.py`.
@Suite("Distributions against mpmath")
struct DistributionReferenceTests {
  private func expect(
    _ group: String, within tolerance: Double, scale: (Int, Double) -> Double = { abs($1) },
    _ value: (Int) -> Double, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let rows = try ReferenceValues("statistics_distributions").rows(group)
    #expect(rows.count >= 40, sourceLocation: sourceLocation)
    let worst = worstError(rows, value, scale: scale)
    #expect(
      worst.error <= tolerance, "\(group): \(worst.error) in case \(worst.case)",
      sourceLocation: sourceLocation)
  }

  /// An argument as `spread` of the fixture's program makes it.
  private static func spread(
    _ cases: inout ReferenceCases, mean: Double, deviation: Double
  ) -> Double {
    if cases.integer(4) == 0 { return mean * cases.scale(-6, 3) }
    return max(mean / 1024, mean + deviation * (cases.uniform() * 16 - 8))
  }

  private static func gammaCase(_ index: Int) -> (a: Double, x: Double) {
    var cases = ReferenceCases(group: 2, case: index)
    let a = cases.scale(-5, 15)
    return (a, spread(&cases, mean: a, deviation: a.squareRoot()))
  }

  private static func tail(_ cases: inout ReferenceCases) -> Double {
    cases.integer(2) == 0 ? cases.scale(-120, -2) : cases.uniform() * 0.5
  }

  @Test("The logarithm of the gamma function")
  func logGammaValues() throws {
    // Near its zeros at 1 and 2 only the absolute error is small.
    try expect("logGamma", within: 2e-15, scale: { max(1, abs($1)) }) { index in
      var cases = ReferenceCases(group: 1, case: index)
      return logGamma(cases.scale(-10, 20))
    }
  }

  @Test("The incomplete gamma functions, tails down to 1e-290 included")
  func incompleteGamma() throws {
    try expect("upperGamma", within: 1e-12) { index in
      let (a, x) = Self.gammaCase(index)
      return IncompleteGamma.upper(a: a, x: x)
    }
    try expect("lowerGamma", within: 1e-12) { index in
      let (a, x) = Self.gammaCase(index)
      return IncompleteGamma.lower(a: a, x: x)
    }
  }

  @Test("The incomplete beta function, tails included")
  func incompleteBeta() throws {
    try expect("beta", within: 1e-12) { index in
      var cases = ReferenceCases(group: 3, case: index)
      let (a, b) = (cases.scale(-4, 11), cases.scale(-4, 11))
      let mean = a / (a + b)
      let deviation = (mean * (1 - mean) / (a + b + 1)).squareRoot()
      let x = min(0.99, Self.spread(&cases, mean: mean, deviation: deviation))
      return IncompleteBeta.lower(x: x, complement: 1 - x, a: a, b: b)
    }
  }

  @Test("Tails of F, Student's t and the normal distribution")
  func tails() throws {
    try expect("fUpper", within: 1e-12) { index in
      var cases = ReferenceCases(group: 4, case: index)
      let f = cases.scale(-6, 6)
      let (one, two) = (1 + cases.integer(30), 1 + cases.integer(400))
      return FDistribution(numeratorDegrees: Double(one), denominatorDegrees: Double(two))
        .upperTail(f)
    }
    try expect("studentUpper", within: 1e-12) { index in
      var cases = ReferenceCases(group: 5, case: index)
      let t = cases.scale(-8, 9)
      return StudentDistribution(degreesOfFreedom: 0.5 + Double(cases.integer(400)) / 2)
        .upperTail(t)
    }
    try expect("normalUpper", within: 1e-12) { index in
      var cases = ReferenceCases(group: 6, case: index)
      return NormalDistribution.upperTail(cases.uniform() * 40 - 4)
    }
  }

  @Test("Quantiles, of tails down to 1e-36")
  func quantiles() throws {
    // Near the middle only the distance of the probability from 1/2 fixes a value near 0.
    try expect("normalQuantile", within: 1e-12, scale: { max(0.1, abs($1)) }) { index in
      var cases = ReferenceCases(group: 8, case: index)
      return -NormalDistribution.quantile(Self.tail(&cases))
    }
    try expect("studentQuantile", within: 1e-12, scale: { max(0.1, abs($1)) }) { index in
      var cases = ReferenceCases(group: 9, case: index)
      let tail = Self.tail(&cases)
      return -StudentDistribution(degreesOfFreedom: Double(1 + cases.integer(100))).quantile(tail)
    }
    try expect("chiSquaredQuantile", within: 1e-12) { index in
      var cases = ReferenceCases(group: 10, case: index)
      let tail = Self.tail(&cases)
      return ChiSquaredDistribution(degreesOfFreedom: Double(1 + cases.integer(60)))
        .upperQuantile(tail)
    }
    try expect("fQuantile", within: 1e-12) { index in
      var cases = ReferenceCases(group: 11, case: index)
      let tail = Self.tail(&cases)
      let (one, two) = (1 + cases.integer(20), 2 + cases.integer(100))
      return FDistribution(numeratorDegrees: Double(one), denominatorDegrees: Double(two))
        .upperQuantile(tail)
    }
  }

  @Test("The range of normal values, of which Nemenyi's test comes")
  func studentizedRange() throws {
    try expect("rangeUpper", within: 1e-11) { index in
      var cases = ReferenceCases(group: 7, case: index)
      let count = 2 + cases.integer(19)
      return StudentizedRangeDistribution(groupCount: count)
        .upperTail(0.05 + cases.uniform() * 14)
    }
    // SciPy's own accuracy is what limits this comparison.
    try expect("finiteRange", within: 1e-10) { index in
      var cases = ReferenceCases(group: 13, case: index)
      let (count, degrees) = (2 + cases.integer(8), 1 + cases.integer(40))
      return StudentizedRangeDistribution(groupCount: count, degreesOfFreedom: Double(degrees))
        .upperTail(0.5 + cases.uniform() * 6)
    }
  }

  @Test("The power of the paired t-test, of which the noncentral t distribution is the heart")
  func power() throws {
    try expect("power", within: 1e-10, scale: { _, _ in 1 }) { index in
      var cases = ReferenceCases(group: 12, case: index)
      let (effect, count) = (cases.scale(-5, 0), 2 + cases.integer(60))
      let level = [0.05, 0.01, 0.1][cases.integer(3)]
      return TTestPower.power(effectSize: effect, pairCount: count, level: level) ?? .nan
    }
  }
}
