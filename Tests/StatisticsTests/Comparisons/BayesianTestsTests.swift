import RandomStreams
import Statistics
import Testing

@Suite("Bayesian tests with a region of practical equivalence")
struct BayesianTestsTests {
  private func signedRank(_ differences: [Double], region: Double) -> BayesianSignedRankTest? {
    var random = RandomStream(seed: 1).substream("weightings")
    return BayesianSignedRankTest(
      differences: differences, region: region, sampleCount: 4000, using: &random)
  }

  @Test("Differences far beyond the region are higher or lower for certain")
  func certain() throws {
    let differences = [0.5, 0.6, 0.4, 0.7, 0.55, 0.65, 0.5, 0.45]
    let higher = try #require(signedRank(differences, region: 0.01)).probabilities
    #expect(higher.higher > 0.99 && higher.lower == 0)
    let lower = try #require(signedRank(differences.map { -$0 }, region: 0.01)).probabilities
    #expect(lower.lower > 0.99 && lower.higher == 0)
    let equivalent = try #require(signedRank(differences, region: 1)).probabilities
    #expect(equivalent.equivalent == 1)
  }

  @Test("The same stream gives the same answer, another one nearly the same")
  func reproducible() throws {
    let differences = [0.02, -0.01, 0.03, 0.005, -0.02]
    let one = try #require(signedRank(differences, region: 0.01))
    #expect(signedRank(differences, region: 0.01) == one)
    var random = RandomStream(seed: 2)
    let other = try #require(
      BayesianSignedRankTest(
        differences: differences, region: 0.01, sampleCount: 4000, using: &random))
    #expect(other != one)
    #expect(abs(other.probabilities.higher - one.probabilities.higher) < 0.05)
  }

  @Test("The prior's weight has its mean: s / (s + n) of a Dirichlet")
  func prior() throws {
    // All differences are 1 and the region 0.75: 1 + 0 lies within twice it, 1 + 1 above.
    var random = RandomStream(seed: 3)
    for strength in [0.5, 1, 4] {
      let test = try #require(
        BayesianSignedRankTest(
          differences: [1, 1, 1], region: 0.75, priorStrength: strength, sampleCount: 20_000,
          using: &random))
      // E (1 - w)² with w beta(s, 3): 3 · 4 / ((s + 3)(s + 4)).
      let expected = 12 / ((strength + 3) * (strength + 4))
      #expect(abs(test.meanShares.higher - expected) < 0.01, "\(strength)")
    }
  }

  @Test("All differences 0: half and half without a region, equivalent with one")
  func zero() throws {
    let without = try #require(signedRank([0, 0, 0], region: 0)).probabilities
    #expect([without.lower, without.equivalent, without.higher] == [0.5, 0, 0.5])
    let with = try #require(signedRank([0, 0, 0], region: 0.1)).probabilities
    #expect(with.equivalent == 1)
  }

  @Test("Without differences, or with one that is no number, there is no test")
  func undefined() {
    #expect(signedRank([], region: 0.1) == nil)
    #expect(signedRank([0.1, .nan], region: 0.1) == nil)
    #expect(signedRank([0.1], region: 0.01) != nil)
    #expect(BayesianCorrelatedTTest(differences: [0.1], region: 0) == nil)
    #expect(BayesianCorrelatedTTest(differences: [0.1, .infinity], region: 0) == nil)
  }

  @Test("The correlated t-test without a region is half the one-sided corrected t-test")
  func correlated() throws {
    let (first, second) = ([0.5, 0.6, 0.7, 0.65], [0.45, 0.5, 0.72, 0.6])
    let differences = zip(first, second).map { $0 - $1 }
    let bayes = try #require(
      BayesianCorrelatedTTest(differences: differences, region: 0, testToTrainRatio: 0.25))
    let test = try #require(TTest.correctedPaired(first, second, testToTrainRatio: 0.25))
    #expect(agree(bayes.probabilities.lower, test.pValue / 2))
    #expect(agree(bayes.probabilities.lower + bayes.probabilities.higher, 1))
  }

  @Test("Equal differences have all their probability in one place")
  func noSpread() throws {
    let cases: [(Double, Double, [Double])] = [
      (0.5, 0.1, [0, 0, 1]), (-0.5, 0.1, [1, 0, 0]), (0.0625, 0.1, [0, 1, 0]),
      (0, 0, [0.5, 0, 0.5]), (0.5, 0.5, [0, 1, 0]),
    ]
    for (value, region, expected) in cases {
      let found = try #require(
        BayesianCorrelatedTTest(differences: [value, value, value], region: region)
      ).probabilities
      #expect([found.lower, found.equivalent, found.higher] == expected, "\(value), \(region)")
    }
  }
}
