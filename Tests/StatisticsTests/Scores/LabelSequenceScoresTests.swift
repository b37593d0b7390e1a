import Statistics
import Testing

@Suite("Scores of label sequences")
struct LabelSequenceScoresTests {
  @Test("By hand, of different lengths")
  func byHand() throws {
    let scores = try #require(
      LabelSequenceScores(
        truth: [[0, 1, 0], [1, 1], [0]], predicted: [[0, 1, 0], [1, 0], [1]]))
    #expect(scores.sampleCount == 3)
    #expect(agree(scores.exactMatch, 1.0 / 3))
    #expect(agree(scores.positionAccuracy, 4.0 / 6))
    #expect(scores.countByPosition == [3, 2, 1])
    for (found, wanted) in zip(scores.accuracyByPosition, [2.0 / 3, 0.5, 1]) {
      #expect(agree(found, wanted))
    }
    #expect(scores.wrongLabelCount == 2)
  }

  @Test("One label each: exact match and position accuracy are the accuracy")
  func single() throws {
    let (truth, predicted) = ([0, 1, 1, 0, 2], [0, 1, 0, 0, 1])
    let scores = try #require(
      LabelSequenceScores(truth: truth.map { [$0] }, predicted: predicted.map { [$0] }))
    let matrix = ConfusionMatrix(truth: truth, predicted: predicted, classCount: 3)
    #expect(agree(scores.exactMatch, matrix.accuracy))
    #expect(agree(scores.positionAccuracy, matrix.accuracy))
  }

  @Test("No sample, an empty sequence or another length: no scores")
  func undefined() {
    #expect(LabelSequenceScores(truth: [], predicted: []) == nil)
    #expect(LabelSequenceScores(truth: [[]], predicted: [[]]) == nil)
    #expect(LabelSequenceScores(truth: [[0, 1]], predicted: [[0]]) == nil)
  }
}
