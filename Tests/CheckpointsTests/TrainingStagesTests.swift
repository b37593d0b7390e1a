import Testing

@testable import Checkpoints

@Suite("Training stages")
struct TrainingStagesTests {
  /// A training of three stages of four steps each, whose result counts what went before.
  private struct Chain {
    struct Ended: Error {}

    var names = ["one", "two", "three"]
    var mark: UInt64 = 7
    /// The steps that were computed.
    private(set) var computed = 0
    private(set) var reports: [Double] = []
    private(set) var saved: [[UInt8]] = []

    mutating func run(
      continuing checkpoint: [UInt8]? = nil, refusing refused: UInt8? = nil
    ) throws -> [[UInt8]] {
      var (computed, reports, saved) = (0, [Double](), [[UInt8]]())
      let mark = mark
      defer { (self.computed, self.reports, self.saved) = (computed, reports, saved) }
      let monitor = TrainingMonitor(
        continuing: checkpoint, isDue: { true }, save: { saved.append($0) },
        report: { reports.append($0) })
      var stages = try TrainingStages(names, of: monitor) { mark }
      var results: [[UInt8]] = []
      for _ in names {
        let before = results.last?.last ?? 0
        var refusal = refused
        let result = try stages.next(
          decoding: { bytes in
            if let last = refusal, bytes.last == last {
              refusal = nil
              throw Ended()
            }
            return bytes
          }
        ) { monitor in
          var state = monitor.checkpoint ?? [before]
          while state.count < 5 {
            computed += 1
            state.append((state.last ?? 0) + 1)
            try monitor.saveIfDue { state }
            try monitor.report(Double(state.count - 1) / 4)
          }
          return state
        }
        results.append(result)
      }
      return results
    }
  }

  @Test("A34: from any checkpoint the stages that are left give the same results")
  func anyCheckpoint() throws {
    var whole = Chain()
    let expected = try whole.run()
    #expect(expected == [[0, 1, 2, 3, 4], [4, 5, 6, 7, 8], [8, 9, 10, 11, 12]])
    #expect(whole.computed == 12)
    #expect(whole.reports == (1...12).map { Double($0) / 12 })
    // Four in each stage, and one at its border.
    #expect(whole.saved.count == 15)
    for (index, checkpoint) in whole.saved.enumerated() {
      var rest = Chain()
      #expect(try rest.run(continuing: checkpoint) == expected)
      let done = index / 5 * 4 + min(index % 5 + 1, 4)
      #expect(rest.computed == 12 - done, "checkpoint \(index)")
      #expect(zip(rest.reports, rest.reports.dropFirst()).allSatisfy { $0 <= $1 })
      // A checkpoint of the continued run is as good as one of the first.
      for later in rest.saved {
        var again = Chain()
        #expect(try again.run(continuing: later) == expected)
      }
    }
  }

  @Test("E14: a checkpoint of other stages or of another training is left out")
  func foreign() throws {
    var whole = Chain()
    let expected = try whole.run()
    for checkpoint in whole.saved {
      var other = Chain()
      other.names = ["one", "two", "four"]
      #expect(try other.run(continuing: checkpoint) == expected)
      #expect(other.computed == 12)
      other = Chain()
      other.mark = 8
      #expect(try other.run(continuing: checkpoint) == expected)
      #expect(other.computed == 12)
    }
  }

  @Test("A result that cannot be read is trained again, with all that went on from it")
  func unreadable() throws {
    var whole = Chain()
    let expected = try whole.run()
    let last = try #require(whole.saved.last)
    var rest = Chain()
    // The second stage's result ends with 8.
    #expect(throws: Chain.Ended.self) { try rest.run(refusing: 8) }
    #expect(try rest.run(continuing: last, refusing: 8) == expected)
    #expect(rest.computed == 8)
  }
}
