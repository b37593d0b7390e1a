import Oversampling
import Testing

@testable import Experiments

@Suite("Notes of a run")
struct RunNotesTests {
  private func record(_ warnings: [String], _ redraws: RedrawCounts? = nil) throws -> [UInt8] {
    try JSONFile.encode(
      MemberRecord(
        unit: "m/seed1/member00", realSamples: 3, syntheticSamples: 9, bestEpoch: 1,
        validationF1: 0.5, warnings: warnings, redraws: redraws))
  }

  @Test("A sentence of several units is told once, with their number, and whether numbers differ")
  func warnings() throws {
    var notes = RunNotes()
    try notes.add(record: record(["Too few.", "k is 3, not 5."]), method: "smote")
    try notes.add(record: record(["Too few.", "k is 12.5, not 5."]), method: "smote")
    try notes.add(record: record(["Too few."]), method: "smote")
    try notes.add(record: record(["Too few."]), method: "ae-smote")
    #expect(
      notes.sentences == [
        "smote: Too few. (2 more units say the same)",
        "smote: k is 3, not 5. (1 more unit says the same with other numbers)",
        "ae-smote: Too few.",
      ])
  }

  @Test("A31: what was drawn again is added up by method; nothing is said if nothing was")
  func redraws() throws {
    var notes = RunNotes()
    try notes.add(record: record([], RedrawCounts()), method: "gan")
    #expect(notes.sentences.isEmpty)
    try notes.add(
      record: record([], RedrawCounts(rejected: 5, redrawn: 4, fallenBack: 1)), method: "gan")
    try notes.add(
      record: record([], RedrawCounts(rejected: 7, redrawn: 7)), method: "gan")
    #expect(
      notes.sentences == [
        "gan: in 2 members, 12 synthetic samples first came with the majority's labels; 11 were "
          + "drawn again, 1 were given their sources' labels."
      ])
    var keeping = RunNotes()
    try keeping.add(record: record([], RedrawCounts(rejected: 2)), method: "gan")
    #expect(keeping.sentences[0].hasSuffix(", 2 stayed."))
  }

  @Test("Records of other kinds have no notes, and what is no record is refused")
  func others() throws {
    var notes = RunNotes()
    try notes.add(
      record: JSONFile.encode(
        DecisionRecord(unit: "u", direction: .low, threshold: -.infinity, validationF1: 0.5)),
      method: "novelty-critic")
    #expect(notes.sentences.isEmpty)
    #expect(throws: (any Error).self) { try notes.add(record: [1, 2], method: "m") }
  }
}
