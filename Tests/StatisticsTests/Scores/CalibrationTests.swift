import Statistics
import Testing

@Suite("Calibration and Brier score")
struct CalibrationTests {
  @Test("By hand: two bins, one off by 0.3")
  func byHand() throws {
    let calibration = try #require(
      Calibration(
        isPositive: [false, true, true, true], probabilities: [0.2, 0.2, 0.6, 0.8], binCount: 2))
    #expect(calibration.bins.map(\.count) == [2, 2])
    #expect(calibration.bins.map(\.positiveShare) == [0.5, 1])
    #expect(agree(calibration.bins[1].meanProbability, 0.7))
    #expect(agree(calibration.expectedError, 0.3))
    #expect(agree(calibration.largestError, 0.3))
  }

  @Test("Bounds belong to the bin below; 0 and 1 have a bin; empty bins are left out")
  func bounds() throws {
    let calibration = try #require(
      Calibration(isPositive: [true, false, true], probabilities: [0, 0.5, 1], binCount: 4))
    #expect(calibration.bins.map(\.upperBound) == [0.25, 0.5, 1])
    #expect(calibration.bins.map(\.lowerBound) == [0, 0.25, 0.75])
    let one = try #require(
      Calibration(
        isPositive: [true, false], probabilities: [0.5, 0.5], binning: .equalCount))
    #expect(one.bins.count == 1 && one.expectedError == 0)
  }

  @Test("Without samples, or with what is no probability, there is nothing")
  func undefined() {
    #expect(Calibration(isPositive: [], probabilities: []) == nil)
    for bad in [Double.nan, -0.1, 1.1] {
      #expect(Calibration(isPositive: [true], probabilities: [bad]) == nil)
    }
    #expect(ProbabilityScores.brier(isPositive: [], probabilities: []) == nil)
    #expect(ProbabilityScores.brier(isPositive: [true], probabilities: [.nan]) == nil)
    #expect(ProbabilityScores.brier(truth: [0], probabilities: [.nan, 1], classCount: 2) == nil)
  }

  @Test("Brier: 0 for certainty that is right, half of the form for classes, 1 more for UNKNOWN")
  func brier() {
    #expect(ProbabilityScores.brier(isPositive: [true, false], probabilities: [1, 0]) == 0)
    #expect(ProbabilityScores.brier(isPositive: [true, false], probabilities: [0.5, 0.5]) == 0.25)
    #expect(
      ProbabilityScores.brier(truth: [1], probabilities: [0.5, 0.5], classCount: 2) == 0.5)
    #expect(
      ProbabilityScores.brier(truth: [-1], probabilities: [1, 0], classCount: 2) == 2)
  }
}
