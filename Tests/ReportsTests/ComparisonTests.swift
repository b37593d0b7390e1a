import Foundation
import Statistics
import Testing

@testable import Reports

@Suite("Comparisons and what is said of them")
struct ComparisonTests {
  private func verdict(_ record: StudyRecord) throws -> ComparisonVerdict {
    try #require(try StudySummary(record).verdicts.first).verdict
  }

  private let low: [UInt64: Double?] = [1: 0.40, 2: 0.42, 3: 0.39, 4: 0.41, 5: 0.40]
  private let high: [UInt64: Double?] = [1: 0.50, 2: 0.53, 3: 0.48, 4: 0.52, 5: 0.49]
  private let alike: [UInt64: Double?] = [1: 0.42, 2: 0.39, 3: 0.43, 4: 0.40, 5: 0.40]

  @Test("Without stored predictions scores speak of these test samples only")
  func conclusions() throws {
    let better = try verdict(study([("none", low), ("gan", high)]))
    #expect(better.conclusion == .improvementOnTheseSamples)
    #expect(better.grounds.contains("Of other test samples nothing can be said"))
    #expect(
      better.grounds.contains(
        "p = 0.0625 of a reachable 0.0625 (it takes 1 more seed to fall below 0.05)."))
    #expect(!better.grounds.contains("corrected"), "a family of one needs no correction")
    let worse = try verdict(study([("none", high), ("gan", low)]))
    #expect(worse.conclusion == .worseOnTheseSamples)
    #expect(worse.grounds.contains("a loss of 0.1000 (-19.8 %)"))
    let unclear = try verdict(study([("none", low), ("gan", alike)]))
    #expect(unclear.conclusion == .noImprovementShown)
    #expect(unclear.grounds.contains("Chance alone"))
    let lower = try verdict(study([("none", alike), ("gan", low)]))
    #expect(lower.conclusion == .noImprovement)
  }

  @Test("Log loss improves by falling")
  func lowerIsBetter() throws {
    var record = study([("none", high), ("gan", low)])
    record.headline = .logLoss
    for position in record.runs.indices {
      record.runs[position].values = [.logLoss: record.runs[position][.minorityF1]]
    }
    #expect(try verdict(record).conclusion == .improvementOnTheseSamples)
  }

  @Test("Holm's correction is over the methods, in the headline metric only")
  func holm() throws {
    let summary = try StudySummary(study([("none", low), ("gan", high), ("random", alike)]))
    let family = summary.headlineComparisons
    #expect(summary.familySize == 2)
    let (gan, random) = (try #require(family.first), try #require(family.last))
    #expect(gan.holmP == (gan.paired?.pValue).map { 2 * $0 })
    #expect(random.holmP == random.paired?.pValue)
    #expect(summary.comparisons.allSatisfy { $0.metric == .minorityF1 || $0.holmP == nil })
    #expect(summary.verdicts[0].verdict.grounds.contains(", corrected p"))
  }

  @Test("Equal methods and constant differences were compared, too: they count in the correction")
  func family() throws {
    let shifted = low.mapValues { $0.map { $0 + 0.125 } }
    let arms = [("none", low), ("gan", high), ("copy", low), ("shifted", shifted)]
    let summary = try StudySummary(study(arms))
    #expect(summary.familySize == 3)
    let gan = try #require(summary.headlineComparisons.first)
    #expect(gan.holmP == (gan.paired?.pValue).map { min(1, 3 * $0) })
    let constant = try #require(summary.headlineComparisons.last)
    #expect(constant.isConstant && constant.paired == nil && constant.holmP == nil)
    // The same family for the test of seeds and samples at once, which equal methods lack.
    let simulated = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)])
    let copies = simulated.predictions.filter { $0.method == "none" }.map { run in
      var copy = run
      copy.method = "copy"
      return copy
    }
    let found = try StudySummary(
      SimulatedStudy.record(simulated.predictions + copies, seeds: simulated.seeds))
    let better = try #require(found.headlineComparisons.first)
    #expect(found.familySize == 2 && found.headlineComparisons[1].both == nil)
    #expect(better.bothHolmP == (better.both?.pValue).map { 2 * $0 })
    #expect(found.headlineComparisons[1].bothHolmP == nil)
  }

  @Test("What signs and ranks can reach depends on the seeds with a difference")
  func reachable() throws {
    let some: [UInt64: Double?] = [1: 0.50, 2: 0.53, 3: 0.39, 4: 0.41, 5: 0.49]
    let comparison = try #require(
      try StudySummary(study([("none", low), ("gan", some)])).headlineComparisons.first)
    #expect(comparison.differingCount == 3)
    #expect(comparison.smallestP.signFlip == 0.25 && comparison.smallestP.wilcoxon == 0.25)
    #expect(comparison.signFlipP == 0.25 && comparison.wilcoxonP == 0.25)
  }

  @Test("Equal means in another order of seeds are equal: neither is the best")
  func roundedMeans() throws {
    let values = [0.13, 0.85, 0.76]
    let turned = [0.76, 0.85, 0.13]
    func arm(_ values: [Double]) -> [UInt64: Double?] {
      Dictionary(uniqueKeysWithValues: zip(1...3, values.map(Optional.some)))
    }
    let summary = try StudySummary(
      study([("none", arm(values)), ("gan", arm(turned)), ("x", arm(values.map { $0 / 2 }))]))
    let means = summary.methods.compactMap { $0.metrics[.minorityF1]?.mean }
    #expect(means[0] != means[1], "or nothing is tested")
    let ranking = MeanRanking(summary.methods, .minorityF1)
    #expect(ranking.isBest(means[0]) && ranking.isBest(means[1]) && ranking.isSecond(means[2]))
  }

  @Test("Only seeds that both arms have are paired")
  func commonSeeds() throws {
    let record = study([
      ("none", [1: 0.4, 2: 0.5, 3: 0.9, 4: nil]), ("gan", [1: 0.5, 2: 0.7, 4: 0.1, 5: 0.2]),
    ])
    let comparison = try #require(try StudySummary(record).headlineComparisons.first)
    #expect(comparison.pairCount == 2)
    #expect(abs((comparison.meanDifference ?? 0) - 0.15) < 1e-12)
    #expect(abs((comparison.baselineMean ?? 0) - 0.45) < 1e-12)
    #expect(comparison.paired?.degreesOfFreedom == 1)
    #expect(comparison.smallestP.signFlip == 0.5)
    #expect(
      try verdict(record).grounds.hasSuffix(
        "Left out: seeds 3 (gan has no score), 4 (none has no score), 5 (none has no score)."))
    let table = try text("table.md", of: record)
    #expect(table.contains("none, gan: scores for 4 of 5 seeds only."))
    #expect(table.contains("none: minority F1 is undefined on 1 of 4 seeds"))
    #expect(table.contains("(n = 3)"))
  }

  @Test("One seed: no ±, no test, and both are said")
  func oneSeed() throws {
    let record = study([("none", [7: 0.4]), ("gan", [7: 0.5])], seeds: [7])
    let report = try StudyReport(record)
    let table = try text("table.md", of: record)
    #expect(table.contains("| gan | 1 | 0.5000 |"))
    #expect(table.contains("One seed has no spread: there is no ±, and no test can be made."))
    #expect(
      table.contains(
        "**gan: No statement.** Minority F1 0.5000 against 0.4000, on the one seed that both have"))
    #expect(report.terminalTable.contains("One seed has no spread"))
    let summary = try #require(parsedCSV(try text("summary.csv", of: record)).first)
    #expect(summary["sd"] == "" && summary["ci_low"] == "" && summary["n"] == "1")
    let row = try #require(parsedCSV(try text("comparisons.csv", of: record)).first)
    #expect(row["p"] == "" && row["smallest_p_sign_flip"] == "" && row["mean_difference"] != "")
  }

  @Test("ranks after Friedman's test: Nemenyi's and Holm's p, on the page and in both tables")
  func ranks() throws {
    let record = study([
      ("none", low), ("gan", high), ("x", [1: 0.1, 2: 0.9, 3: 0.2, 4: 0.8, 5: 0.3]),
    ])
    let summary = try StudySummary(record)
    let friedman = try #require(summary.friedman)
    let table = try #require(summary.rankTable)
    #expect(table.header == ["ranks by seed", "average", "p: against none", "none", "gan", "x"])
    let holm = try #require(friedman.pValues(against: 0)[1])
    #expect(table.rows[1][2] == NumberText.fixed(holm) && table.rows[0][2] == "")
    let nemenyi = friedman.nemenyiPValues()[0][1]
    let pair = friedman.pairwisePValues()[0][1]
    let cell = "\(NumberText.fixed(nemenyi)) (\(NumberText.fixed(pair)))"
    #expect(table.rows[1][3] == cell && table.rows[0][4] == cell && table.rows[1][4] == "")
    #expect(try text("table.md", of: record).contains("| \(cell) |"))
    let page = StudyPage(try StudyReport(record), RunDetails()).html
    let both = "<td class=\"n\">\(NumberText.fixed(nemenyi))<br/><span class=\"sd\">"
    #expect(page.contains(both + "(\(NumberText.fixed(pair)))</span>"))
    let row = try #require(
      parsedCSV(try text("pairs.csv", of: record)).first {
        $0["method"] == "gan" && $0["baseline"] == "none"
      })
    #expect(Double(row["p_ranks_holm"] ?? "") == pair && Double(row["p_nemenyi"] ?? "") == nemenyi)
    // Two methods have no ranks.
    #expect(try StudySummary(study([("none", low), ("gan", high)])).rankTable == nil)
  }

  @Test("Wilcoxon's p stands beside the others, with the least that it can be")
  func wilcoxon() throws {
    let summary = try StudySummary(study([("none", low), ("gan", high)]))
    let comparison = try #require(summary.headlineComparisons.first)
    #expect(comparison.wilcoxonP == 0.0625 && comparison.smallestP.wilcoxon == 0.0625)
    let table = summary.overSeedsTable
    let column = try #require(table.header.firstIndex(of: "p: Wilcoxon"))
    #expect(table.rows[0][column] == "0.0625" && table.rows[0].last == "0.0625")
    let one = try StudySummary(study([("none", [1: 0.1]), ("gan", [1: 0.2])], seeds: [1]))
    let single = try #require(one.headlineComparisons.first)
    #expect(single.wilcoxonP == nil && single.smallestP.wilcoxon == nil)
  }

  @Test("No common seed: no comparison, and it is said")
  func nothingInCommon() throws {
    let record = study([("none", [1: 0.4]), ("gan", [2: 0.5])])
    #expect(try verdict(record).conclusion == .noComparison)
  }

  @Test("Equal arms, and a difference without spread, are no evidence")
  func degenerate() throws {
    let same = try verdict(study([("none", low), ("copy", low)]))
    #expect(same.conclusion == .equal)
    #expect(same.grounds.contains("equal on every seed"))
    let shifted = low.mapValues { $0.map { $0 + 0.1 } }
    let record = study([("none", low), ("shifted", shifted)])
    let constant = try verdict(record)
    #expect(constant.conclusion == .noStatement)
    #expect(constant.grounds.contains("without spread"))
    let row = try #require(parsedCSV(try text("comparisons.csv", of: record)).first)
    #expect(row["degenerate"] == "true" && row["t"] == "" && row["p"] == "")
    for column in ["ci_low", "p_holm", "p_nadeau_bengio", "smallest_p"] {
      #expect(row[column] == "", "\(column)")
    }
    #expect(try text("summary.json", of: record).contains("\"t\": null"))
  }

  @Test("One method, no baseline, no run: tables without comparison, and the reason")
  func nothingToCompare() throws {
    let single = try text("table.md", of: study([("none", low)]))
    #expect(single.contains("There is no method beside the baseline"))
    var record = study([("none", low), ("gan", high)])
    record.baseline = nil
    #expect(try text("table.md", of: record).contains("No baseline was named"))
    #expect(parsedCSV(try text("comparisons.csv", of: record)).isEmpty)
    let empty = study([("none", [:]), ("gan", [:])], failures: ["All failed."])
    let table = try text("table.md", of: empty)
    #expect(table.contains("| gan | 0 | – | – |"))
    #expect(table.contains("none, gan: no seed has a score on the test split."))
    #expect(table.contains("## Failures\n\n- All failed.\n"))
    let nothing = StudyRecord(
      name: "", version: "", data: SampleStudy.data, ensembleSize: 1, methods: [], baseline: nil,
      seeds: [], runs: [])
    #expect(try StudyReport(nothing).files.allSatisfy { !$0.contents.isEmpty })
  }

  @Test("An undefined AUC is a dash with its reason, an empty field and null")
  func undefined() throws {
    let record = study([("none", low)])
    let table = try text("table.md", of: record)
    #expect(
      table.contains(
        "none: ROC-AUC is undefined on 5 of 5 seeds (the scored samples hold a single class"))
    #expect(table.contains("± 0.0114 | – | – |"))
    let row = try #require(
      parsedCSV(try text("summary.csv", of: record)).first { $0["metric"] == "roc-auc" })
    #expect(row["mean"] == "" && row["n"] == "0")
  }

  @Test("Without the sizes of the splits there is no Nadeau-Bengio test")
  func unknownSplits() throws {
    var record = study([("none", low), ("gan", high)])
    record.data.splits = []
    let comparison = try #require(try StudySummary(record).headlineComparisons.first)
    #expect(comparison.corrected == nil && comparison.smallestP.corrected == nil)
    #expect(comparison.paired != nil)
    #expect(
      parsedCSV(try text("comparisons.csv", of: record)).first?["p_nadeau_bengio"] == "")
  }
}
