import Foundation
import Reports
import Statistics
import TestSupport

/// The study of `Tests/Fixtures/reports.py`: three methods, five seeds, one of them failed for
/// `gan`, and ROC-AUC undefined on two seeds of `random`.
struct SampleStudy: Decodable {
  struct Run: Decodable {
    var method: String
    var seed: UInt64
    var values: [Metric: Double?]
  }

  var runs: [Run]
  var summary: [[String: Cell]]
  var comparisons: [[String: Cell]]

  /// A text, a number or null.
  enum Cell: Decodable {
    case text(String)
    case number(Double)
    case null

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }

  static func load() throws -> SampleStudy {
    let data = try Data(contentsOf: Fixture.url("reports.json"))
    return try JSONDecoder().decode(SampleStudy.self, from: data)
  }

  static let data = DataDescription(
    name: "wind", text: "made-up, 20 steps",
    splits: [
      .init(.training, sampleCount: 7000, minorityCount: 140),
      .init(.validation, sampleCount: 1000, minorityCount: 21),
      .init(.test, sampleCount: 2000, minorityCount: 40),
    ], featureCount: 6, classCount: 2)

  /// The record, with the runs in the order given.
  var record: StudyRecord {
    StudyRecord(
      name: "Sample", version: "1.2.3", data: Self.data, ensembleSize: 10,
      methods: ["none", "random", "gan"], baseline: "none", seeds: [1, 2, 3, 4, 5],
      runs: runs.map {
        RunScore(method: $0.method, seed: $0.seed, sampleCount: 2000, values: $0.values)
      },
      failures: ["Method gan, seed 3: the loss was not a number in epoch 7 of 20; it was retried."])
  }
}

/// Runs of one score each, everything else undefined.
func runs(_ method: String, _ values: [UInt64: Double?]) -> [RunScore] {
  values.map { seed, value in
    RunScore(method: method, seed: seed, sampleCount: 10, values: [.minorityF1: value])
  }
}

/// A record of the methods' minority F1 only; the first method is the baseline.
func study(
  _ methods: [(String, [UInt64: Double?])], seeds: [UInt64] = [1, 2, 3, 4, 5],
  failures: [String] = []
) -> StudyRecord {
  StudyRecord(
    name: "small", version: "0", data: SampleStudy.data, ensembleSize: 2,
    methods: methods.map(\.0), baseline: methods.first?.0, seeds: seeds,
    runs: methods.flatMap { runs($0.0, $0.1) }, failures: failures)
}

/// The text of one of a record's files.
func text(_ file: String, of record: StudyRecord) throws -> String {
  try StudyReport(record).files.first { $0.name == file }?.contents ?? ""
}
