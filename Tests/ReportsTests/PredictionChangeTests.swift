import Statistics
import Testing

@testable import Reports

@Suite("Reports of changed predictions")
struct PredictionChangeTests {
  private var record: StudyRecord {
    var record = study([("none", [1: 0.5, 2: 0.5]), ("gan", [1: 0.6, 2: 0.4])], seeds: [1, 2])
    record.data.classNames = ["calm", "storm, heavy"]
    let truth = [0, 0, 0, 1, 1, -1]
    record.changes = [
      PredictionChange(
        method: "gan", seed: 2,
        difference: ConfusionDifference(
          truth: truth, before: [0, 1, 0, 1, 1, 0], after: [0, 1, 0, 0, 1, 0], classCount: 2)),
      PredictionChange(
        method: "gan", seed: 1,
        difference: ConfusionDifference(
          truth: truth, before: [0, 1, 0, 0, 0, 0], after: [1, 0, 1, 1, 1, -1], classCount: 2)),
    ]
    return record
  }

  @Test("A43: confusion.csv has both matrices and a difference that sums to 0 for each true class")
  func confusion() throws {
    let rows = parsedCSV(try text("confusion.csv", of: record))
    #expect(rows.count == 6 + 5)
    #expect(
      rows.first == [
        "method": "gan", "baseline": "none", "seed": "1", "truth": "calm", "prediction": "calm",
        "count": "1", "baseline_count": "2", "difference": "-1",
      ])
    var sums: [String: Int] = [:]
    for row in rows {
      sums["\(row["seed"] ?? "") \(row["truth"] ?? "")", default: 0] +=
        Int(row["difference"] ?? "") ?? .max
    }
    #expect(sums.count == 6)
    #expect(sums.values.allSatisfy { $0 == 0 })
    #expect(Set(rows.compactMap { $0["truth"] }) == ["calm", "storm, heavy", "UNKNOWN"])
  }

  @Test("A43: transitions.csv has each class, table.md the means over seeds")
  func transitions() throws {
    let rows = parsedCSV(try text("transitions.csv", of: record))
    #expect(
      rows.map { $0["seed"] } == ["1", "1", "2", "2"]
        && rows.map { $0["class"] } == ["calm", "storm, heavy", "calm", "storm, heavy"])
    #expect(rows.map { $0["fn_to_tp"] } == ["1", "2", "0", "0"])
    #expect(rows.map { $0["tp_to_fn"] } == ["2", "0", "0", "1"])
    #expect(rows.map { $0["fp_to_tn"] } == ["3", "1", "0", "0"])
    #expect(rows.map { $0["tn_to_fp"] } == ["0", "2", "1", "0"])
    let table = try text("table.md", of: record)
    #expect(table.contains("| gan | 2 | 1.0 | 0.5 | 0.5 | 1.0 |"))
  }

  @Test("Without changes there are no such files")
  func without() throws {
    var plain = record
    plain.changes = []
    let files = try StudyReport(plain).files
    #expect(files.map(\.name).allSatisfy { !["confusion.csv", "transitions.csv"].contains($0) })
    #expect(files.allSatisfy { !$0.contents.contains("FN to TP") })
  }
}
