import Foundation
import Statistics
import Testing

@Suite("Ranking scores")
struct RankingScoresTests {
  @Test("B10: AUC anchor with a tie is 0.875")
  func anchor() {
    let positive = [false, false, true, true]
    #expect(RankingScores.rocAUC(isPositive: positive, scores: [0.1, 0.4, 0.4, 0.8]) == 0.875)
  }

  @Test("B10: ROC-AUC, average precision and log loss equal scikit-learn's")
  func scikitLearn() throws {
    for stored in try MetricsFixture.load() {
      let positive = stored.truth.map { $0 != 0 }
      #expect(
        agree(
          RankingScores.rocAUC(isPositive: positive, scores: stored.minority), stored.rocAUC),
        "\(stored)")
      #expect(
        agree(
          RankingScores.averagePrecision(isPositive: positive, scores: stored.minority),
          stored.prAUC), "\(stored)")
      #expect(
        agree(
          RankingScores.logLoss(isPositive: positive, probabilities: stored.minority),
          stored.binaryLogLoss), "\(stored)")
      #expect(
        agree(
          RankingScores.logLoss(
            truth: stored.truth, probabilities: stored.probabilities,
            classCount: stored.classCount), stored.logLoss), "\(stored)")
    }
  }

  @Test("B11: AUC(s) = 1 - AUC(-s), and increasing maps change nothing")
  func invariance() throws {
    for stored in try MetricsFixture.load() where stored.rocAUC != nil {
      let positive = stored.truth.map { $0 != 0 }
      let area = try #require(
        RankingScores.rocAUC(isPositive: positive, scores: stored.minority))
      let negated = RankingScores.rocAUC(isPositive: positive, scores: stored.minority.map { -$0 })
      // By rank: exp and its like may round two scores to one.
      let order = Array(Set(stored.minority)).sorted()
      let mapped = try stored.minority.map { score in
        pow(Double(try #require(order.firstIndex(of: score))), 3) - 7
      }
      #expect(agree(negated, 1 - area))
      #expect(RankingScores.rocAUC(isPositive: positive, scores: mapped) == area)
      #expect(
        RankingScores.averagePrecision(isPositive: positive, scores: mapped)
          == RankingScores.averagePrecision(isPositive: positive, scores: stored.minority))
    }
  }

  @Test("AUC equals the share of pairs won, counted one by one")
  func bruteForce() throws {
    for stored in try MetricsFixture.load() where stored.rocAUC != nil {
      var (won, pairs) = (0.0, 0.0)
      for (i, above) in stored.minority.enumerated() where stored.truth[i] != 0 {
        for (j, below) in stored.minority.enumerated() where stored.truth[j] == 0 {
          won += above > below ? 1 : (above == below ? 0.5 : 0)
          pairs += 1
        }
      }
      let area = RankingScores.rocAUC(
        isPositive: stored.truth.map { $0 != 0 }, scores: stored.minority)
      #expect(agree(area, won / pairs))
    }
  }

  @Test("A constant score: AUC 0.5, average precision the share of positives")
  func constant() {
    let positive = [true, false, false, false, true]
    let scores = [Double](repeating: 0.3, count: 5)
    #expect(RankingScores.rocAUC(isPositive: positive, scores: scores) == 0.5)
    #expect(RankingScores.averagePrecision(isPositive: positive, scores: scores) == 0.4)
  }

  @Test("Undefined values are nil: one class, no sample, not a number")
  func undefined() {
    #expect(RankingScores.rocAUC(isPositive: [true, true], scores: [0.1, 0.2]) == nil)
    #expect(RankingScores.rocAUC(isPositive: [false, false], scores: [0.1, 0.2]) == nil)
    #expect(RankingScores.rocAUC(isPositive: [], scores: []) == nil)
    #expect(RankingScores.rocAUC(isPositive: [true, false], scores: [0.1, .nan]) == nil)
    #expect(RankingScores.averagePrecision(isPositive: [false], scores: [0.1]) == nil)
    #expect(RankingScores.averagePrecision(isPositive: [true, false], scores: [.nan, 1]) == nil)
    #expect(RankingScores.averagePrecision(isPositive: [true], scores: [0.1]) == 1)
    #expect(RankingScores.logLoss(isPositive: [], probabilities: []) == nil)
    #expect(RankingScores.logLoss(isPositive: [true], probabilities: [.nan]) == nil)
    #expect(RankingScores.logLoss(truth: [0], probabilities: [.nan, 1], classCount: 2) == nil)
    #expect(
      RankingScores.rocAUC(isPositive: [true, false], scores: [.infinity, -.infinity]) == 1)
  }

  @Test("Log loss clips: a certain error costs -log(2^-52), not infinity")
  func clipping() {
    let cost = 52 * log(2.0)
    #expect(agree(RankingScores.logLoss(isPositive: [true], probabilities: [0]), cost))
    #expect(agree(RankingScores.logLoss(isPositive: [false], probabilities: [1]), cost))
    #expect(
      agree(RankingScores.logLoss(truth: [1], probabilities: [1, 0], classCount: 2), cost))
    #expect(
      agree(RankingScores.logLoss(truth: [-1], probabilities: [0.5, 0.5], classCount: 2), cost))
    #expect(agree(RankingScores.logLoss(isPositive: [true], probabilities: [1]), 0))
  }

  @Test("Log loss divides a row by its sum")
  func renormalisation() {
    let loss = RankingScores.logLoss(truth: [0], probabilities: [0.2, 0.2, 0.4], classCount: 3)
    #expect(agree(loss, log(4.0)))
  }
}
