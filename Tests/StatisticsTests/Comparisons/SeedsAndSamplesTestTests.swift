import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Seeds and test samples at once")
struct SeedsAndSamplesTestTests {
  private struct Stored: Decodable {
    struct Both: Decodable {
      var differences: [Double]
      var spread: Double
      var count: Int
      var p, degrees, low, high: Double
      var seeds: Int?
      var factor: Double?
    }
    struct Areas: Decodable {
      var positive: [Bool]
      var first, second: [[Double]]
      var difference, error, p: Double
    }
    var both: [Both]
    var areas: [Areas]

    static func load() throws -> Stored {
      try JSONDecoder().decode(
        Stored.self,
        from: Data(contentsOf: Fixture.url("statistics_seeds_and_samples.json")))
    }
  }

  private func close(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-10 * max(1, abs(expected))
  }

  @Test("p, interval, degrees of freedom and need against SciPy's distributions")
  func reference() throws {
    let cases = try Stored.load().both
    #expect(cases.count == 60)
    for stored in cases {
      let test = try #require(
        SeedsAndSamplesTest(
          differences: stored.differences, sampleStandardError: stored.spread,
          effectiveCount: stored.count))
      #expect(close(test.pValue, stored.p), "\(stored)")
      #expect(close(test.degreesOfFreedom, stored.degrees))
      #expect(close(test.interval.lowerBound, stored.low))
      #expect(close(test.interval.upperBound, stored.high))
      switch test.need() {
      case .seeds(let count):
        let exact = try #require(stored.seeds)
        #expect(abs(count - exact) <= max(1, exact / 20), "\(count), exactly \(exact)")
      case .testSamples(let factor):
        #expect(stored.seeds == nil)
        #expect(abs(factor - (stored.factor ?? 0)) <= 1e-8 * factor)
      case nil: Issue.record("There is a difference, so something finds it.")
      }
    }
    #expect(cases.contains { $0.seeds == nil } && cases.contains { $0.seeds != nil })
  }

  @Test(
    "never surer than the paired t-test over the seeds, and equal to it without samples' spread")
  func neverSurer() throws {
    for stored in try Stored.load().both {
      let plain = try #require(
        TTest.paired(stored.differences, stored.differences.map { _ in 0 }))
      for spread in [0, stored.spread] {
        let test = try #require(
          SeedsAndSamplesTest(
            differences: stored.differences, sampleStandardError: spread,
            effectiveCount: stored.count))
        #expect(test.pValue >= plain.pValue - 1e-12)
        #expect(test.interval.upperBound >= plain.interval.upperBound - 1e-12)
        if spread == 0 { #expect(close(test.pValue, plain.pValue)) }
      }
    }
  }

  @Test("one seed, equal differences, a single effective sample or no number: no test")
  func badInput() {
    func test(_ differences: [Double], _ error: Double = 0.1, _ count: Int = 9)
      -> SeedsAndSamplesTest?
    {
      SeedsAndSamplesTest(
        differences: differences, sampleStandardError: error, effectiveCount: count)
    }
    #expect(test([0.1]) == nil && test([]) == nil)
    #expect(test([0.2, 0.2, 0.2]) == nil && test([0, 0]) == nil)
    #expect(test([0.3 - 0.2, 0.4 - 0.3]) == nil, "rounding is no spread")
    #expect(test([0.1, .nan]) == nil && test([0.1, 0.2], .nan) == nil)
    #expect(test([0.1, 0.2], .infinity) == nil && test([0.1, 0.2], 0.1, 1) == nil)
    #expect(test([0.1, 0.2]) != nil)
    #expect(test([-0.1, 0.1])?.need() == nil)
  }

  @Test("DeLong's test of mean areas against every pair compared")
  func meanAreas() throws {
    for stored in try Stored.load().areas {
      let test = try #require(
        DeLongTest(isPositive: stored.positive, first: stored.first, second: stored.second))
      #expect(close(test.difference, stored.difference))
      #expect(close(test.standardError, stored.error))
      #expect(close(test.pValue, stored.p))
    }
    #expect(DeLongTest(isPositive: [true, true, false], first: [[Double]](), second: []) == nil)
  }
}
