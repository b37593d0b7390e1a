import Foundation
import Statistics
import Testing

/// Against scikit-learn on the inputs of `Tests/Fixtures/statistics_scores.py`.
@Suite("Scores against scikit-learn")
struct ScoreReferenceTests {
  @Test("B10: scores of a thousand random predictions, classes absent and tied probabilities")
  func predictions() throws {
    let stored = try ReferenceValues("statistics_scores").rows("predictions", width: 16)
    #expect(stored.count == 1000)
    for (index, expected) in stored.enumerated() {
      var cases = ReferenceCases(group: 21, case: index)
      let (classes, truth, predicted, probabilities) = cases.labels()
      let matrix = ConfusionMatrix(truth: truth, predicted: predicted, classCount: classes)
      let ours: [Double?] = [
        matrix.minorityPrecision, matrix.minorityRecall, matrix.minorityF1,
        matrix.macroPrecision, matrix.macroRecall, matrix.macroF1,
        matrix.microPrecision, matrix.microRecall, matrix.microF1, matrix.accuracy,
        matrix.matthewsCorrelation, matrix.balancedAccuracy, matrix.gMean,
        RankingScores.logLoss(truth: truth, probabilities: probabilities, classCount: classes),
        ProbabilityScores.brier(truth: truth, probabilities: probabilities, classCount: classes),
        matrix.counts(of: classes - 1).f1,
      ]
      for (position, pair) in zip(ours, expected).enumerated() {
        #expect(agree(pair.0, pair.1), "Case \(index), number \(position)")
      }
    }
  }

  @Test("B10: AUCs, log loss, Brier score, curves and calibration of a thousand rankings")
  func rankings() throws {
    let stored = try ReferenceValues("statistics_scores").rows("binary", width: 13)
    #expect(stored.count == 1000)
    for (index, expected) in stored.enumerated() {
      var cases = ReferenceCases(group: 22, case: index)
      let (truth, scores, _) = cases.ranking()
      let p = scores.map { 0.5 + 0.5 * $0 / (1 + abs($0)) }
      let points = try #require(RankingCurves.points(isPositive: truth, scores: scores))
      func weighted(_ value: (RankingCurves.Point) -> Double) -> Double {
        points.enumerated().reduce(0) { $0 + Double($1.offset + 1) * value($1.element) }
      }
      let calibrations = try Calibration.Binning.allCases.map {
        try #require(
          Calibration(isPositive: truth, probabilities: p, binCount: 5, binning: $0))
      }
      let ours: [Double?] = [
        RankingScores.rocAUC(isPositive: truth, scores: scores),
        RankingScores.averagePrecision(isPositive: truth, scores: scores),
        RankingScores.logLoss(isPositive: truth, probabilities: p),
        ProbabilityScores.brier(isPositive: truth, probabilities: p), Double(points.count),
        weighted(\.falsePositiveRate), weighted(\.recall),
        points.dropFirst().reduce(0) { $0 + $1.threshold }, weighted(\.precision),
        calibrations[0].expectedError, calibrations[0].largestError,
        calibrations[1].expectedError, calibrations[1].largestError,
      ]
      for (position, pair) in zip(ours, expected).enumerated() {
        #expect(agree(pair.0, pair.1), "Case \(index), number \(position)")
      }
    }
  }

  @Test("Prior shift: corrected odds, and priors of the largest likelihood")
  func priorShift() throws {
    let stored = try ReferenceValues("statistics_scores").rows("priors", width: 2)
    #expect(stored.count == 1000)
    var estimated = 0
    for (index, expected) in stored.enumerated() {
      var cases = ReferenceCases(group: 23, case: index)
      let count = 5 + cases.integer(40)
      let training = 0.05 + 0.9 * cases.uniform()
      let actual = 0.05 + 0.9 * cases.uniform()
      let p = (0..<count).map { _ in cases.uniform() }
      let corrected = try #require(
        PriorShift.corrected(p, trainingShare: training, trueShare: actual))
      let sum = corrected.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
      #expect(agree(sum, expected[0]), "Case \(index)")
      // The EM steps grow small long before the end where the likelihood is flat, and half of the
      // cases are enough.
      guard let share = expected[1], share > 0.02, share < 0.98, index % 2 == 0 else { continue }
      let found = PriorShift.estimatedPriors(
        p.flatMap { [1 - $0, $0] }, trainingPriors: [1 - training, training])
      #expect(found.map { abs($0[1] - share) < 1e-8 } ?? false, "Case \(index): \(share)")
      estimated += 1
    }
    #expect(estimated > 100)
  }
}
