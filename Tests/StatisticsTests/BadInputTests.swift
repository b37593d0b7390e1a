import RandomStreams
import Testing

@testable import Statistics

/// What a careless or hostile caller passes.
///
/// Nothing, one value, equal values, no numbers, the ends of the range. Each answer is nil or has no NaN in it.
@Suite("Bad input")
struct BadInputTests {
  private static let arms: [[Double]] = [
    [], [0.5], [0.5, 0.5], [0.5, 0.7], [0, 0, 0], [0.3, 0.1 + 0.2, 0.1 * 3],
    [.nan, 0.5], [.infinity, 0.5], [-.infinity, .infinity], [1e-300, 3e-300, 2e-300],
    [1e300, -1e300, 5e299], [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude],
    [1.7e308, 1.6e308, 1.5e308],
    [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [1, 1.0.nextUp, 1.0.nextDown],
    [1e300, 1e-300, 0.5], [-0.0, 0.0, -0.0],
  ]

  /// Numbers in a value, found by reflection; no enumeration of members forgets one.
  private func numbers(in value: Any) -> [Double] {
    if let number = value as? Double { return [number] }
    if let range = value as? ClosedRange<Double> { return [range.lowerBound, range.upperBound] }
    return Mirror(reflecting: value).children.flatMap { numbers(in: $0.value) }
  }

  private func expectNumbers(
    _ value: Any?, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let isNumber = value.map { numbers(in: $0).allSatisfy { !$0.isNaN } } ?? true
    #expect(isNumber, "\(what): \(String(describing: value))", sourceLocation: sourceLocation)
  }

  @Test("Tests of two arms, effect sizes and intervals")
  func twoArms() {
    for first in Self.arms {
      for second in Self.arms {
        let what = "\(first) against \(second)"
        expectNumbers(TTest.student(first, second), what)
        expectNumbers(TTest.welch(first, second), what)
        expectNumbers(EffectSize.cliffsDelta(first, second), what)
        guard first.count == second.count else { continue }
        let differences = zip(first, second).map { $0 - $1 }
        var random = RandomStream(seed: 1)
        expectNumbers(TTest.paired(first, second), what)
        expectNumbers(TTest.correctedPaired(first, second, testToTrainRatio: 0.25), what)
        expectNumbers(WilcoxonSignedRankTest(first, second), what)
        expectNumbers(WilcoxonSignedRankTest(first, second, zeros: .ranked), what)
        expectNumbers(SignFlipTest.pValue(differences: differences), what)
        expectNumbers(SignFlipTest.sampledPValue(differences: differences, using: &random), what)
        expectNumbers(EffectSize.cohenPaired(differences: differences), what)
        expectNumbers(EffectSize.hedgesPaired(differences: differences), what)
        expectNumbers(BayesianCorrelatedTTest(differences: differences, region: 0.01), what)
        expectNumbers(
          BayesianSignedRankTest(
            differences: differences, region: 0.01, sampleCount: 50, using: &random), what)
        for error in [0, 1e-300, 0.01, 1e300, .infinity, .nan] {
          let test = SeedsAndSamplesTest(
            differences: differences, sampleStandardError: error, effectiveCount: 10)
          expectNumbers(test, "\(what), \(error)")
          expectNumbers(test?.standardError, "\(what), \(error)")
          expectNumbers(test?.need(), "\(what), \(error)")
        }
      }
      expectNumbers(SampleSummary(first), "\(first)")
      expectNumbers(SampleSummary(first)?.interval(), "\(first)")
      for method in BootstrapInterval.Method.allCases {
        var random = RandomStream(seed: 2)
        expectNumbers(
          BootstrapInterval(
            count: first.count, resampleCount: 50, method: method, using: &random
          ) { drawn in SampleSummary(drawn.map { first[$0] })?.mean }, "\(first)")
      }
    }
  }

  @Test("Small and large values are not taken for equal ones, nor for no values")
  func magnitudes() throws {
    let (first, second) = ([0.5, 0.7, 0.8, 0.6], [0.4, 0.65, 0.9, 0.45])
    for power in [-1000, -600, -300, 300, 600, 1000] {
      let scale = Double(sign: .plus, exponent: power, significand: 1)
      let (large, other) = (first.map { $0 * scale }, second.map { $0 * scale })
      for test in [TTest.paired, TTest.student, TTest.welch] {
        let plain = try #require(test(first, second, 0.95))
        let found = try #require(test(large, other, 0.95))
        #expect(agree(found.statistic, plain.statistic, relative: 1e-13))
        #expect(agree(found.degreesOfFreedom, plain.degreesOfFreedom, relative: 1e-13))
        #expect(agree(found.pValue, plain.pValue, relative: 1e-13))
        #expect(!found.isDegenerate)
      }
      let differences = zip(first, second).map { $0 - $1 }
      let plain = try #require(
        SeedsAndSamplesTest(
          differences: differences, sampleStandardError: 0.1, effectiveCount: 30))
      let found = try #require(
        SeedsAndSamplesTest(
          differences: differences.map { $0 * scale }, sampleStandardError: 0.1 * scale,
          effectiveCount: 30))
      #expect(agree(found.pValue, plain.pValue, relative: 1e-13))
      #expect(found.need() == plain.need())
    }
  }

  @Test("Rankings, probabilities and labels")
  func rankings() {
    for scores in Self.arms {
      for pattern in 0..<4 {
        let truth = scores.indices.map { pattern == 3 ? $0 % 2 == 0 : $0 < pattern }
        let what = "\(scores), \(truth)"
        expectNumbers(RankingScores.rocAUC(isPositive: truth, scores: scores), what)
        expectNumbers(RankingScores.averagePrecision(isPositive: truth, scores: scores), what)
        expectNumbers(RankingScores.logLoss(isPositive: truth, probabilities: scores), what)
        expectNumbers(ProbabilityScores.brier(isPositive: truth, probabilities: scores), what)
        expectNumbers(ROCAreaEstimate(isPositive: truth, scores: scores), what)
        expectNumbers(
          DeLongTest(isPositive: truth, first: scores, second: scores.reversed()), what)
        for binning in Calibration.Binning.allCases {
          expectNumbers(
            Calibration(isPositive: truth, probabilities: scores, binning: binning), what)
        }
        expectNumbers(RankingCurves.points(isPositive: truth, scores: scores)?.map(\.recall), what)
        expectNumbers(ThresholdChoice(isPositive: truth, scores: scores)?.f1, what)
        let labels = truth.map { $0 ? 1 : 0 }
        for predicted in [labels, labels.map { _ in -1 }, labels.map { 1 - $0 }] {
          let score = ClassificationScores(
            truth: labels, predicted: predicted, minorityProbability: scores, classCount: 2)
          for metric in Metric.allCases { expectNumbers(score[metric], "\(what), \(metric)") }
        }
      }
    }
  }

  @Test("Tables of several methods")
  func tables() {
    let rows: [[Double]] = [
      [0.5, 0.5, 0.5], [0.3, 0.1 + 0.2, 0.6 / 2], [1e300, -1e300, 0], [1e-300, 0, -1e-300],
      [.nan, 0, 1], [.infinity, 0, 1],
    ]
    for first in rows {
      for second in rows {
        let test = FriedmanTest(scores: [first, second])
        expectNumbers(test, "\(first), \(second)")
        expectNumbers(test?.nemenyiPValues(), "\(first), \(second)")
        expectNumbers(test?.pairwisePValues(), "\(first), \(second)")
        expectNumbers(test?.criticalDifference(), "\(first), \(second)")
      }
    }
  }

  @Test("A million scores: the area is exact, with ties and without")
  func million() {
    let count = 1_000_000
    // Multiplied by an odd number modulo a power of two all places are visited once.
    let places = (0..<(1 << 20)).map { ($0 &* 421_737) & (1 << 20 - 1) }.filter { $0 < count }
    let truth = places.map { $0 % 3 == 0 }
    // Positives are 0, 3, 6, ...; the k-th of them has 2 k negatives below it.
    let positives = (count + 2) / 3
    let negatives = count - positives
    let won = Double(positives * (positives - 1))
    #expect(
      RankingScores.rocAUC(isPositive: truth, scores: places.map { Double($0) })
        == won / (Double(positives) * Double(negatives)))
    // Threes tied: within one of them a positive ties with two negatives (the last one with none).
    let tied = won + Double(negatives) / 2
    #expect(
      RankingScores.rocAUC(isPositive: truth, scores: places.map { Double($0 / 3) })
        == tied / (Double(positives) * Double(negatives)))
  }
}
