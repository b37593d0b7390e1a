import Foundation
import Statistics
import Testing

@testable import Reports

@Suite("Methods whose synthetic samples the quality gate kept out")
struct ClosedGateTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4, 5]

  /// Four methods, of which the best was trained without its samples on some seeds.
  private func record(closedOn seeds: [UInt64], methods: [String] = ["shut"]) -> StudyRecord {
    var record = SimulatedStudy(
      methods: [("none", 0.4), ("open", 0.7), ("shut", 0.9), ("low", 0.1)]
    ).record
    record.closedGates = methods.flatMap { method in
      seeds.map { ClosedGate(method: method, seed: $0) }
    }
    return record
  }

  @Test("closed on every seed: no verdict, no correction, no rank")
  func everySeed() throws {
    let record = record(closedOn: Self.seeds)
    let summary = try StudySummary(record)
    let verdict = try #require(summary.verdicts.first { $0.method == "shut" }).verdict
    #expect(verdict.conclusion == .samplesNotUsed)
    #expect(verdict.conclusion.tone == .neutral && !verdict.conclusion.holds)
    #expect(
      verdict.grounds
        == "The synthetic samples of shut were not used (quality gate), so its scores are those of "
        + "training without them.")
    #expect(summary.familySize == 2)
    let shut = try #require(summary.headlineComparisons.first { $0.method == "shut" })
    #expect(shut.holmP == nil && shut.bothHolmP == nil && shut.paired != nil)
    // The others are corrected as if it were not there.
    var without = record
    without.methods.removeAll { $0 == "shut" }
    without.runs.removeAll { $0.method == "shut" }
    without.predictions.removeAll { $0.method == "shut" }
    let others = summary.headlineComparisons.filter { $0.method != "shut" }
    #expect(
      others.map(\.bothHolmP) == (try StudySummary(without).headlineComparisons.map(\.bothHolmP)))
    #expect(StudySummary.rankedMethods(record) == ["none", "open", "low"])
    #expect(summary.friedman?.methodCount == 3)
    let pairs = summary.pairs.filter { $0.comparison.isWithoutSamples }
    #expect(pairs.count == 3 && pairs.allSatisfy { $0.conclusion == .samplesNotUsed })
    #expect(pairs.allSatisfy { $0.comparison.bothHolmP == nil && $0.nemenyiP == nil })
    #expect(summary.meaningOfPairs.contains("over the 3 pairs of methods"))
  }

  @Test("closed on every seed: marked in all tables, and neither bold nor second")
  func tables() throws {
    let record = record(closedOn: Self.seeds)
    let table = try text("table.md", of: record)
    let note = "‡ The synthetic samples of shut were not used (quality gate)"
    #expect(table.contains("| shut ‡ | 5 |") && table.contains(note))
    #expect(table.contains("**shut: No statement: synthetic samples not used.**"))
    #expect(!table.contains("| open ‡"))
    let latex = try text("table.tex", of: record)
    let lines = latex.split(separator: "\n")
    let row = try #require(lines.first { $0.hasPrefix("shut") })
    #expect(row.hasPrefix("shut$^{\\ddagger}$ &"))
    #expect(!row.contains("mathbf") && !row.contains("underline") && !row.contains("{*}"))
    #expect(lines.contains { $0.hasPrefix("open &") && $0.contains("mathbf") })
    #expect(latex.contains("$^{\\ddagger}$ The synthetic samples of shut were not used"))
    #expect(latex.contains("Holm-corrected over 2 methods"))
    let report = try StudyReport(record)
    #expect(report.terminalTable.contains("shut ‡") && report.terminalTable.contains(note))
    let page = StudyPage(report, RunDetails()).html
    #expect(page.contains("shut ‡"))
    #expect(table.contains("| row minus column | none | open | shut ‡ | low |"))
    let figures = report.files.filter { $0.name.hasSuffix("scores.svg") }
    #expect(figures.count == 1 && figures.allSatisfy { $0.contents.contains("shut ‡") })
    #expect(page.contains("shut: No statement: synthetic samples not used"))
  }

  @Test("closed on every seed: marked in every table and figure, each with what the mark means")
  func everywhere() throws {
    var record = record(closedOn: Self.seeds)
    record.trainingFits = ["shut", "open"].map {
      TrainingFitRecord(method: $0, seed: 1, minority: .real, f1: 0.5, recall: 0.5, members: 2)
    }
    record.changes = ["shut", "open"].map {
      PredictionChange(
        method: $0, seed: 1,
        difference: ConfusionDifference(
          truth: [0, 1], before: [1, 1], after: [1, 1], classCount: 2))
    }
    let note = "‡ The synthetic samples were not used (quality gate)"
    let table = try text("table.md", of: record)
    #expect(table.contains("| shut ‡ | 1 | 0.5000 |") && table.ranges(of: note).count == 2)
    #expect(table.contains("| shut ‡ | 1 | 0.0 | 0.0 | 0.0 | 0.0 |"))
    let summary = try StudySummary(record)
    for table in [summary.questionTable, summary.overSeedsTable, summary.effectTable] {
      let row = try #require(table.rows.first { $0[0].hasPrefix("shut") })
      #expect(row[0] == "shut ‡" && row.suffix(4).allSatisfy { $0 == "–" })
      #expect(table.rows.allSatisfy { $0.count == table.header.count })
    }
    let page = StudyPage(try StudyReport(record), RunDetails()).html
    // Nowhere in a table or as the title of a panel without its mark.
    #expect(!page.contains(">shut</th>") && !page.contains(">shut</text>"))
    let parts = page.split(separator: "<section id=\"")
    for id in ["differences", "pairs", "curves", "calibration", "confusion", "training-fit"] {
      let part = try #require(parts.first { $0.hasPrefix("\(id)\"") }, "\(id)")
      #expect(part.contains(note), "\(id)")
    }
  }

  @Test("closed on some seeds: the verdict stays, and says on how many")
  func someSeeds() throws {
    let (open, partly) = (try StudySummary(record(closedOn: [])), record(closedOn: [2, 4]))
    let summary = try StudySummary(partly)
    let sentence =
      "On 2 of 5 seeds the synthetic samples of shut were not used (quality gate)."
    #expect(summary.verdicts.map(\.verdict.conclusion) == open.verdicts.map(\.verdict.conclusion))
    #expect(summary.familySize == 3 && summary.friedman == open.friedman)
    #expect(summary.verdicts.map { $0.verdict.grounds.contains(sentence) } == [false, true, false])
    #expect(try text("table.md", of: partly).contains("\n\n\(sentence)\n"))
    #expect(try text("table.tex", of: partly).contains(sentence))
    #expect(!(try text("table.md", of: partly).contains("‡")))
  }

  @Test("only scored seeds count, and a baseline without its samples leaves nothing to say")
  func scoredSeeds() throws {
    var record = record(closedOn: [1, 2])
    record.runs.removeAll { $0.method == "shut" && $0.seed > 2 }
    record.predictions.removeAll { $0.method == "shut" && $0.seed > 2 }
    #expect(try StudySummary(record).methodsWithoutSamples == ["shut"])
    let summary = try StudySummary(self.record(closedOn: Self.seeds, methods: ["none"]))
    #expect(summary.verdicts.allSatisfy { $0.verdict.conclusion == .samplesNotUsed })
    #expect(summary.verdicts[0].verdict.grounds.contains("samples of none were not used"))
    #expect(summary.familySize == 0)
  }

  @Test("no gate closed: nothing is said of it")
  func open() throws {
    let report = try StudyReport(record(closedOn: []))
    for text in report.files.filter({ $0.name.hasPrefix("table") }).map(\.contents)
      + [report.terminalTable, StudyPage(report, RunDetails()).html]
    {
      #expect(!text.contains("‡") && !text.contains("ddagger") && !text.contains("not used"))
    }
  }

  @Test("summary.json names the seeds, and studies side by side do not rank the method")
  func collection() throws {
    func result(_ record: StudyRecord, _ source: String) throws -> StudyResult {
      try StudyResult(summary: Array(text("summary.json", of: record).utf8), source: source)
    }
    let closed = try text("summary.json", of: record(closedOn: Self.seeds))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(closed.utf8)) as? [String: Any])
    let methods = try #require(object["methods"] as? [[String: Any]])
    #expect(
      methods.map { $0["seeds_without_synthetic_samples"] as? [Int] }
        == [[], [], [1, 2, 3, 4, 5], []])
    #expect(closed.contains("\"samples-not-used\""))
    let studies = try StudyCollection([
      result(record(closedOn: []), "a"), result(record(closedOn: Self.seeds), "b"),
    ])
    #expect(studies.methods == ["none", "open", "low"])
    #expect(
      studies.leftOut == [
        "Not ranked: shut (synthetic samples not used in wind (b), where the quality gate kept them "
          + "out)."
      ])
    let partly = try StudyCollection([
      result(record(closedOn: [1]), "a"), result(record(closedOn: []), "b"),
    ])
    #expect(partly.methods.contains("shut") && partly.leftOut.isEmpty)
    #expect(
      partly.cautions.contains(
        "In wind (a) synthetic samples were not used (quality gate) for shut on 1 seed."))
  }
}
