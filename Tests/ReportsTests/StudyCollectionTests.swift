import Foundation
import FoundationXML
import Testing

@testable import Reports

@Suite("Several studies")
struct StudyCollectionTests {
  private func result(
    _ name: String, _ methods: [(String, [UInt64: Double?])], source: String
  ) throws -> StudyResult {
    var record = study(methods, seeds: [1, 2])
    record.data.name = name
    let json = try StudyReport(record).files.first { $0.name == "summary.json" }?.contents ?? ""
    return try StudyResult(summary: Array(json.utf8), source: source)
  }

  private func two(_ names: [String] = ["wind", "vowels"]) throws -> [StudyResult] {
    [
      try result(
        names[0], [("none", [1: 0.2, 2: 0.3]), ("b<", [1: 0.5, 2: 0.4]), ("c", [1: 0.1])],
        source: "runs/1"),
      try result(
        names[1], [("none", [1: 0.4, 2: 0.4]), ("b<", [1: 0.4, 2: 0.4]), ("d", [1: 0.1])],
        source: "runs/2"),
    ]
  }

  @Test("ranks by hand: the best is 1, equal means share theirs, others are left out and named")
  func ranks() throws {
    let collection = try StudyCollection(try two())
    #expect(collection.methods == ["none", "b<"])
    #expect(collection.averageRanks == [1.75, 1.25])
    #expect(collection.leftOut.count == 2)
    #expect(collection.leftOut[0] == "c is not ranked: it has no minority F1 in vowels.")
    #expect(collection.table.rows[0] == ["b<", "1.25", "0.450 ± 0.071", "0.400 ± 0.000"])
  }

  @Test("Friedman's test speaks first: nothing from two studies, a difference from many that agree")
  func verdicts() throws {
    let few = try StudyCollection(try two())
    #expect(few.verdict.contains("is not shown") && few.verdict.contains("studies"))
    #expect(few.criticalDifference == nil)
    let agreeing = try (1...12).map { number in
      try result(
        "data \(number)",
        [("none", [1: 0.2]), ("b", [1: 0.3 + Double(number) / 100]), ("c", [1: 0.6])],
        source: "runs/\(number)")
    }
    let many = try StudyCollection(agreeing)
    #expect(many.verdict.contains("methods differ"))
    #expect(many.verdict.hasSuffix("c is better than b, none."))
    // q = 2.343 for three methods at 0.05 (Demšar 2006, table 5).
    let difference = try #require(many.criticalDifference).difference
    #expect(abs(difference - 2.343 * (3.0 * 4 / (6 * 12)).squareRoot()) < 1e-3)
    #expect(try #require(many.files.first { $0.name == "ranks.svg" }).contents.contains("critical"))
  }

  @Test("files are well-formed and escaped")
  func files() throws {
    let files = try StudyCollection(try two()).files
    #expect(
      files.map(\.name) == ["comparison.md", "comparison.csv", "ranks.svg", "comparison.html"])
    #expect(XMLParser(data: Data(files[2].contents.utf8)).parse())
    #expect(files[3].contents.contains("b&lt;") && !files[3].contents.contains("b<<"))
    #expect(!files.contains { $0.contents.contains("nan") })
  }

  @Test("studies of one name are told apart by their folders")
  func equalNames() throws {
    let collection = try StudyCollection(try two(["wind", "wind"]))
    #expect(collection.studies.map(\.dataset) == ["wind (runs/1)", "wind (runs/2)"])
  }

  @Test("bad input is a sentence")
  func badInput() throws {
    #expect(throws: StudyCollectionError.damaged("x")) {
      try StudyResult(summary: Array("{}".utf8), source: "x")
    }
    #expect(throws: StudyCollectionError.tooFew) { try StudyCollection([try two()[0]]) }
    #expect(throws: StudyCollectionError.self) {
      try StudyCollection(try two(), metric: "f2")
    }
    let other = try result("x", [("z", [1: 0.1]), ("none", [1: nil])], source: "runs/3")
    #expect(throws: StudyCollectionError.nothingInCommon(["runs/1", "runs/3"])) {
      try StudyCollection([try two()[0], other])
    }
  }
}
