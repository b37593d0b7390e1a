import Foundation
import Statistics
import Testing

@testable import Reports

@Suite("Verdicts over seeds and test samples")
struct VerdictTests {
  private func verdicts(_ record: StudyRecord) throws -> [ComparisonVerdict] {
    try StudySummary(record).verdicts.map(\.verdict)
  }

  /// Every text of the report, without the files for other tools, in which NaN is a statement.
  private func texts(_ record: StudyRecord) throws -> [String] {
    let report = try StudyReport(record)
    return report.files.filter { !$0.name.hasPrefix("tsml/") }.map(\.contents)
      + [report.terminalTable, StudyPage(report, RunDetails()).html]
  }

  private func expectNoNaN(
    _ record: StudyRecord, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for text in try texts(record) {
      let words = text.lowercased().split { !$0.isLetter }
      #expect(!words.contains("nan"), sourceLocation: sourceLocation)
    }
  }

  @Test("better and worse where seeds and samples agree, and a p for each question")
  func holds() throws {
    let study = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9), ("bad", 0.1)])
    let summary = try StudySummary(study.record)
    let found = summary.verdicts.map(\.verdict)
    #expect(found.map(\.conclusion) == [.improvement, .worse])
    #expect(found[0].grounds.contains("corrected p < 0.0001; holds."))
    #expect(found[0].grounds.contains("Other seeds on these test samples: paired t-test p"))
    #expect(found[0].grounds.contains("Other test samples for these models: 95 % interval"))
    let comparison = try #require(summary.headlineComparisons.first)
    let (both, samples) = (try #require(comparison.both), try #require(comparison.samples))
    #expect(samples.test == .bootstrap && samples.effectiveCount == 100)
    #expect(abs(samples.difference - (comparison.meanDifference ?? 0)) < 1e-12)
    #expect(both.pValue >= (comparison.paired?.pValue ?? 1))
    #expect(comparison.bothHolmP == 2 * both.pValue || comparison.bothHolmP == both.pValue)
    #expect(comparison.signedRank.map { $0.higher > 0.9 } == true)
    #expect(comparison.cliffsDelta == 1)
  }

  @Test("McNemar's p are those of the seeds, DeLong's is of the mean areas")
  func pairedTests() throws {
    let study = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.6)], seeds: [1, 2, 3])
    let pair = try #require(try StudySummary(study.record).pairs.first)
    let decisions = try #require(pair.decisions)
    let (theirs, ours) = (study.predictions.prefix(3), study.predictions.suffix(3))
    let tests = zip(ours, theirs).map {
      McNemarTest(truth: study.truth, first: $0.predicted, second: $1.predicted)
    }
    #expect(decisions.all.median == tests.map(\.pValue).sorted()[1])
    #expect(decisions.all.range.upperBound == tests.map(\.pValue).max())
    let gained = tests.reduce(0) { $0 + Double($1.firstOnly) } / 3
    #expect(decisions.all.methodOnly == gained)
    #expect(decisions.minority.methodOnly < decisions.all.methodOnly)
    let delong = DeLongTest(
      isPositive: study.truth.map { $0 == 1 }, first: ours.map(\.minorityScores),
      second: theirs.map(\.minorityScores))
    #expect(pair.areas?.pValue == delong?.pValue && pair.areas?.test == .deLong)
  }

  @Test("a gain of one test sample on every seed is said of these test samples only")
  func onTheseSamples() throws {
    var predictions: [PredictionRecord] = []
    let truth = (0..<36).map { $0 % 6 == 0 ? 1 : 0 }
    for (index, method) in ["none", "gan"].enumerated() {
      for seed in 1...6 {
        // Three samples are found by both, one more by the second; alarms change with the seed.
        var predicted = truth.enumerated().map { $0 < 18 + 6 * index ? $1 : 0 }
        for alarm in 0..<(1 + seed % 2) { predicted[31 + alarm + seed % 3] = 1 }
        predictions.append(
          PredictionRecord(
            method: method, seed: UInt64(seed), truth: truth, predicted: predicted,
            minorityScores: predicted.map(Double.init), isProbability: true))
      }
    }
    let record = SimulatedStudy.record(predictions, seeds: [1, 2, 3, 4, 5, 6])
    let found = try #require(try verdicts(record).first)
    #expect(found.conclusion == .improvementOnTheseSamples)
    #expect(found.grounds.contains("; does not hold."))
    #expect(found.grounds.contains("More seeds alone would not show"))
    #expect(try text("table.tex", of: record).contains("^{(*)}"))
    #expect(try text("summary.json", of: record).contains("\"improvement-on-these-samples\""))
  }

  @Test("what many samples and seeds leave too small to matter is practically the same")
  func equivalent() throws {
    let study = SimulatedStudy(
      methods: [("none", 0.8), ("twin", 0.8)], sampleCount: 30_000, seeds: Array(1...8),
      seedSpread: 0.1)
    let found = try #require(try verdicts(study.record).first)
    #expect(found.conclusion == .equivalent)
    #expect(found.grounds.contains("practically the same") && !found.grounds.contains("holds"))
  }

  @Test("one seed: no test over seeds, but test samples are asked")
  func oneSeed() throws {
    let record = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)], seeds: [7]).record
    let found = try #require(try verdicts(record).first)
    #expect(found.conclusion == .noStatement)
    #expect(found.grounds.contains("One seed has no spread"))
    #expect(found.grounds.contains("Other test samples for these models"))
    try expectNoNaN(record)
  }

  @Test("identical arms are equal, and nothing is divided by their spread of 0")
  func identical() throws {
    let study = SimulatedStudy(methods: [("none", 0.4)])
    let copies = study.predictions.map { run in
      PredictionRecord(
        method: "copy", seed: run.seed, truth: run.truth, predicted: run.predicted,
        minorityScores: run.minorityScores, isProbability: true)
    }
    let record = SimulatedStudy.record(study.predictions + copies, seeds: study.seeds)
    let found = try #require(try verdicts(record).first)
    #expect(found.conclusion == .equal)
    #expect(found.grounds.contains("no difference."))
    #expect(try StudySummary(record).pairs[0].decisions?.all.median == 1)
    try expectNoNaN(record)
  }

  @Test("scores that are no numbers: decisions are compared, rankings are not")
  func nanScores() throws {
    var predictions = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)]).predictions
    for index in predictions.indices.suffix(3) { predictions[index].minorityScores[5] = .nan }
    let record = SimulatedStudy.record(predictions, seeds: [1, 2, 3, 4, 5])
    let summary = try StudySummary(record)
    #expect(summary.verdicts[0].verdict.conclusion == .improvement)
    #expect(summary.pairs[0].areas == nil)
    #expect(summary.gaps.contains { $0.contains("a probability is not a number") })
    try expectNoNaN(record)
  }

  @Test("a single minority test sample: scores are compared over seeds, and why no more is said")
  func singleMinoritySample() throws {
    var study = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)])
    study.sampleCount = 6
    var record = study.record
    for index in record.data.splits.indices where record.data.splits[index].name == .test {
      record.data.splits[index] = .init(.test, sampleCount: 6, minorityCount: 1)
    }
    let found = try #require(try verdicts(record).first)
    #expect(found.grounds.contains("the test split has a single sample of the rarer side."))
    #expect(!found.grounds.contains("no predictions are stored"))
    try expectNoNaN(record)
  }

  @Test("a test split of one class: no comparison, and why", arguments: [0, 1])
  func oneClass(label: Int) throws {
    var predictions = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9), ("x", 0.2)])
      .predictions
    for index in predictions.indices {
      predictions[index].truth = predictions[index].truth.map { _ in label }
    }
    let record = SimulatedStudy.record(predictions, seeds: [1, 2, 3, 4, 5])
    let summary = try StudySummary(record)
    #expect(summary.headlineComparisons.allSatisfy { $0.samples == nil && $0.both == nil })
    #expect(summary.gaps.contains { $0.contains("the scored samples hold") })
    // A sentence per reason, not one for each method and metric.
    #expect(summary.gaps.count <= 3 && summary.gaps.allSatisfy { $0.hasPrefix("All methods: ") })
    if label == 0 {
      #expect(
        summary.gaps.contains {
          $0.hasPrefix("All methods: minority F1, precision, recall are undefined on 5 of 5 seeds")
        })
    }
    if label == 0 {
      #expect(summary.verdicts.allSatisfy { $0.verdict.conclusion == .noComparison })
      let sentence =
        "There is no seed on which both the method and the baseline, none, have minority F1."
      #expect(summary.sharedVerdicts.map(\.methods) == [["gan", "x"]])
      // Once, and not once for each method.
      let report = try StudyReport(record)
      let table = try text("table.md", of: record)
      for text in [table, StudyPage(report, RunDetails()).html] {
        #expect(text.ranges(of: sentence).count == 1)
      }
      #expect(try texts(record).contains { $0.contains("gan, x: No comparison") })
    }
    try expectNoNaN(record)
  }

  @Test("seeds missing in one arm are left out and named, in the samples' tests too")
  func missingSeeds() throws {
    let study = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)])
    let predictions = study.predictions.filter {
      !($0.method == "gan" && $0.seed == 2) && !($0.method == "none" && $0.seed == 5)
    }
    let record = SimulatedStudy.record(predictions, seeds: study.seeds)
    let summary = try StudySummary(record)
    let comparison = try #require(summary.headlineComparisons.first)
    #expect(comparison.pairCount == 3 && comparison.both?.seedCount == 3)
    #expect(
      summary.verdicts[0].verdict.grounds.hasSuffix(
        "Left out: seeds 2 (gan has no score), 5 (none has no score)."))
    try expectNoNaN(record)
  }

  @Test("runs of different test samples are not compared over samples")
  func otherSamples() throws {
    var predictions = SimulatedStudy(methods: [("none", 0.4), ("gan", 0.9)]).predictions
    predictions[9].truth[0] = 0
    let record = SimulatedStudy.record(predictions, seeds: [1, 2, 3, 4, 5])
    #expect(try StudySummary(record).headlineComparisons.allSatisfy { $0.samples == nil })
  }

  @Test("all pairs: corrected over all of them, each once, the matrix turned for the other side")
  func pairs() throws {
    let study = SimulatedStudy(
      methods: [("none", 0.4), ("a", 0.5), ("b", 0.9), ("c", 0.45)])
    let summary = try StudySummary(study.record)
    #expect(summary.pairs.count == 6)
    #expect(
      summary.pairs.map { "\($0.comparison.method)-\($0.comparison.baseline)" }
        == ["a-none", "b-none", "c-none", "b-a", "c-a", "c-b"])
    let holm = HolmCorrection.adjust(
      summary.pairs.compactMap { $0.comparison.both?.pValue })
    #expect(summary.pairs.map { $0.comparison.bothHolmP } == holm.map { $0 })
    let baseline = try #require(summary.headlineComparisons.first)
    #expect(baseline.both == summary.pairs[0].comparison.both)
    #expect(baseline.bothHolmP ?? 1 <= summary.pairs[0].comparison.bothHolmP ?? 0)
    let (there, back) = (summary.pairCell("a", "b"), summary.pairCell("b", "a"))
    #expect(there?.difference.dropFirst() == back?.difference.dropFirst())
    #expect(there?.difference.first == "-" && back?.difference.first == "+")
    let friedman = try #require(summary.friedman)
    #expect(friedman.blockCount == 5 && friedman.methodCount == 4)
    #expect(summary.pairs[1].nemenyiP == friedman.nemenyiPValues()[2][0])
    let rows = parsedCSV(try text("pairs.csv", of: study.record))
    #expect(rows.count == 6 && rows[0].count == MethodPair.columns.count)
    #expect(rows[1]["conclusion"] == "improvement" && rows[1]["p_delong"] != "")
    let table = try text("table.md", of: study.record)
    #expect(table.contains("## All pairs") && table.contains("Friedman's test"))
    let page = StudyPage(try StudyReport(study.record), RunDetails()).html
    #expect(page.contains("<section id=\"pairs\">") && page.contains("li class=\"good\""))
  }

  @Test("two methods have no matrix, and a study without a baseline still has its pairs")
  func fewMethods() throws {
    var record = SimulatedStudy(methods: [("none", 0.4), ("a", 0.5)]).record
    #expect(!(try text("table.md", of: record).contains("All pairs")))
    record.baseline = nil
    let summary = try StudySummary(record)
    #expect(summary.pairs.count == 1 && summary.comparisons.isEmpty && summary.friedman == nil)
  }

  @Test("conclusions: distinct titles and names, and only what holds is claimed of the unseen")
  func titles() {
    let all = ComparisonVerdict.Conclusion.allCases
    #expect(Set(all.map(\.title)).count == all.count)
    #expect(all.filter(\.holds) == [.improvement, .worse])
    #expect(all.filter { $0.tone == .good } == [.improvement, .improvementOnTheseSamples])
    // Who reads only the first two words must not take it for one.
    for conclusion in [ComparisonVerdict.Conclusion.equal, .equivalent, .noImprovementShown] {
      #expect(conclusion.title.hasPrefix("No improvement"))
    }
  }

  @Test("a report of the same record is the same, resamples and all")
  func repeatable() throws {
    let study = SimulatedStudy(methods: [("none", 0.4), ("a", 0.5)], sampleCount: 120)
    #expect(try texts(study.record) == texts(study.record))
  }
}
