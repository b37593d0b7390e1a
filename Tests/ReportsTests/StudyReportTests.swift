import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

@Suite("Study report")
struct StudyReportTests {
  /// Whether a CSV field or JSON value is what the fixture says.
  private func agrees(_ value: Double?, _ expected: SampleStudy.Cell) -> Bool {
    guard case .number(let number) = expected else { return value == nil }
    guard let value else { return false }
    return abs(value - number) <= max(1e-12, 1e-9 * abs(number))
  }

  private func expectRows(
    _ rows: [[String: Any]], equal expected: [[String: SampleStudy.Cell]],
    number: (Any?) -> Double?
  ) {
    #expect(rows.count == expected.count)
    for (row, cells) in zip(rows, expected) {
      for (name, cell) in cells {
        if case .text(let text) = cell {
          #expect(row[name] as? String == text)
        } else {
          #expect(agrees(number(row[name]), cell), "\(cells) \(name): \(row[name] ?? "absent")")
        }
      }
    }
  }

  private func number(_ field: Any?) -> Double? { (field as? String).flatMap(Double.init) }

  @Test("B12: summary.csv and comparisons.csv hold SciPy's numbers")
  func csv() throws {
    let stored = try SampleStudy.load()
    expectRows(
      parsedCSV(try text("summary.csv", of: stored.record)), equal: stored.summary,
      number: number)
    expectRows(
      parsedCSV(try text("comparisons.csv", of: stored.record)), equal: stored.comparisons,
      number: number)
  }

  @Test("B12: summary.json holds the same numbers, and null where one is undefined")
  func json() throws {
    let stored = try SampleStudy.load()
    let contents = try text("summary.json", of: stored.record)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(contents.utf8)) as? [String: Any])
    #expect(object["name"] as? String == "Sample")
    #expect(object["ensemble_size"] as? Int == 10)
    #expect(object["seeds"] as? [Int] == [1, 2, 3, 4, 5])
    #expect((object["failures"] as? [String])?.count == 1)
    #expect((object["notes"] as? [String])?.isEmpty == true)
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    expectRows(comparisons, equal: stored.comparisons) { ($0 as? NSNumber)?.doubleValue }
    let methods = try #require(object["methods"] as? [[String: Any]])
    let flat = methods.flatMap { method -> [[String: Any]] in
      let metrics = method["metrics"] as? [String: [String: Any]] ?? [:]
      return Metric.ofSingleLabels.map { metric in
        var row = metrics[metric.rawValue] ?? [:]
        row["method"] = method["method"]
        row["metric"] = metric.rawValue
        return row
      }
    }
    expectRows(flat, equal: stored.summary) { ($0 as? NSNumber)?.doubleValue }
    let order = ["\"name\"", "\"version\"", "\"data\"", "\"methods\"", "\"comparisons\""]
    let positions = order.compactMap { contents.range(of: $0)?.lowerBound }
    #expect(positions == positions.sorted() && positions.count == order.count)
  }

  @Test("summary.json says how much of the study is there and what it is of, if that is known")
  func identity() throws {
    var record = try SampleStudy.load().record
    #expect(try text("summary.json", of: record).contains("\"units\": null"))
    record.progress = StudyProgress(unitCount: 40, doneCount: 12, failedCount: 2)
    record.identity = StudyIdentity(dataHash: "d1", configurationHash: "c2")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text("summary.json", of: record).utf8))
        as? [String: Any])
    #expect(object["units"] as? Int == 40 && object["units_done"] as? Int == 12)
    #expect(object["units_failed"] as? Int == 2)
    #expect(object["data_hash"] as? String == "d1")
    #expect(object["configuration_hash"] as? String == "c2")
    #expect(object["minority_f1_over"] as? String == "support")
  }

  @Test("runs.csv gives every value back to the last bit, in the order of methods and seeds")
  func runsCSV() throws {
    var record = try SampleStudy.load().record
    record.data.name = "wind, \"north\""
    record.runs.append(
      RunScore(
        method: "none", seed: 2, predictor: .member(10), split: .validation, sampleCount: 3,
        values: [.mcc: 0.1 + 0.2, .gMean: 1e-7, .logLoss: .nan, .rocAUC: .infinity]))
    record.runs.append(
      RunScore(
        method: "none", seed: 2, predictor: .member(9), sampleCount: 3, values: [:]))
    let rows = parsedCSV(try text("runs.csv", of: record))
    #expect(rows.count == record.runs.count * Metric.ofSingleLabels.count)
    for run in record.runs {
      for metric in Metric.ofSingleLabels {
        let row = try #require(
          rows.first {
            $0["method"] == run.method && $0["seed"] == "\(run.seed)"
              && $0["metric"] == metric.rawValue && $0["predictor"] == run.predictor.name
              && $0["split"] == run.split.rawValue
          })
        #expect(row["dataset"] == "wind, \"north\"")
        #expect(row["value"].flatMap(Double.init) == run[metric])
        #expect(row["n"] == "\(run.sampleCount)")
      }
    }
    let names = rows.map { "\($0["method"] ?? "") \($0["seed"] ?? "") \($0["predictor"] ?? "")" }
    #expect(
      names.filter { $0.hasPrefix("none 2") }.reduce(into: []) { distinct, name in
        if distinct.last != name { distinct.append(name) }
      } == ["none 2 ensemble", "none 2 member-9", "none 2 member-10"])
  }

  @Test("The same record in any order of runs gives the same bytes")
  func order() throws {
    var record = try SampleStudy.load().record
    let files = try StudyReport(record).files
    #expect(
      files.map(\.name) == [
        "runs.csv", "summary.csv", "comparisons.csv", "summary.json", "table.md", "table.tex",
        "pairs.csv",
        "figures/scores.svg", "figures/bars.svg", "figures/differences.svg",
      ])
    for _ in 0..<3 {
      record.runs.append(record.runs.removeFirst())
      record.runs.swapAt(1, 6)
      let shuffled = try StudyReport(record)
      #expect(shuffled.files == files)
    }
    #expect(files.allSatisfy { $0.contents.hasSuffix("\n") && !$0.contents.contains("\r") })
  }

  @Test("Golden table.md and terminal table")
  func golden() throws {
    let report = try StudyReport(try SampleStudy.load().record)
    let table = try String(contentsOf: Fixture.url("reports-table.md"), encoding: .utf8)
    #expect(report.files.first { $0.name == "table.md" }?.contents == table)
    let terminal = try String(contentsOf: Fixture.url("reports-terminal.txt"), encoding: .utf8)
    #expect(report.terminalTable == terminal)
  }

  @Test("Ensemble scores on the test split alone make the summary")
  func otherScores() throws {
    let record = study([("none", [1: 0.2, 2: 0.4])], seeds: [1, 2])
    var more = record
    more.runs.append(
      RunScore(
        method: "none", seed: 1, predictor: .member(0), sampleCount: 5,
        values: [.minorityF1: 0.9]))
    more.runs.append(
      RunScore(
        method: "none", seed: 1, split: .validation, sampleCount: 5, values: [.minorityF1: 0.9]))
    #expect(try text("summary.csv", of: more) == text("summary.csv", of: record))
    #expect(try text("table.md", of: more) == text("table.md", of: record))
  }
}
