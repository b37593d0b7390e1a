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
    #expect(collection.leftOut[0] == "Not ranked: c (not among the methods of vowels).")
    #expect(collection.table.rows[0] == ["b<", "1.25", "0.450 ± 0.071", "0.400 ± 0.000"])
  }

  private func agreeing(_ count: Int) throws -> [StudyResult] {
    try (1...count).map { number in
      try result(
        "data \(number)",
        [("none", [1: 0.2]), ("b", [1: 0.3 + Double(number) / 100]), ("c", [1: 0.6])],
        source: "runs/\(number)")
    }
  }

  @Test("Friedman's test speaks first, and the critical difference is a number either way")
  func verdicts() throws {
    let few = try StudyCollection(try agreeing(2))
    #expect(few.verdict.contains("that methods differ at all is not shown"))
    #expect(few.verdict.contains("2.34 ranks, decides nothing then."))
    #expect(few.verdict.contains("With 2 studies the smallest p"))
    #expect(!few.isDecidedByRanks && few.text("ranks.svg").contains("decides nothing here"))
    #expect(few.text("ranks.svg").contains("longer than the axis"))
    let many = try StudyCollection(try agreeing(12))
    #expect(
      many.verdict.contains("methods differ") && many.verdict.contains("c is better than b, none"))
    #expect(many.verdict.contains("comparisons: c, b better. Wilcoxon"))
    #expect(many.verdict.hasSuffix("Holm-corrected over 2 comparisons: c, b better."))
    // q = 2.343 for three methods at 0.05 (Demšar 2006, table 5).
    let difference = many.criticalDifference.difference
    #expect(abs(difference - 2.343 * (3.0 * 4 / (6 * 12)).squareRoot()) < 1e-3)
    #expect(many.text("ranks.svg").contains("critical difference 0.96<"))
  }

  @Test("of two methods Wilcoxon's test decides, and says what it could have found")
  func twoMethods() throws {
    func collection(_ gains: [Double]) throws -> StudyCollection {
      try StudyCollection(
        gains.enumerated().map { number, gain in
          try SampleCollectionStudy(
            name: "data \(number)", means: [("none", 0.4), ("b", 0.4 + gain)], baseline: "none"
          ).result
        })
    }
    let six = try collection([0.01, 0.02, 0.03, 0.04, 0.05, 0.06])
    #expect(six.verdict.contains("Wilcoxon's test: p = 0.0312: b is better than none."))
    #expect(six.verdict.contains("decides nothing here") && !six.isDecidedByRanks)
    let five = try collection([0.01, 0.02, 0.03, 0.04, 0])
    #expect(five.verdict.contains("both the same in 1."))
    #expect(five.verdict.contains("p = 0.1250; that the two differ is not shown."))
    #expect(five.verdict.contains("With 5 studies the smallest p of this test is 0.0625"))
    #expect(five.pairTable.header.contains("p: sign test") && five.referenceTable == nil)
    // One loss, the largest of all: the sign test would see nothing of its size.
    let lost = try collection([0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, -0.5])
    #expect(lost.verdict.contains("is not shown"))
  }

  @Test("without a common baseline the best is compared with, over all pairs; one may be asked for")
  func baselines() throws {
    func studies(_ baselines: [String?]) throws -> [StudyResult] {
      try baselines.enumerated().map { number, baseline in
        try SampleCollectionStudy(
          name: "data \(number)", means: [("none", 0.2), ("b", 0.3), ("c", 0.4)],
          baseline: baseline
        ).result
      }
    }
    let apart = try StudyCollection(try studies(["none", "b"]))
    #expect(apart.baseline == nil && apart.referenceTitle == "Against the best, c")
    #expect(apart.pairs.allSatisfy { $0.baselineRankHolmP == nil })
    let common = try StudyCollection(try studies(["none", "none"]))
    #expect(common.referenceTitle == "Against the baseline none")
    #expect(common.referencePairs.map(\.first) == ["c", "b"])
    let asked = try StudyCollection(try studies(["none", "none"]), baseline: "b")
    #expect(asked.baseline == "b" && asked.referencePairs.map(\.first) == ["c", "none"])
    #expect(throws: StudyCollectionError.unknownBaseline("z", ["none", "b", "c"])) {
      try StudyCollection(try studies(["none", "none"]), baseline: "z")
    }
  }

  @Test("equal means everywhere are said to be equal, and nothing is NaN, bold or better")
  func allEqual() throws {
    let collection = try StudyCollection(
      (1...6).map { number in
        try SampleCollectionStudy(
          name: "data \(number)", means: [("none", 0.5), ("b", 0.5), ("c", 0.5)], baseline: "none"
        ).result
      })
    #expect(collection.verdict.contains("there is nothing to tell apart"))
    #expect(collection.averageRanks == [2, 2, 2] && !collection.verdict.contains("better"))
    for file in collection.files {
      #expect(!file.contents.lowercased().contains("nan"), "\(file.name)")
    }
    #expect(!collection.text("comparison.tex").contains("mathbf"))
  }

  @Test("the same scores summed in another order share their rank")
  func rounding() throws {
    let scores: [Double] = [0.1 + 0.2, 0.3]
    let studies = try scores.map { score in
      try SampleCollectionStudy(
        name: "data \(score)", means: [("none", 0.3), ("b", score)], baseline: "none"
      ).result
    }
    #expect(try StudyCollection(studies).averageRanks == [1.5, 1.5])
  }

  @Test("files are well-formed and escaped")
  func files() throws {
    let collection = try StudyCollection(try two())
    #expect(
      collection.files.map(\.name) == [
        "comparison.md", "comparison.tex", "comparison.csv", "pairs.csv", "ranks.svg",
        "comparison.html",
      ])
    #expect(XMLParser(data: Data(collection.text("ranks.svg").utf8)).parse())
    let page = collection.text("comparison.html")
    #expect(page.contains("b&lt;") && !page.contains("b<<"))
    #expect(page.contains("<span class=\"best\">0.450</span>"))
    #expect(collection.text("comparison.md").contains("**0.450 ± 0.071**"))
    #expect(!collection.files.contains { $0.contents.lowercased().contains("nan") })
  }

  @Test("comparison.tex has methods or studies in rows, and fits: narrow, without spread, turned")
  func latex() throws {
    func text(studies: Int, methods: Int, length: Int) throws -> String {
      try StudyCollection(
        (1...studies).map { number in
          try SampleCollectionStudy(
            name: "data_\(number)",
            means: (1...methods).map {
              (String(repeating: "m", count: length) + "\($0)", Double($0 + number % 2) / 20)
            }
          ).result
        }
      ).text("comparison.tex")
    }
    let small = try text(studies: 4, methods: 2, length: 1)
    #expect(small.contains("\\begin{tabular}{lrr}") && small.contains("Data & m2 & m1 \\\\"))
    #expect(
      small.contains("data\\_1 & $\\mathbf{0.150} \\pm 0.020$ & $\\underline{0.100} \\pm 0.020$"))
    #expect(small.contains("Average rank & $\\mathbf{1.00}$ & $\\underline{2.00}$"))
    #expect(
      small.contains("Wilcoxon's signed-rank test over studies") && !small.contains("graphicx"))
    let tall = try text(studies: 2, methods: 4, length: 1)
    #expect(tall.contains("Method & data\\_1 & data\\_2 & Rank \\\\") && tall.contains("\\pm"))
    let wide = try text(studies: 8, methods: 7, length: 1)
    #expect(!wide.contains("\\pm 0") && !wide.contains("rotatebox"))
    let turned = try text(studies: 9, methods: 8, length: 9)
    #expect(turned.contains("\\rotatebox{90}{mmmmmmmmm1}") && turned.contains("graphicx"))
    for table in [small, tall, wide, turned] {
      let rows = table.split(separator: "\n").filter { $0.hasSuffix("\\\\") }
      #expect(Set(rows.map { $0.split(separator: "&").count }).count == 1)
    }
  }

  @Test("studies of one name are told apart by their folders")
  func equalNames() throws {
    let collection = try StudyCollection(try two(["wind", "wind"]))
    #expect(collection.studies.map(\.dataset) == ["wind (runs/1)", "wind (runs/2)"])
  }

  @Test("a summary that says what cannot be so is damaged")
  func impossible() throws {
    func read(_ further: [String: Any]) throws -> StudyResult {
      try SampleCollectionStudy(
        name: "x", means: [("none", 0.5), ("b", 0.6)],
        further: SampleCollectionStudy.finished(1).merging(further) { $1 }
      ).result
    }
    func method(_ name: String, _ value: [String: Any], runs: Int = 5) -> [String: Any] {
      ["method": name, "runs": runs, "metrics": ["minority-f1": value]]
    }
    let (whole, undefined): ([String: Any], [String: Any]) = (
      ["mean": 0.5, "sd": 0, "n": 5], ["mean": NSNull(), "sd": NSNull(), "n": 0]
    )
    // What can be so.
    for further: [String: Any] in [
      [:], ["methods": [method("none", whole), method("b", undefined, runs: 0)]],
      ["units_done": 0, "units_failed": 40], ["units": 0, "units_done": 0], ["units": NSNull()],
    ] {
      #expect(throws: Never.self, "\(further)") { try read(further) }
    }
    for further: [String: Any] in [
      ["methods": [method("none", whole), method("none", whole)]],
      ["methods": [method("none", ["mean": 0.5, "sd": -0.1, "n": 5])]],
      ["methods": [method("none", ["mean": 0.5, "sd": 0.1, "n": -1])]],
      ["methods": [method("none", ["mean": "a", "sd": 0.1, "n": 5])]],
      ["methods": [method("none", ["mean": "nan", "sd": 0.1, "n": 5])]],
      ["methods": [method("none", whole, runs: -5)]],
      ["units": -3], ["units": -3, "units_done": -3], ["units_done": 41], ["units_done": -1],
      ["units_done": 38, "units_failed": 3], ["units_failed": -1],
      ["units_done": Int.max, "units_failed": Int.max], ["headline_metric": "banana"],
    ] {
      #expect(throws: StudyCollectionError.damaged("x"), "\(further)") { try read(further) }
    }
  }

  @Test("bad input is a sentence")
  func badInput() throws {
    #expect(throws: StudyCollectionError.damaged("x")) {
      try StudyResult(summary: Array("{}".utf8), source: "x")
    }
    #expect(throws: StudyCollectionError.damaged("x")) {
      try StudyResult(
        summary: Array("{\"data\": {\"name\": \"x\"}, \"headline_metric\": 3}".utf8), source: "x")
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
