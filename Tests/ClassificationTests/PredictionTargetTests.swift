import Foundation
import Sequences
import Statistics
import TestSupport
import Testing

@testable import Classification

@Suite("Prediction target")
struct PredictionTargetTests {
  private func target(
    _ labels: [[Int]], training: [[Int]], form: ClassifierForm = .seq2seq
  ) throws -> PredictionTarget {
    PredictionTarget(
      form: form, dataset: try TrainingTargetsTests.data(labels),
      vocabulary: try LabelVocabulary(TrainingSplit(TrainingTargetsTests.data(training))))
  }

  private let training = [[0, 0], [0, 0], [0, 1], [2, 0]]

  @Test("A4: the most probable label of each position; a sequence training never showed is UNKNOWN")
  func predictions() throws {
    let target = try target([[0, 0], [0, 1], [2, 0], [2, 0]], training: training)
    let probabilities: [Double] = [
      0.5, 0.3, 0.2, 0.9, 0.1, 0,  // 0 0
      0.4, 0.4, 0.2, 0, 1, 0,  // 0 1: of equals the lower
      0.1, 0.2, 0.7, 0.1, 0.8, 0.1,  // 2 1
      0, 0, 1, 1, 0, 0,  // 2 0
    ]
    #expect(target.predictedSequences(probabilities) == [[0, 0], [0, 1], [2, 1], [2, 0]])
    #expect(target.predictedIDs(probabilities) == [0, 1, LabelVocabulary.unknown, 2])
    let scores = target.scores(of: probabilities)
    // The unknown prediction is a miss of [2, 0], and a false positive of none.
    let expected: Double = 5.0 / 6.0
    #expect(abs((scores.minorityF1 ?? 0) - expected) < 1e-15)
    #expect(scores.minorityPrecision == 1)
    #expect(scores.minorityRecall == 0.75)
    // It is no majority's sequence, which is right.
    #expect(scores.anyMinorityF1 == 1)
    #expect(scores.exactMatch == 0.75)
    #expect(scores.positionAccuracy == 0.875)
  }

  @Test("A4: nothing but UNKNOWN scores 0 and divides by nothing")
  func onlyUnknown() throws {
    let target = try target([[0, 0], [0, 1]], training: training)
    let scores = target.scores(of: [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0])
    #expect(scores.minorityF1 == 0)
    #expect(scores.exactMatch == 0)
    #expect(scores.positionAccuracy == 0.25)
  }

  @Test("The minority's probability is 1 - the product of the majority's, with all its digits")
  func minorityProbability() throws {
    let target = try target([[0, 0], [0, 1], [2, 0]], training: training)
    let probabilities: [Double] = [
      0.5, 0.3, 0.2, 0.9, 0.1, 0, 1, 1e-20, 2e-20, 1, 3e-20, 0, 0, 1, 0, 1, 0, 0,
    ]
    let found = target.minorityProbabilities(probabilities)
    #expect(abs(found[0] - 0.55) < 1e-15)
    #expect(abs(found[1] / 6e-20 - 1) < 1e-12)
    #expect(found[2] == 1)
  }

  @Test("The log loss is that of the sequence: the sum over its positions")
  func logLoss() throws {
    let target = try target([[0, 0], [2, 1]], training: training)
    let probabilities: [Double] = [0.5, 0.3, 0.2, 0.9, 0.1, 0, 0.1, 0.2, 0.7, 0.1, 0.8, 0.1]
    let expected: Double = -log(0.5 * 0.9 * 0.7 * 0.8) / 2
    let found = try #require(target.logLoss(probabilities))
    #expect(abs(found - expected) < 1e-12)
    #expect(target.logLoss(probabilities.map { _ in .nan }) == nil)
  }

  @Test("Ragged labels: each sample has its own number of positions, the rest means nothing")
  func ragged() throws {
    let target = try target(
      [[0], [0, 1], [0, 0, 0]], training: [[0], [0], [0, 1], [0, 0, 0], [1]])
    #expect(target.positions == 3)
    let probabilities: [Double] = [
      0.6, 0.4, 0, 9, 9, 9, 9, 9, 9, 0.9, 0.1, 0, 0.2, 0.7, 0.1, 9, 9, 9,
      0.4, 0.5, 0.1, 1, 0, 0, 1, 0, 0,
    ]
    #expect(target.predictedSequences(probabilities) == [[0], [0, 1], [1, 0, 0]])
    #expect(target.predictedIDs(probabilities) == [0, 2, LabelVocabulary.unknown])
    let scores = target.scores(of: probabilities)
    let (twoThirds, fiveSixths): (Double, Double) = (2.0 / 3.0, 5.0 / 6.0)
    #expect(scores.exactMatch == twoThirds)
    #expect(scores.positionAccuracy == fiveSixths)
    // A sample with another number of labels than the majority's cannot be of the majority.
    let minority = target.minorityProbabilities(probabilities)
    #expect(abs(minority[0] - 0.4) < 1e-15)
    #expect(Array(minority.dropFirst()) == [1, 1])
    // The last sample's sequence is 0 0 0, with probabilities 0.4, 1 and 1.
    let expected: Double = -log(0.6 * 0.9 * 0.7 * 0.4) / 3
    let logLoss = try #require(scores.logLoss)
    #expect(abs(logLoss - expected) < 1e-12)
  }

  @Test("One class per sample is scored as ever")
  func singleLabels() throws {
    let target = try target([[0], [1], [2]], training: [[0], [0], [1], [2]], form: .seq2one)
    let probabilities = [0.5, 0.3, 0.2, 0.2, 0.5, 0.3, 0.6, 0.3, 0.1]
    #expect(target.predictedIDs(probabilities) == [0, 1, 0])
    #expect(target.predictedSequences(probabilities) == [[0], [1], [0]])
    #expect(
      target.scores(of: probabilities)
        == ClassificationScores(
          truth: [0, 1, 2], predicted: [0, 1, 0], probabilities: probabilities, classCount: 3))
    #expect(target.scores(of: probabilities).exactMatch == nil)
    #expect(target.scores(of: probabilities).anyMinorityF1 == nil)
  }

  private struct Stored: Decodable {
    let truth: [[Int]]
    let predicted: [[Int]]
    let positions: Double
    let anyMinority: Double
    let exactMatch: Double
    let positionAccuracy: Double
  }

  @Test("D21: F1 per position, exact match and position accuracy are scikit-learn's")
  func likeScikitLearn() throws {
    let stored = try JSONDecoder().decode(
      Stored.self, from: Data(contentsOf: Fixture.url("label_sequence_scores.json")))
    let target = try target(stored.truth, training: stored.truth)
    #expect(target.vocabulary.sequences[0] == [0, 0, 0, 0])
    let found = try #require(target.positionF1(stored.predicted))
    #expect(abs(found - stored.positions) < 1e-14)
    let exactMatch = try #require(target.exactMatch(stored.predicted))
    #expect(abs(exactMatch - stored.exactMatch) < 1e-14)
    let accuracy = try #require(target.positionAccuracy(stored.predicted))
    #expect(abs(accuracy - stored.positionAccuracy) < 1e-14)
    let scores = ClassificationScores(
      truth: stored.truth.map { $0.contains(1) ? 1 : 0 },
      predicted: stored.predicted.map { $0.contains(1) ? 2 : 0 },
      minorityProbability: stored.truth.map { _ in 0.5 }, classCount: 3, logLoss: nil,
      exactMatch: nil, positionAccuracy: nil)
    let anyMinority = try #require(scores.anyMinorityF1)
    #expect(abs(anyMinority - stored.anyMinority) < 1e-14)
  }
}
