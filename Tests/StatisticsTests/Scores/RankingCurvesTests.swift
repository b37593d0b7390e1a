import Statistics
import Testing

@Suite("ROC and precision-recall curves")
struct RankingCurvesTests {
  private let truth = [true, false, true, false, false]
  private let scores = [0.9, 0.8, 0.5, 0.5, 0.1]

  @Test("By hand, with a tie")
  func byHand() throws {
    let points = try #require(RankingCurves.points(isPositive: truth, scores: scores))
    #expect(points.map(\.threshold) == [.infinity, 0.9, 0.8, 0.5, 0.1])
    #expect(points.map(\.recall) == [0, 0.5, 0.5, 1, 1])
    for (point, rate) in zip(points, [0, 0, 1.0 / 3, 2.0 / 3, 1]) {
      #expect(agree(point.falsePositiveRate, rate))
    }
    #expect(points.map(\.precision) == [1, 1, 0.5, 0.5, 0.4])
  }

  @Test("The area below the ROC points is the AUC")
  func area() throws {
    for index in 0..<50 {
      var cases = ReferenceCases(group: 98, case: index)
      let (truth, scores, _) = cases.ranking()
      let points = try #require(RankingCurves.points(isPositive: truth, scores: scores))
      let area = zip(points, points.dropFirst()).reduce(0) { sum, pair in
        sum + (pair.1.falsePositiveRate - pair.0.falsePositiveRate)
          * (pair.0.recall + pair.1.recall) / 2
      }
      #expect(agree(area, RankingScores.rocAUC(isPositive: truth, scores: scores)))
      #expect(points.last?.recall == 1 && points.last?.falsePositiveRate == 1)
    }
  }

  @Test("On a grid: recall is linear between points, precision the best of all further cuts")
  func grid() throws {
    let points = try #require(RankingCurves.points(isPositive: truth, scores: scores))
    let recalls = RankingCurves.recall(atFalsePositiveRates: [0, 0.5, 1], on: points)
    for (found, wanted) in zip(recalls, [0.5, 0.75, 1]) { #expect(agree(found, wanted)) }
    let precisions = RankingCurves.precision(at: [0.75, 0, 1, 0.5], on: points)
    #expect(precisions == [0.5, 1, 0.5, 1])
  }

  @Test("One class, no sample or a score that is no number: no curve")
  func undefined() {
    #expect(RankingCurves.points(isPositive: [true], scores: [1]) == nil)
    #expect(RankingCurves.points(isPositive: [], scores: []) == nil)
    #expect(RankingCurves.points(isPositive: [true, false], scores: [.nan, 1]) == nil)
  }
}
