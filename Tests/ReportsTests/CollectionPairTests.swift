import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

/// What `Tests/Fixtures/study_collections.py` computed of 60 collections.
private struct StoredCollection: Decodable {
  struct Pair: Decodable {
    var first: Int
    var second: Int
    var rank_difference: Double
    var better: Int
    var same: Int
    var worse: Int
    var mean_difference: Double
    var p_nemenyi: Double
    var p_ranks_holm: Double
    var p_ranks_holm_baseline: Double?
    var p_wilcoxon: Double
    var p_wilcoxon_holm: Double
    var p_wilcoxon_holm_baseline: Double?
    var p_wilcoxon_smallest: Double
    var p_better: Double?
    var p_same: Double?
    var p_worse: Double?
  }

  var is_higher_better: Bool
  var scores: [[Double]]
  var average_ranks: [Double]
  var critical_difference: Double
  var region: Double
  var pairs: [Pair]

  /// The collection: the first method is the baseline of all studies.
  var collection: StudyCollection {
    get throws {
      let metric = is_higher_better ? "minority-f1" : "log-loss"
      return try StudyCollection(
        scores.enumerated().map { number, row in
          try SampleCollectionStudy(
            name: "data \(number)",
            means: row.enumerated().map { (method: "m\($0)", mean: $1) }, metric: metric,
            baseline: "m0"
          ).result
        })
    }
  }

  static func load() throws -> [StoredCollection] {
    let data = try Data(contentsOf: Fixture.url("study_collections.json"))
    return try JSONDecoder().decode([StoredCollection].self, from: data)
  }
}

@Suite("Pairs of methods over studies")
struct CollectionPairTests {
  private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    switch (value, expected) {
    case (nil, nil): true
    case (let value?, let expected?): abs(value - expected) < 1e-9
    default: false
    }
  }

  @Test(
    "ranks, critical difference, Nemenyi, Holm and Wilcoxon are those of SciPy and scikit-posthocs")
  func againstLibraries() throws {
    let stored = try StoredCollection.load()
    #expect(stored.count == 60)
    for (number, stored) in stored.enumerated() {
      let collection = try stored.collection
      for (rank, expected) in zip(collection.averageRanks, stored.average_ranks) {
        #expect(isClose(rank, expected), "case \(number)")
      }
      // SciPy's quantile of the studentised range is itself good to some 1e-8.
      let difference = collection.criticalDifference.difference
      #expect(abs(difference - stored.critical_difference) < 1e-6, "case \(number)")
      #expect(collection.pairs.count == stored.pairs.count)
      for expected in stored.pairs {
        let (first, second) = ("m\(expected.first)", "m\(expected.second)")
        let pair = try #require(
          collection.pairs.first { $0.first == first && $0.second == second }
            ?? collection.pairs.first { $0.first == second && $0.second == first }?.turned)
        let name = Comment(rawValue: "case \(number), \(first) v. \(second)")
        #expect(isClose(pair.rankDifference, expected.rank_difference), name)
        #expect(
          [pair.wins, pair.ties, pair.losses] == [expected.better, expected.same, expected.worse],
          name)
        #expect(isClose(pair.meanDifference, expected.mean_difference), name)
        #expect(abs(pair.nemenyiP - expected.p_nemenyi) < 1e-8, name)
        #expect(isClose(pair.rankHolmP, expected.p_ranks_holm), name)
        #expect(isClose(pair.baselineRankHolmP, expected.p_ranks_holm_baseline), name)
        #expect(isClose(pair.wilcoxonP, expected.p_wilcoxon), name)
        #expect(isClose(pair.wilcoxonHolmP, expected.p_wilcoxon_holm), name)
        #expect(isClose(pair.baselineWilcoxonHolmP, expected.p_wilcoxon_holm_baseline), name)
        #expect(isClose(pair.smallestWilcoxonP, expected.p_wilcoxon_smallest), name)
        #expect(isClose(pair.region, stored.region), name)
      }
    }
  }

  @Test("the Bayesian signed-rank test's probabilities are baycomp's, from five studies on")
  func posteriors() throws {
    var compared = 0
    for (number, stored) in try StoredCollection.load().enumerated().prefix(20) {
      for pair in try stored.collection.pairs {
        let hasEnough = stored.scores.count >= 5
        #expect(hasEnough == (pair.posterior != nil))
        let turned = pair.turned
        guard let posterior = pair.posterior,
          let expected = stored.pairs.first(where: {
            ["m\($0.first)", "m\($0.second)"] == [pair.first, pair.second]
              || ["m\($0.second)", "m\($0.first)"] == [pair.first, pair.second]
          }), let better = expected.p_better, let worse = expected.p_worse
        else { continue }
        let isTurned = pair.first != "m\(expected.first)"
        let found = isTurned ? turned.posterior?.higher : posterior.higher
        // 20,000 weightings here and 100,000 there: four standard errors of both are 0.016.
        #expect(abs(try #require(found) - better) < 0.02, "case \(number)")
        #expect(abs((isTurned ? posterior.higher : posterior.lower) - worse) < 0.02)
        compared += 1
      }
    }
    #expect(compared > 50)
  }

  @Test("a pair seen from the other method has all signs turned and the same p values")
  func turned() throws {
    let pair = try #require(try StoredCollection.load()[0].collection.pairs.first)
    let turned = pair.turned
    #expect(turned.first == pair.second && turned.second == pair.first)
    #expect(turned.wins == pair.losses && turned.losses == pair.wins)
    #expect(turned.rankDifference == -pair.rankDifference)
    #expect(turned.posterior?.higher == pair.posterior?.lower)
    #expect(turned.wilcoxonP == pair.wilcoxonP && turned.turned == pair)
  }

  @Test("pairs.csv has the same numbers, a row per pair")
  func file() throws {
    let stored = try #require(try StoredCollection.load().first { $0.scores.count >= 5 })
    let rows = parsedCSV(try stored.collection.text("pairs.csv"))
    #expect(rows.count == stored.pairs.count)
    for (row, pair) in zip(rows, try stored.collection.pairs) {
      #expect(row["first"] == pair.first && row["second"] == pair.second)
      #expect(row["p_wilcoxon"].flatMap(Double.init) == pair.wilcoxonP)
      #expect(row["p_nemenyi"].flatMap(Double.init) == pair.nemenyiP)
      #expect(row["better"] == "\(pair.wins)" && row["p_same"]?.isEmpty == false)
      let hasControl = pair.baselineRankHolmP != nil
      #expect(row["p_ranks_holm_baseline"]?.isEmpty == !hasControl)
    }
  }
}
