import RandomStreams
import Testing

@testable import Statistics

@Suite("ConfusionDifference")
struct ConfusionDifferenceTests {
  private static let classes = 3

  /// Truth and two predictions for a hundred samples, UNKNOWN among them.
  private static func sample(_ seed: UInt64) -> (truth: [Int], before: [Int], after: [Int]) {
    var stream = RandomStream(seed: seed)
    func labels(_ stream: inout RandomStream) -> [Int] {
      (0..<100).map { _ in stream.index(below: classes + 1) - 1 }
    }
    return (labels(&stream), labels(&stream), labels(&stream))
  }

  @Test("A43: rows sum to 0", arguments: 1...5 as ClosedRange<UInt64>)
  func rows(seed: UInt64) {
    let (truth, before, after) = Self.sample(seed)
    let change = ConfusionDifference(
      truth: truth, before: before, after: after, classCount: Self.classes)
    var anything = false
    for actual in -1..<Self.classes {
      let row = (-1..<Self.classes).map { change[truth: actual, predicted: $0] }
      #expect(row.reduce(0, +) == 0)
      anything = anything || row.contains { $0 != 0 }
    }
    #expect(anything)
  }

  @Test("A43: identical predictions change nothing")
  func identical() {
    let (truth, before, _) = Self.sample(1)
    let change = ConfusionDifference(
      truth: truth, before: before, after: before, classCount: Self.classes)
    for actual in -1..<Self.classes {
      for guess in -1..<Self.classes { #expect(change[truth: actual, predicted: guess] == 0) }
    }
    for id in 0..<Self.classes {
      let transitions = change.transitions(of: id)
      #expect(transitions.missedThenFound == 0 && transitions.foundThenMissed == 0)
      #expect(transitions.raisedThenCleared == 0 && transitions.clearedThenRaised == 0)
    }
  }

  @Test(
    "A43: transitions add up to the matrices and to their difference",
    arguments: 1...5 as ClosedRange<UInt64>)
  func transitions(seed: UInt64) {
    let (truth, before, after) = Self.sample(seed)
    let change = ConfusionDifference(
      truth: truth, before: before, after: after, classCount: Self.classes)
    for id in 0..<Self.classes {
      let moves = change.transitions(of: id)
      let (first, second) = (change.before.counts(of: id), change.after.counts(of: id))
      #expect(moves.foundByBoth + moves.foundThenMissed == first.truePositives)
      #expect(moves.foundByBoth + moves.missedThenFound == second.truePositives)
      #expect(moves.raisedByBoth + moves.raisedThenCleared == first.falsePositives)
      #expect(moves.raisedByBoth + moves.clearedThenRaised == second.falsePositives)
      #expect(moves.missedByBoth + moves.missedThenFound == first.falseNegatives)
      #expect(moves.clearedByBoth + moves.clearedThenRaised == first.trueNegatives)
      #expect(
        change[truth: id, predicted: id] == moves.missedThenFound - moves.foundThenMissed)
    }
  }

  @Test("A43: as many new hits as new misses show in the transitions only")
  func hidden() {
    let change = ConfusionDifference(
      truth: [0, 1, 1], before: [0, 1, 0], after: [1, 0, 1], classCount: 2)
    #expect(change[truth: 1, predicted: 1] == 0)
    let moves = change.transitions(of: 1)
    #expect(moves.missedThenFound == 1 && moves.foundThenMissed == 1)
    #expect(moves.clearedThenRaised == 1 && moves.raisedThenCleared == 0)
  }
}
