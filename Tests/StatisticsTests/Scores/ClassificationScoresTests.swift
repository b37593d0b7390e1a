import Foundation
import Statistics
import Testing

@Suite("Classification scores")
struct ClassificationScoresTests {
  @Test("B10: the bundle holds each score of scikit-learn under its own name")
  func scikitLearn() throws {
    for stored in try MetricsFixture.load() {
      let scores = ClassificationScores(
        truth: stored.truth, predicted: stored.predicted, probabilities: stored.probabilities,
        classCount: stored.classCount)
      let expected: [Metric: Double?] = [
        .minorityF1: stored.minorityF1, .minorityPrecision: stored.minorityPrecision,
        .minorityRecall: stored.minorityRecall, .prAUC: stored.prAUC, .rocAUC: stored.rocAUC,
        .mcc: stored.mcc, .gMean: stored.gMean, .balancedAccuracy: stored.balancedAccuracy,
        .logLoss: stored.logLoss, .brier: stored.brier,
        .calibrationError: stored.calibrationError,
      ]
      #expect(expected.count == Metric.ofSingleLabels.count)
      #expect(scores.sampleCount == stored.truth.count)
      for (metric, value) in expected {
        #expect(agree(scores[metric], value), "\(metric.rawValue) of \(stored)")
        #expect(agree(scores.values[metric] ?? nil, value))
      }
    }
  }

  @Test(
    "A41: scores of any scale that rank alike give the same scores, without those of probabilities")
  func minorityScore() throws {
    for stored in try MetricsFixture.load() {
      let scores = ClassificationScores(
        truth: stored.truth, predicted: stored.predicted,
        minorityScore: stored.minority.map { 1024 * $0 }, classCount: stored.classCount)
      #expect(agree(scores.rocAUC, stored.rocAUC))
      #expect(agree(scores.prAUC, stored.prAUC))
      #expect(agree(scores.minorityF1, stored.minorityF1))
      #expect(Metric.ofProbabilities.allSatisfy { scores[$0] == nil })
    }
  }

  @Test("Minority probabilities alone give the same scores, with the two-class log loss")
  func minorityProbability() throws {
    for stored in try MetricsFixture.load() {
      let scores = ClassificationScores(
        truth: stored.truth, predicted: stored.predicted, minorityProbability: stored.minority,
        classCount: stored.classCount)
      let full = ClassificationScores(
        truth: stored.truth, predicted: stored.predicted, probabilities: stored.probabilities,
        classCount: stored.classCount)
      for metric in Metric.allCases where metric != .logLoss {
        #expect(agree(scores[metric], full[metric]), "\(metric.rawValue) of \(stored)")
      }
      #expect(agree(scores.logLoss, stored.binaryLogLoss))
    }
  }

  @Test("A model that diverged has scores of its predictions, and no ranking")
  func diverged() {
    let scores = ClassificationScores(
      truth: [0, 1], predicted: [0, 0], minorityProbability: [.nan, .nan], classCount: 2)
    #expect(scores.rocAUC == nil && scores.prAUC == nil)
    #expect(Metric.ofProbabilities.allSatisfy { scores[$0] == nil })
    #expect(scores.minorityF1 == 0)
    #expect(scores.values.count == Metric.allCases.count)
  }

  @Test("Metric names are stable and distinct")
  func names() throws {
    #expect(
      Metric.allCases.map(\.rawValue) == [
        "minority-f1", "minority-precision", "minority-recall", "pr-auc", "roc-auc", "mcc",
        "g-mean", "balanced-accuracy", "log-loss", "brier", "calibration-error",
        "any-minority-f1", "exact-match", "position-accuracy",
      ])
    #expect(Set(Metric.allCases.map(\.title)).count == Metric.allCases.count)
    #expect(Metric.allCases.filter { !$0.isHigherBetter } == Metric.ofProbabilities)
    let keyed = try JSONEncoder().encode([Metric.gMean: 0.5])
    #expect(String(decoding: keyed, as: UTF8.self) == #"{"g-mean":0.5}"#)
  }

  @Test("Scores survive a JSON round trip, undefined values included")
  func codable() throws {
    let scores = ClassificationScores(
      truth: [0, 0], predicted: [0, 1], minorityProbability: [0.1, 0.7], classCount: 2)
    let copy = try JSONDecoder().decode(
      ClassificationScores.self, from: JSONEncoder().encode(scores))
    #expect(copy == scores)
    #expect(copy.rocAUC == nil)
  }
}
