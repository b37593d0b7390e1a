import Testing

@testable import Reports

@Suite("Reports of novelty detectors")
struct DetectionReportTests {
  private func record(_ detections: [DetectionRecord]) -> StudyRecord {
    var record = study([("none", [1: 0.5, 2: 0.6, 3: 0.5]), ("critic", [:])], seeds: [1, 2, 3])
    record.detections = detections
    record.runs += [UInt64(1), 2, 3].map {
      RunScore(
        method: "critic", seed: $0, predictor: .detector, sampleCount: 10,
        values: [.minorityF1: 0.4 + Double($0) / 100])
    }
    return record
  }

  private func detection(
    _ seed: UInt64, _ side: DetectionRecord.NovelSide, _ threshold: Double
  ) -> DetectionRecord {
    DetectionRecord(
      method: "critic", seed: seed, novelSide: side, threshold: threshold,
      validationF1: 0.7 + Double(seed) / 10)
  }

  @Test("A detector's scores are its method's scores, like an ensemble's")
  func scores() throws {
    let summary = try StudySummary(record([]))
    #expect(summary.methods[1].runCount == 3)
    #expect(abs((summary.methods[1].metrics[.minorityF1]?.mean ?? 0) - 0.42) < 1e-12)
    #expect(summary.headlineComparisons.first?.pairCount == 3)
    #expect(try text("runs.csv", of: record([])).contains("critic,2,detector,test,minority-f1,"))
  }

  @Test("A44: side and thresholds are stated in the tables, and each seed in a file")
  func stated() throws {
    // In any order; reports sort.
    let record = record([
      detection(3, .below, 0.25), detection(1, .below, -0.5),
      detection(2, .below, 0.125),
    ])
    let note =
      "critic: a novelty detector, no ensemble; it is fitted to the majority alone. Novel are "
      + "scores below -0.5000 to 0.2500 by seed. Validation data chose, with a minority F1 of "
      + "0.9000 ± 0.1000."
    #expect(try StudySummary(record).detectionNotes == [note])
    #expect(try text("table.md", of: record).contains("- " + note))
    #expect(try text("table.md", of: record).contains("of the ensemble's or detector's score"))
    let terminal = try StudyReport(record).terminalTable
    #expect(terminal.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(note))
    #expect(terminal.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(
      try text("detection.csv", of: record) == """
        method,seed,novel_side,threshold,validation_minority_f1
        critic,1,below,-0.5,\(0.7 + 1.0 / 10)
        critic,2,below,0.125,\(0.7 + 2.0 / 10)
        critic,3,below,0.25,1

        """)
  }

  @Test("Sides that differ by seed, one seed and infinite thresholds are told")
  func special() throws {
    let mixed = record([
      detection(1, .below, -0.5), detection(2, .above, 2), detection(3, .above, 3),
    ])
    #expect(
      try StudySummary(mixed).detectionNotes[0].contains(
        "scores below -0.5000, and above 2.0000 to 3.0000 by seed."))
    let one = record([detection(1, .below, .infinity)])
    #expect(
      try StudySummary(one).detectionNotes[0].contains(
        "scores below inf. Validation data chose, with a minority F1 of 0.8000."))
    #expect(try text("detection.csv", of: one).contains("critic,1,below,inf,"))
  }

  @Test("Without detectors there is no such file and no such word")
  func without() throws {
    let report = try StudyReport(record([]))
    #expect(!report.files.contains { $0.name == "detection.csv" })
    #expect(report.files.allSatisfy { !$0.contents.contains("novelty detector") })
    #expect(!report.terminalTable.contains("or detector's"))
  }
}
