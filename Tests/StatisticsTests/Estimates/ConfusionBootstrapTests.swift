import Foundation
import RandomStreams
import Testing

@testable import Statistics

@Suite("Resampled confusion matrices")
struct ConfusionBootstrapTests {
  @Test("Poisson numbers have a Poisson distribution", arguments: [0.5, 1, 7, 29.5, 30, 400])
  func poisson(mean: Double) {
    let draw = PoissonDraw(mean: mean)
    var random = RandomStream(seed: 3).substream("poisson", Int(10 * mean))
    let count = 20_000
    var frequencies: [Int: Int] = [:]
    for _ in 0..<count { frequencies[draw.draw(using: &random), default: 0] += 1 }
    // Chi-squared over the values that are expected at least ten times.
    var (statistic, cells, rest) = (0.0, 0, 0.0)
    for value in 0...Int(mean + 10 * mean.squareRoot() + 10) {
      let chance = exp(Double(value) * log(mean) - mean - lgamma(Double(value + 1)))
      let expected = chance * Double(count)
      guard expected >= 10 else {
        rest += Double(frequencies[value] ?? 0)
        continue
      }
      let gap = Double(frequencies[value] ?? 0) - expected
      statistic += gap * gap / expected
      cells += 1
    }
    let p = ChiSquaredDistribution(degreesOfFreedom: Double(cells)).upperTail(statistic)
    #expect(p > 1e-4, "p = \(p) with \(cells) values")
    #expect(rest / Double(count) < 0.02)
  }

  /// A study of two methods with two seeds each on the same 240 samples, a sixth positive.
  private var runs: (truth: [Int], predictions: [[Int]]) {
    var random = RandomStream(seed: 4).substream("runs")
    let truth = (0..<240).map { $0 % 6 == 0 ? 1 : 0 }
    let scores = truth.map { 1.2 * Double($0) + 0.8 * random.normal() }
    let predictions = (0..<4).map { _ in scores.map { $0 + 0.5 * random.normal() > 0.9 ? 1 : 0 } }
    return (truth, predictions)
  }

  private func difference(_ matrices: [ConfusionMatrix]) -> Double? {
    let scores = matrices.compactMap(\.minorityF1)
    guard scores.count == 4 else { return nil }
    return (scores[0] + scores[1] - scores[2] - scores[3]) / 2
  }

  @Test("the spread of a mean difference is that of samples drawn one by one, and the jackknife's")
  func spread() throws {
    let (truth, predictions) = runs
    let bootstrap = ConfusionBootstrap(truth: truth, predictions: predictions, classCount: 2)
    #expect(bootstrap.patternCount < 32)
    let observed = try #require(difference(bootstrap.observed))
    var random = RandomStream(seed: 5)
    let resampled = (0..<4000).map { _ in difference(bootstrap.draw(using: &random)) }
    let fast = try #require(
      PairedBootstrapTest(difference: observed, resampled: resampled, effectiveCount: 40))
    func score(_ samples: [Int]) -> Double? {
      difference(
        predictions.map { run in
          ConfusionMatrix(
            truth: samples.map { truth[$0] }, predicted: samples.map { run[$0] }, classCount: 2)
        })
    }
    let slow = try #require(
      PairedBootstrapTest(
        sampleCount: truth.count, effectiveCount: 40, resampleCount: 4000, using: &random,
        difference: score))
    #expect(fast.difference == slow.difference)
    #expect(abs(fast.standardError / slow.standardError - 1) < 0.06)
    let intervals = (fast: try #require(fast.interval), slow: try #require(slow.interval))
    #expect(
      abs(intervals.fast.interval.lowerBound - intervals.slow.interval.lowerBound)
        < 0.15 * slow.standardError)
    let leftOut = leaveOneOutStatistics(of: Array(truth.indices), statistic: score)
      .compactMap(\.self)
    let mean = leftOut.reduce(0, +) / Double(leftOut.count)
    let variance =
      leftOut.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * Double(leftOut.count - 1)
      / Double(leftOut.count)
    #expect(abs(intervals.fast.standardError / variance.squareRoot() - 1) < 0.1)
  }

  @Test("unknown classes, runs that agree and a single pattern")
  func special() {
    let bootstrap = ConfusionBootstrap(
      truth: [-1, 0, 1, 1], predictions: [[1, 0, -1, 1], [1, 0, -1, 1]], classCount: 2)
    #expect(bootstrap.patternCount == 4)
    #expect(bootstrap.observed[0][truth: 1, predicted: ConfusionMatrix.unknown] == 1)
    var random = RandomStream(seed: 6)
    for _ in 0..<50 {
      let drawn = bootstrap.draw(using: &random)
      #expect(drawn[0] == drawn[1])
    }
    let one = ConfusionBootstrap(
      truth: Array(repeating: 1, count: 100), predictions: [Array(repeating: 1, count: 100)],
      classCount: 2)
    #expect(one.patternCount == 1)
    let totals = (0..<200).map { _ in Double(one.draw(using: &random)[0].total) }
    let mean = totals.reduce(0, +) / 200
    #expect(abs(mean - 100) < 5 && Set(totals).count > 10)
  }
}
