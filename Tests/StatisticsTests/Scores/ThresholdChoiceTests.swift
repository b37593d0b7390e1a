import Foundation
import RandomStreams
import Testing

@testable import Statistics

@Suite("ThresholdChoice")
struct ThresholdChoiceTests {
  /// A threshold's rights and wrongs, counted sample by sample.
  private static func counts(_ isPositive: [Bool], _ scores: [Double], above threshold: Double)
    -> ClassCounts
  {
    var counts = ClassCounts(
      truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0)
    for (positive, score) in zip(isPositive, scores) {
      switch (positive, score > threshold) {
      case (true, true): counts.truePositives += 1
      case (true, false): counts.falseNegatives += 1
      case (false, true): counts.falsePositives += 1
      case (false, false): counts.trueNegatives += 1
      }
    }
    return counts
  }

  /// The first best threshold of all, tried one by one.
  private static func bruteForce(
    _ isPositive: [Bool], _ scores: [Double], _ thresholds: [Double]? = nil
  ) -> (threshold: Double, counts: ClassCounts)? {
    let distinct = Set(scores).sorted()
    let cuts =
      thresholds?.sorted() ?? [-.infinity]
      + zip(distinct, distinct.dropFirst()).map { ($0 + $1) / 2 } + [.infinity]
    var best: (threshold: Double, counts: ClassCounts)?
    for cut in cuts {
      let counts = counts(isPositive, scores, above: cut)
      if best.map({ counts.f1 > $0.counts.f1 }) ?? true { best = (cut, counts) }
    }
    return best
  }

  /// Scores in quarters, so that many are equal and midpoints are exact.
  private static func sample(_ seed: UInt64, levels: Int) -> (isPositive: [Bool], scores: [Double])
  {
    var stream = RandomStream(seed: seed)
    let count = 1 + stream.index(below: 30)
    var isPositive = (0..<count).map { _ in stream.uniform() < 0.3 }
    isPositive[stream.index(below: count)] = true
    return (isPositive, (0..<count).map { _ in Double(stream.index(below: levels) - 3) / 4 })
  }

  @Test("Another score than F1 may be maximised: its best cut is that of trying every cut")
  func otherScores() throws {
    let scores: [(ClassCounts) -> Double] = [
      \.matthewsCorrelation, \.gMean, \.balancedAccuracy, \.recall, \.specificity,
    ]
    for seed in 0..<50 as Range<UInt64> {
      let (isPositive, ranks) = Self.sample(seed, levels: 5)
      let cuts = [-Double.infinity, .infinity] + Set(ranks).map { $0 + 0.125 }
      for score in scores {
        let choice = try #require(
          ThresholdChoice(isPositive: isPositive, scores: ranks, maximising: score))
        let best = cuts.map { score(Self.counts(isPositive, ranks, above: $0)) }.max()
        #expect(score(choice.counts) == best)
        #expect(choice.counts == Self.counts(isPositive, ranks, above: choice.threshold))
      }
    }
  }

  @Test("A40: the exact threshold is that of trying every cut", arguments: [1, 2, 5, 100])
  func bruteForce(levels: Int) throws {
    for seed in 0..<200 as Range<UInt64> {
      let (isPositive, scores) = Self.sample(seed, levels: levels)
      let choice = try #require(ThresholdChoice(isPositive: isPositive, scores: scores))
      let expected = try #require(Self.bruteForce(isPositive, scores))
      #expect(choice.threshold == expected.threshold)
      #expect(choice.counts == expected.counts)
      #expect(choice.decisions(on: scores) == scores.map { $0 > expected.threshold })
    }
  }

  @Test("A40: the best of a grid is that of trying every point of it")
  func grid() throws {
    let grid = (-8...8).map { Double($0) / 7 }
    for seed in 0..<200 as Range<UInt64> {
      let (isPositive, scores) = Self.sample(seed, levels: 9)
      let choice = try #require(
        ThresholdChoice(isPositive: isPositive, scores: scores, candidates: grid.reversed()))
      let expected = try #require(Self.bruteForce(isPositive, scores, grid))
      #expect(choice.threshold == expected.threshold)
      #expect(choice.counts == expected.counts)
    }
  }

  @Test("A40: perfect separation has F1 1, with the threshold halfway")
  func separation() throws {
    let choice = try #require(
      ThresholdChoice(isPositive: [true, false, false, true], scores: [5, -1, 2, 3]))
    #expect(choice.threshold == 2.5)
    #expect(choice.f1 == 1)
  }

  @Test("A40: constant scores have the F1 of flagging all")
  func constant() throws {
    let choice = try #require(
      ThresholdChoice(isPositive: [true, false, false], scores: [4, 4, 4]))
    #expect(choice.threshold == -.infinity)
    #expect(choice.f1 == 0.5)
    let above = try #require(
      ThresholdChoice(isPositive: [true, false], scores: [4, 4], candidates: [4, 5]))
    #expect(above.f1 == 0)
    #expect(above.threshold == 4)
  }

  @Test("A40: between neighbouring numbers and at the ends of the range the cut still holds")
  func hostileScores() throws {
    let pairs: [(Double, Double)] = [
      (1, 1.0.nextUp), (1.0.nextDown, 1), (0, .leastNonzeroMagnitude), (-.leastNonzeroMagnitude, 0),
      (-.greatestFiniteMagnitude, .greatestFiniteMagnitude),
      (.greatestFiniteMagnitude.nextDown, .greatestFiniteMagnitude),
    ]
    for (low, high) in pairs {
      let choice = try #require(
        ThresholdChoice(isPositive: [false, true], scores: [low, high]))
      #expect(choice.f1 == 1)
      #expect(choice.decisions(on: [low, high]) == [false, true], "\(low), \(high)")
    }
  }

  @Test("A41: increasing maps of the scores choose the same samples")
  func invariance() throws {
    let maps: [(Double) -> Double] = [{ 3 * $0 - 7 }, { exp($0) }, { $0 * $0 * $0 }, { atan($0) }]
    for seed in 0..<100 as Range<UInt64> {
      let (isPositive, scores) = Self.sample(seed, levels: 12)
      let chosen = try #require(ThresholdChoice(isPositive: isPositive, scores: scores))
      for map in maps {
        let mapped = scores.map(map)
        let choice = try #require(ThresholdChoice(isPositive: isPositive, scores: mapped))
        #expect(choice.decisions(on: mapped) == chosen.decisions(on: scores))
        #expect(choice.counts == chosen.counts)
      }
    }
  }

  @Test("A41: a fixed grid is not invariant")
  func gridVaries() throws {
    let (isPositive, scores) = ([false, true], [0.2, 0.7])
    let grid = [0.5]
    let plain = try #require(
      ThresholdChoice(isPositive: isPositive, scores: scores, candidates: grid))
    let mapped = try #require(
      ThresholdChoice(isPositive: isPositive, scores: scores.map { 10 * $0 }, candidates: grid))
    #expect(plain.f1 == 1)
    #expect(mapped.f1 < 1)
  }

  @Test(
    "Without positives, without candidates or with scores that are no numbers there is no choice")
  func undefined() {
    #expect(ThresholdChoice(isPositive: [], scores: []) == nil)
    #expect(ThresholdChoice(isPositive: [false, false], scores: [1, 2]) == nil)
    #expect(ThresholdChoice(isPositive: [true], scores: [1], candidates: []) == nil)
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(ThresholdChoice(isPositive: [true, false], scores: [1, bad]) == nil)
      #expect(
        ThresholdChoice(isPositive: [true, false], scores: [1, bad], candidates: [0]) == nil)
    }
  }
}
