import Sequences
import Testing

@testable import Classification

@Suite("Training targets")
struct TrainingTargetsTests {
  /// Samples of one event with the given labels; class names `a`, `b`, `c`.
  static func data(_ labels: [[Int]]) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["value"], classNames: ["a", "b", "c"], values: labels.indices.map(Float.init),
      lengths: labels.map { _ in 1 }, labels: labels.flatMap(\.self),
      labelLengths: labels.map(\.count))
  }

  private func targets(
    _ labels: [[Int]], _ weighting: ClassWeighting
  ) throws -> TrainingTargets {
    let data = try Self.data(labels)
    return TrainingTargets(
      labelsOf: data, vocabulary: try LabelVocabulary(TrainingSplit(data)), weighting: weighting)
  }

  private func expectClose(_ found: [Float], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (one, two) in zip(found, expected) { #expect(abs(Double(one) - two) < 1e-6) }
  }

  @Test("A2: a sequence weighs by being minority or not, at all its positions")
  func binaryIndicator() throws {
    // Three of the majority, one each of two minority sequences: 5 / (2 * 3) and 5 / (2 * 2).
    let labels = [[0, 0], [0, 1], [0, 0], [1, 0], [0, 0]]
    let (classes, weights) = try targets(labels, .memberBalanced).batch([0, 1, 3], positions: 2)
    #expect(classes == [0, 0, 0, 1, 1, 0])
    let majority: Double = 5.0 / 6.0
    expectClose(weights, [majority, majority, 1.25, 1.25, 1.25, 1.25])
    expectClose(try targets(labels, .none).batch([1], positions: 2).weights, [1, 1])
  }

  @Test("A2: 95 against 5 sequences weigh 0.5263157895 and 10 per position, together 100")
  func anchor() throws {
    let labels =
      [[Int]](repeating: [0, 0, 0], count: 95) + [[Int]](repeating: [0, 2, 0], count: 3)
      + [[Int]](repeating: [1, 1, 1], count: 2)
    let weights = try targets(labels, .memberBalanced)
      .batch(Array(0..<100), positions: 3).weights
    expectClose([weights[0], weights[95 * 3 + 1], weights[297]], [0.5263157895, 10, 10])
    #expect(abs(weights.reduce(0, +) - 300) < 1e-3)
  }

  @Test("Per position, a label weighs by its frequency there, among the samples that have one")
  func perPosition() throws {
    let labels = [[0, 0], [0, 1], [0, 0], [1], [0, 2]]
    let weights = try targets(labels, .perPosition).batch(Array(0..<5), positions: 2).weights
    // First position: 4 of 0, 1 of 1; second, of four samples: 2 of 0, 1 of 1, 1 of 2.
    let (first, zero, other): (Double, Double, Double) = (0.625, 2.0 / 3.0, 4.0 / 3.0)
    expectClose(weights, [first, zero, first, other, first, zero, 2.5, 0, first, other])
  }

  @Test("Behind a sample's last label nothing weighs; shorter batches weigh less to make up for it")
  func ragged() throws {
    let labels = [[0, 0, 0], [1], [0, 0], [0, 0, 0]]
    let targets = try targets(labels, .none)
    #expect(targets.positions == 3)
    #expect(targets.positions(of: [1]) == 1)
    #expect(targets.positions(of: [1, 2]) == 2)
    let (classes, weights) = targets.batch([2, 1], positions: 2)
    #expect(classes == [0, 0, 1, 0])
    let share: Double = 2.0 / 3.0
    expectClose(weights, [share, share, share, 0])
    expectClose(targets.batch([2, 1], positions: 3).weights, [1, 1, 0, 1, 0, 0])
  }

  @Test("A sequence that training never showed counts as minority")
  func unknownSequences() throws {
    let vocabulary = try LabelVocabulary(TrainingSplit(Self.data([[0, 0], [0, 0], [0, 1]])))
    let targets = TrainingTargets(
      labelsOf: try Self.data([[0, 0], [0, 0], [1, 1]]), vocabulary: vocabulary,
      weighting: .memberBalanced)
    #expect(targets.ids == [0, 0, LabelVocabulary.unknown])
    expectClose(targets.batch([0, 2], positions: 2).weights, [0.75, 0.75, 1.5, 1.5])
  }
}
