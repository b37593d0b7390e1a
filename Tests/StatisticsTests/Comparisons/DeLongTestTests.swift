import Statistics
import Testing

@Suite("DeLong's test")
struct DeLongTestTests {
  private let truth = [true, true, true, false, false, false, false]
  private let first = [0.9, 0.4, 0.8, 0.3, 0.5, 0.1, 0.2]
  private let second = [0.6, 0.7, 0.3, 0.5, 0.2, 0.4, 0.1]

  @Test("By hand: placements 1, 3/4, 1 and 1, 2/3, 1, 1 give S10/3 + S01/4")
  func byHand() throws {
    let estimate = try #require(ROCAreaEstimate(isPositive: truth, scores: first))
    #expect(agree(estimate.area, 11.0 / 12))
    // S10 = var(1, 3/4, 1) = 1/48, S01 = var(1, 2/3, 1, 1) = 1/36.
    let variance: Double = 1.0 / 48 / 3 + 1.0 / 36 / 4
    #expect(agree(estimate.standardError, variance.squareRoot()))
    #expect(estimate.interval.upperBound == 1)
  }

  @Test("Increasing maps change nothing; swapping changes the sign")
  func invariance() throws {
    let test = try #require(DeLongTest(isPositive: truth, first: first, second: second))
    let mapped = try #require(
      DeLongTest(isPositive: truth, first: first.map { $0 * $0 * 7 - 3 }, second: second))
    #expect(test == mapped)
    let swapped = try #require(DeLongTest(isPositive: truth, first: second, second: first))
    #expect(agree(swapped.zStatistic, -test.zStatistic))
    #expect(agree(swapped.pValue, test.pValue))
    #expect(agree(swapped.interval.lowerBound, -test.interval.upperBound))
  }

  @Test("The same ranking twice: p is 1 and the test says that it is degenerate")
  func identical() throws {
    let test = try #require(
      DeLongTest(isPositive: truth, first: first, second: first.map { 2 * $0 }))
    #expect(test.isDegenerate && test.pValue == 1 && test.zStatistic == 0)
    let constant = try #require(
      DeLongTest(
        isPositive: truth, first: truth.map { $0 ? 1 : 0 }, second: truth.map { $0 ? 0 : 1 }))
    #expect(constant.isDegenerate && constant.pValue == 0 && constant.zStatistic == .infinity)
    #expect(constant.difference == 1 && constant.interval == 1...1)
  }

  @Test("A single positive, one class or a score that is no number: no test")
  func undefined() {
    let few = [true, false, false]
    #expect(DeLongTest(isPositive: few, first: [1, 2, 3], second: [3, 2, 1]) == nil)
    #expect(ROCAreaEstimate(isPositive: few, scores: [1, 2, 3]) == nil)
    #expect(ROCAreaEstimate(isPositive: [true, true], scores: [1, 2]) == nil)
    #expect(ROCAreaEstimate(isPositive: [], scores: []) == nil)
    #expect(
      ROCAreaEstimate(isPositive: [true, true, false, false], scores: [1, .nan, 0, 0]) == nil)
    let infinite = ROCAreaEstimate(
      isPositive: [true, true, false, false], scores: [.infinity, 2, -.infinity, 1])
    #expect(infinite?.area == 1 && infinite?.standardError == 0)
  }
}
