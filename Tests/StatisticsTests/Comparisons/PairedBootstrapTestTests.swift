import RandomStreams
import Statistics
import Testing

@Suite("The paired bootstrap over test samples")
struct PairedBootstrapTestTests {
  private func test(
    _ differences: [Double], resamples: Int = 500, seed: UInt64 = 1,
    method: BootstrapInterval.Method = .percentile
  ) -> PairedBootstrapTest? {
    var random = RandomStream(seed: seed)
    return PairedBootstrapTest(
      sampleCount: differences.count, resampleCount: resamples, method: method, using: &random
    ) { drawn in drawn.reduce(0) { $0 + differences[$1] } / Double(drawn.count) }
  }

  @Test("A difference on every sample has the smallest p there is")
  func smallest() throws {
    let found = try #require(test([Double](repeating: 0.25, count: 20)))
    #expect(
      found.pValue == PairedBootstrapTest.smallestPValue(resampleCount: 500, effectiveCount: 20))
    #expect(found.pValue > 2.0 / 501 && found.pValue < 0.02)
    #expect(found.difference == 0.25 && found.interval?.interval == 0.25...0.25)
    #expect(found.reach().canReachLevel)
    let few = try #require(test([Double](repeating: 1, count: 2000), resamples: 30))
    #expect(!few.reach().canReachLevel && few.reach().missingSize == 10)
    // With three samples no number of draws makes up for what is not there.
    let three = try #require(test([1, 1, 1], resamples: 5000))
    #expect(three.pValue > 0.05)
  }

  @Test(
    "With so few samples that the widened interval lies beyond the draws there is none",
    arguments: [(4, false), (5, true)])
  func fewSamples(count: Int, hasInterval: Bool) throws {
    // An interval without 0 would say what its own p, above 0.05, denies.
    let found = try #require(test((1...count).map(Double.init), resamples: 2000))
    #expect((found.interval != nil) == hasInterval)
    #expect((found.pValue < 0.05) == hasInterval)
    #expect(found.standardError > 0)
  }

  @Test("Equal classifiers: p is 1")
  func equal() throws {
    let found = try #require(test([Double](repeating: 0, count: 8)))
    #expect(found.pValue == 1 && found.difference == 0 && found.interval?.interval == 0...0)
    let balanced = try #require(test([1, -1, 1, -1]))
    #expect(balanced.pValue == 1)
  }

  @Test("The same stream gives the same answer; swapping classifiers keeps p")
  func reproducible() throws {
    let differences = (0..<40).map { Double($0 % 7) - 2.5 }
    let one = try #require(test(differences))
    #expect(test(differences) == one)
    #expect(test(differences, seed: 2) != one)
    let swapped = try #require(test(differences.map { -$0 }))
    #expect(swapped.pValue == one.pValue && swapped.difference == -one.difference)
  }

  @Test("Near the normal approximation where that holds")
  func normal() throws {
    let differences = (0..<400).map { Double(($0 * 37) % 101) / 101 - 0.465 }
    let found = try #require(test(differences, resamples: 4000))
    let summary = try #require(SampleSummary(differences))
    let spread = try #require(summary.standardDeviation)
    let z = summary.mean / (spread / 20)
    #expect(abs(found.pValue - NormalDistribution.twoSidedTail(z)) < 0.02)
  }

  @Test("Undefined on a few draws: they are left out and counted; on most: no test")
  func undefined() throws {
    var random = RandomStream(seed: 4)
    let some = try #require(
      PairedBootstrapTest(sampleCount: 10, resampleCount: 1000, using: &random) { drawn in
        drawn.contains(0) ? 1 : nil
      })
    // (9/10)^10 = 0.35 of the draws lack sample 0.
    let interval = try #require(some.interval)
    #expect(abs(Double(interval.undefinedCount) / 1000 - 0.349) < 0.05)
    #expect(some.resampleCount + interval.undefinedCount == 1000)
    let most = PairedBootstrapTest(sampleCount: 10, resampleCount: 1000, using: &random) { drawn in
      Set(drawn).count == 10 ? 1 : nil
    }
    #expect(most == nil)
    #expect(test([1]) == nil && test([]) == nil)
    #expect(test([1, .nan, 2]) == nil)
  }

  @Test("BCa works through the test as well")
  func biasCorrected() throws {
    let differences = (0..<30).map { Double($0 * $0) / 300 - 0.2 }
    let found = try #require(test(differences, method: .biasCorrected)?.interval)
    #expect(found.method == .biasCorrected)
    let plain = try #require(test(differences)?.interval)
    #expect(found.interval.upperBound > plain.interval.upperBound)
  }
}
