import Statistics
import Testing

@testable import Reports

@Suite("Texts of studies that are not complete")
struct PartialStudyTests {
  private let incomplete = "The study is not complete: "

  /// The caption of `table.tex`.
  private func caption(_ record: StudyRecord) throws -> String {
    let lines = try text("table.tex", of: record).split(separator: "\n")
    return String(try #require(lines.first { $0.hasPrefix("\\caption") }))
  }

  @Test("one scored seed of three each: n = 1, and no spread is promised")
  func oneOfThree() throws {
    let record = study([("none", [1: 0.2]), ("gan_1", [1: 0.3])], seeds: [1, 2, 3])
    let caption = try caption(record)
    #expect(caption.contains(": of $n = 1$ seed, ensembles"))
    #expect(!caption.contains("$n = 3$") && !caption.contains("standard deviation"))
    let sentence =
      incomplete + "2 of 6 runs (a method with a seed each) have scores on the test split."
    #expect(caption.contains(sentence))
    #expect(try text("table.md", of: record).contains("\n\n\(sentence)\n"))
  }

  @Test("methods with fewer seeds than others are named with their n")
  func fewer() throws {
    let record = study(
      [("none", [1: 0.2, 2: 0.3]), ("gan_1", [2: 0.3]), ("late", [:])], seeds: [1, 2, 3])
    #expect(
      try caption(record).contains("deviation over $n = 2$ seeds (gan\\_1: 1; late: 0), ensembles"))
    #expect(try text("table.md", of: record).contains(incomplete + "3 of 9 runs"))
  }

  @Test("no scores at all: nothing is said of seeds and their spread")
  func nothing() throws {
    let record = study([("none", [:]), ("gan", [:])])
    let sentence = "There are no values: no run has scores on the test split."
    let report = try StudyReport(record)
    let table = try text("table.md", of: record)
    #expect(table.contains(sentence) && !table.contains("One seed has no spread"))
    #expect(report.terminalTable.contains(sentence))
    let caption = try caption(record)
    #expect(caption.contains(": none yet, ensembles") && !caption.contains("$n ="))
    #expect(!caption.contains("bold") && caption.contains(incomplete + "0 of 10 runs"))
  }

  @Test("a complete study says nothing of it, and one with failures names them instead")
  func complete() throws {
    let whole = study([("none", [1: 0.2, 2: 0.3]), ("gan", [1: 0.3, 2: 0.5])], seeds: [1, 2])
    #expect(!(try text("table.md", of: whole).contains(incomplete)))
    let caption = try caption(whole)
    #expect(!caption.contains(incomplete) && caption.contains("over $n = 2$ seeds, ensembles"))
    let failed = study([("none", [1: 0.2]), ("gan", [:])], seeds: [1], failures: ["gan failed."])
    let table = try text("table.md", of: failed)
    #expect(!table.contains(incomplete) && table.contains("## Failures"))
    #expect(try self.caption(failed).contains(incomplete + "1 of 2 runs"))
  }
}
