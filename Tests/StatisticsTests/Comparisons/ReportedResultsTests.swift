import Statistics
import Testing

/// What the papers' printed numbers say once they are tested as Counterweight tests (spec/05).
///
/// Per-seed scores are printed nowhere, so a test is rebuilt from what is: its p, its number of
/// runs and the means.
@Suite("Reported results")
struct ReportedResultsTests {
  /// Training and test shares of the power data, split by time 70/10/20 (spec/01 section 17).
  private static let testToTrainRatio = 20.0 / 70

  /// Five differences with a given mean whose paired t-test has a given p.
  private static func differences(mean: Double, pValue: Double) -> [Double] {
    let t = -StudentDistribution(degreesOfFreedom: 4).quantile(pValue / 2)
    let shape = [-2.0, -1, 0, 1, 2]  // sum 0, standard deviation sqrt(2.5)
    let spread = mean * 5.0.squareRoot() / t
    return shape.map { mean + $0 * spread / 2.5.squareRoot() }
  }

  @Test("000-12: the power study's p of 0.016 does not survive any correction")
  func power() throws {
    let gain = Self.differences(mean: 5.10 - 4.51, pValue: 0.016)
    let baseline = [4.3, 4.6, 4.5, 4.7, 4.45]
    let augmented = zip(baseline, gain).map { $0 + $1 }
    let plain = try #require(TTest.paired(augmented, baseline))
    #expect(agree(plain.pValue, 0.016, relative: 1e-9))
    #expect(agree(plain.meanDifference, 0.59))
    #expect(abs(plain.statistic - 4.00974) < 1e-5)
    #expect(abs(plain.interval.lowerBound - 0.18147) < 1e-5)
    #expect(abs(plain.interval.upperBound - 0.99853) < 1e-5)
    // Five runs on one data set share their training data.
    let corrected = try #require(
      TTest.correctedPaired(augmented, baseline, testToTrainRatio: Self.testToTrainRatio))
    #expect(abs(corrected.pValue - 0.061782) < 1e-6)
    #expect(corrected.interval.contains(0))
    // Five methods were compared with the baseline; the others' p are larger.
    let family = PValueCorrection.holm.adjust([0.016, 1, 1, 1, 1])
    #expect(agree(family[0], 0.08))
    // Five runs cannot convince a test that assumes no normal distribution.
    #expect(SignFlipTest.reach(pairCount: 5).missingSize == 1)
    let signFlip = try #require(SignFlipTest.pValue(differences: gain))
    #expect(signFlip >= 0.0625)
  }

  @Test("000-01, 000-02: 0.01 is 0.042 corrected and no less than 0.05 by Holm; 2.8e-6 stands")
  func others() throws {
    func corrected(_ pValue: Double) throws -> Double {
      let gain = Self.differences(mean: 1, pValue: pValue)
      let zero = [Double](repeating: 0, count: 5)
      return try #require(
        TTest.correctedPaired(gain, zero, testToTrainRatio: Self.testToTrainRatio)
      ).pValue
    }
    // With the power data's ratio; that of the medical data is not printed.
    #expect(abs(try corrected(0.01) - 0.041786) < 1e-6)
    #expect(agree(PValueCorrection.holm.adjust([0.01, 1, 1, 1, 1])[0], 0.05))
    #expect(try corrected(2.8e-6) < 2e-5)
  }

  @Test("000-14, 000-17: relative improvements recomputed from the means")
  func relative() {
    func percent(_ augmented: Double, over baseline: Double) -> Double {
      100 * (augmented - baseline) / baseline
    }
    #expect(abs(percent(5.10, over: 4.51) - 13.08) < 0.005)
    #expect(abs(percent(0.59, over: 0.25) - 136.0) < 0.005)
  }

  @Test("000-12: how many seeds an effect of that size needs")
  func seeds() throws {
    let d = try #require(
      EffectSize.cohenPaired(differences: Self.differences(mean: 0.59, pValue: 0.016)))
    #expect(abs(d - 1.79321) < 1e-5)
    #expect(TTestPower.pairCount(effectSize: d) == 5)
    let needed = TTestPower.pairCount(
      effectSize: d, testToTrainRatio: Self.testToTrainRatio)
    #expect(needed == 15)
  }

  @Test("Paper 003: 97 against 96 of 140 right is p = 1, however they are distributed")
  func porosity() {
    // The accuracies are k / 140.
    for (count, percent) in [(97, 69.29), (96, 68.57), (95, 67.86)] {
      let share = 100 * Double(count) / 140
      #expect(abs(share - percent) < 0.005)
    }
    for common in 53...96 {
      let test = McNemarTest(firstOnly: 97 - common, secondOnly: 96 - common)
      #expect(agree(test.pValue, 1))
    }
    // Against random oversampling, two samples: at best 2 against 0.
    #expect(McNemarTest(firstOnly: 2, secondOnly: 0).pValue == 0.5)
  }

  @Test("Paper 001: of seven methods on four data sets two are shown to differ from DVAAN")
  func dvaan() throws {
    let rows: [[Double]] = [
      [91.52, 96.17, 98.49, 96.83, 96.28, 97.76, 98.71],
      [87.12, 88.35, 92.07, 91.44, 90.34, 91.75, 92.33],
      [89.87, 92.19, 94.26, 95.05, 93.37, 94.83, 96.17],
      [71.38, 74.14, 80.62, 78.45, 83.56, 84.69, 85.51],
    ]
    let test = try #require(FriedmanTest(scores: rows))
    #expect(test.averageRanks == [7, 6, 3, 3.75, 4.5, 2.75, 1])
    #expect(test.pValue < 0.01)
    let difference = test.criticalDifference()
    let far = (0..<6).filter { difference.differ($0, 6) }
    #expect(far == [0, 1])
  }

  @Test("Paper 002: mean gains are as derived, and five data sets do not tell GL-GAN from SMOTE")
  func glGAN() throws {
    // Macro F1 with the MLP: Imbalanced, Random, SMOTE, MDO, NRAS, BAGAN, GL-GAN.
    let perceptron: [[Double]] = [
      [0.7712, 0.8840, 0.8825, 0.8914, 0.8415, 0.8208, 0.8937],
      [0.7697, 0.8642, 0.8700, 0.8580, 0.8510, 0.9078, 0.9334],
      [0.3879, 0.7880, 0.8116, 0.6540, 0.7182, 0.8891, 0.8881],
      [0.3333, 0.3346, 0.3364, 0.4513, 0.4440, 0.3376, 0.4821],
      [0.4618, 0.6051, 0.6161, 0.6317, 0.5888, 0.4462, 0.8552],
    ]
    let test = try #require(FriedmanTest(scores: perceptron))
    #expect(test.pValue < 0.01)
    #expect(test.averageRanks[6] == 1.2)
    // Four ranks of seven, with five data sets.
    let difference = test.criticalDifference()
    #expect(abs(difference.difference - 4.029) < 0.01)
    #expect(!difference.differ(2, 6))
    #expect(difference.differ(0, 6))
    // Wilcoxon over five data sets cannot reach 0.05 though GL-GAN wins on all.
    let wilcoxon = try #require(
      WilcoxonSignedRankTest(perceptron.map { $0[6] }, perceptron.map { $0[2] }))
    #expect(wilcoxon.pValue == 0.0625)
  }
}
