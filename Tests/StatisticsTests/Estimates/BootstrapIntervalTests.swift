import RandomStreams
import Testing

@testable import Statistics

@Suite("Bootstrap intervals")
struct BootstrapIntervalTests {
  private func mean(
    _ values: [Double], method: BootstrapInterval.Method, seed: UInt64 = 1
  ) -> BootstrapInterval? {
    var random = RandomStream(seed: seed)
    return BootstrapInterval(count: values.count, method: method, using: &random) { drawn in
      drawn.reduce(0) { $0 + values[$1] } / Double(drawn.count)
    }
  }

  @Test("Of a large normal sample all intervals are the t interval", arguments: [1, 2])
  func normal(seed: UInt64) throws {
    var random = RandomStream(seed: seed).substream("values")
    let values = (0..<300).map { _ in random.normal() }
    let interval = try #require(SampleSummary(values)?.interval())
    for method in BootstrapInterval.Method.allCases {
      let found = try #require(mean(values, method: method))
      #expect(abs(found.interval.lowerBound - interval.lowerBound) < 0.02)
      #expect(abs(found.interval.upperBound - interval.upperBound) < 0.02)
      #expect(abs(found.standardError - 1 / 300.0.squareRoot()) < 0.01)
      #expect(found.method == method && found.undefinedCount == 0)
    }
  }

  @Test("Of a skewed sample BCa lies further out on the long side")
  func skewed() throws {
    var random = RandomStream(seed: 5).substream("values")
    let values = (0..<40).map { _ in
      let z = random.normal()
      return z * z
    }
    let plain = try #require(mean(values, method: .percentile))
    let corrected = try #require(mean(values, method: .biasCorrected))
    #expect(corrected.interval.upperBound > plain.interval.upperBound)
    #expect(corrected.interval.lowerBound > plain.interval.lowerBound)
  }

  @Test("Intervals of 20 normal values cover the truth about as often as they say")
  func coverage() {
    var covered = 0
    for experiment in 0..<300 {
      var random = RandomStream(seed: 9).substream("coverage", experiment)
      let values = (0..<20).map { _ in random.normal() }
      let found = BootstrapInterval(count: 20, resampleCount: 300, using: &random) { drawn in
        drawn.reduce(0) { $0 + values[$1] } / 20
      }
      if found?.interval.contains(0) ?? false { covered += 1 }
    }
    // 93 % is what theory expects of n = 20; four standard errors of 300 experiments are 6 %.
    #expect(covered >= 260 && covered < 300)
  }

  @Test("A statistic without spread has an interval of one point, by percentiles")
  func constant() throws {
    let found = try #require(mean([0.5, 0.5, 0.5], method: .biasCorrected))
    #expect(found.interval == 0.5...0.5)
    #expect(found.method == .percentile && found.standardError == 0)
  }

  @Test("One observation, an undefined statistic: no interval")
  func undefined() {
    #expect(mean([1], method: .percentile) == nil)
    #expect(mean([], method: .percentile) == nil)
    #expect(mean([1, .nan], method: .percentile) == nil)
    var random = RandomStream(seed: 1)
    #expect(BootstrapInterval(count: 5, using: &random) { _ in nil } == nil)
  }

  @Test("Drawn indices cover all observations alike")
  func indices() {
    var random = RandomStream(seed: 3)
    var counts = Array(repeating: 0, count: 7)
    _ = resampledStatistics(count: 7, resampleCount: 2000, using: &random) { drawn in
      for index in drawn { counts[index] += 1 }
      return 0
    }
    // 14000 draws, 2000 each, standard deviation 41.
    #expect(counts.allSatisfy { abs($0 - 2000) < 200 })
  }

  @Test("Quantiles between values are linear")
  func quantiles() {
    let values = [1.0, 2, 4, 8]
    #expect(sortedQuantile(values, 0) == 1 && sortedQuantile(values, 1) == 8)
    #expect(sortedQuantile(values, 0.5) == 3)
    #expect(agree(sortedQuantile(values, 0.9), 6.8))
    #expect(sortedQuantile([3], 0.3) == 3)
  }
}
