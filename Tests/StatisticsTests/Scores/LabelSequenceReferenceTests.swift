import Statistics
import Testing

/// Against scikit-learn, on the inputs of `Tests/Fixtures/statistics_label_sequences.py`: single
/// samples, sequences of different lengths, all right, all wrong, and absent classes.
@Suite("Label sequences against scikit-learn")
struct LabelSequenceReferenceTests {
  private func rows(_ group: String, width: Int) throws -> [[Double?]] {
    let rows = try ReferenceValues("statistics_label_sequences").rows(group, width: width)
    #expect(rows.count == 1000)
    return rows
  }

  @Test("Exact match, accuracy of labels and of each position, wrong labels")
  func sequences() throws {
    for (index, expected) in try rows("sequences", width: 9).enumerated() {
      var cases = ReferenceCases(group: 24, case: index)
      let (truth, predicted) = cases.sequences()
      let scores = try #require(LabelSequenceScores(truth: truth, predicted: predicted))
      var found: [Double?] = [
        scores.exactMatch, scores.positionAccuracy, Double(scores.wrongLabelCount),
      ]
      found += scores.accuracyByPosition
      while found.count < expected.count { found.append(nil) }
      #expect(
        found.count == expected.count && zip(found, expected).allSatisfy { agree($0, $1) },
        "Case \(index): \(found), not \(expected)")
      #expect(scores.countByPosition.reduce(0, +) == truth.reduce(0) { $0 + $1.count })
    }
  }

  @Test("B10: F1 over both label sets")
  func labelSets() throws {
    var differing = 0
    for (index, expected) in try rows("labelSets", width: 2).enumerated() {
      var cases = ReferenceCases(group: 25, case: index)
      let (classes, truth, predicted, _) = cases.labels()
      let matrix = ConfusionMatrix(truth: truth, predicted: predicted, classCount: classes)
      let found = [matrix.minorityF1(over: .sklearnUnion), matrix.minorityF1(over: .support)]
      #expect(
        zip(found, expected).allSatisfy { agree($0, $1) },
        "Case \(index): \(found), not \(expected)")
      if found[0] != found[1] { differing += 1 }
    }
    #expect(differing > 100, "Too few cases tell the label sets apart.")
  }
}

extension ReferenceCases {
  /// `sequences` of the fixture's program.
  fileprivate mutating func sequences() -> (truth: [[Int]], predicted: [[Int]]) {
    let (samples, classes, style) = (1 + integer(20), 2 + integer(3), integer(5))
    let (common, right) = (1 + integer(6), [0.5, 0.9, 0.97][integer(3)])
    var (truth, predicted): ([[Int]], [[Int]]) = ([], [])
    for _ in 0..<samples {
      let length = style < 2 ? 1 + integer(6) : common
      var (row, guess): ([Int], [Int]) = ([], [])
      for _ in 0..<length {
        let (label, other) = (integer(classes), integer(classes))
        let isRight = uniform() < right
        row.append(label)
        switch style {
        case 3: guess.append(label)
        case 4: guess.append((label + 1) % classes)
        default: guess.append(isRight ? label : other)
        }
      }
      truth.append(row)
      predicted.append(guess)
    }
    return (truth, predicted)
  }
}
