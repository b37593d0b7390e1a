import Foundation

/// What a t-test of two arms found: first arm minus second arm, two-sided.
public struct TTest: Sendable, Hashable {
  /// The mean of the first arm minus the mean of the second.
  public let meanDifference: Double
  /// The difference in units of its standard error; infinite if constant and not 0.
  public let statistic: Double
  /// Degrees of freedom; whole except for Welch's test.
  public let degreesOfFreedom: Double
  /// P(|T| >= |statistic|) if the true difference were 0.
  public let pValue: Double
  /// The confidence interval of the difference.
  public let interval: ClosedRange<Double>
  /// Whether the values had no spread, so that the test's assumptions say nothing.
  ///
  /// A difference of 0 then has statistic 0 and p 1; any other an infinite statistic and p 0.
  /// Spread within the rounding of the values counts as none.
  public let isDegenerate: Bool

  /// The paired t-test: t = d / (s_d / sqrt(n)) over the differences, n - 1 degrees of freedom.
  ///
  /// Assumes that the differences of pairs are independent and normal; the arms may be correlated.
  /// Student 1908; `scipy.stats.ttest_rel`. The study's headline test (spec/01 section 16.3).
  ///
  /// - Parameters:
  ///   - first: Values of the first arm, by pair.
  ///   - second: Values of the second arm, by pair.
  ///   - confidence: The coverage of `interval`.
  /// - Returns: nil for fewer than two pairs or a value that is not finite.
  /// - Precondition: both arms have the same length.
  public static func paired(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> TTest? {
    correctedPaired(first, second, testToTrainRatio: 0, confidence: confidence)
  }

  /// The paired t-test with Nadeau and Bengio's correction for overlapping training sets.
  ///
  /// t = d / (s_d sqrt(1/n + r)), n - 1 degrees of freedom, with r = test samples / training
  /// samples. Resampled runs share training data, so their differences are correlated and the
  /// plain test is too sure; r stands for that correlation (Machine Learning 52, 2003). Never
  /// further from p = 1 than the plain test.
  ///
  /// - Parameters:
  ///   - first: Values of the first arm, by pair.
  ///   - second: Values of the second arm, by pair.
  ///   - testToTrainRatio: Test samples divided by training samples; 0 is the plain test.
  ///   - confidence: The coverage of `interval`.
  /// - Returns: nil for fewer than two pairs or a value that is not finite.
  /// - Precondition: both arms have the same length; the ratio is not negative.
  public static func correctedPaired(
    _ first: [Double], _ second: [Double], testToTrainRatio: Double, confidence: Double = 0.95
  ) -> TTest? {
    precondition(first.count == second.count, "A paired test needs pairs.")
    precondition(testToTrainRatio >= 0, "The ratio of test to training samples is not negative.")
    let differences = zip(first, second).map { $0 - $1 }
    guard let summary = SampleSummary(differences), let spread = summary.standardDeviation else {
      return nil
    }
    return TTest(
      meanDifference: summary.mean,
      standardError: spread * (1 / Double(summary.count) + testToTrainRatio).squareRoot(),
      degreesOfFreedom: Double(summary.count - 1), confidence: confidence,
      largestValue: largestSize(first + second))
  }

  /// Student's two-sample t-test with pooled variance, n1 + n2 - 2 degrees of freedom.
  ///
  /// Assumes independent normal samples of equal variance. `scipy.stats.ttest_ind`.
  ///
  /// - Returns: nil when an arm has fewer than two values or a value is not finite.
  public static func student(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> TTest? {
    let power = binaryPower(of: first + second)
    guard let one = Arm(first, power), let two = Arm(second, power) else { return nil }
    let degreesOfFreedom = one.count + two.count - 2
    let pooled =
      ((one.count - 1) * one.variance + (two.count - 1) * two.variance) / degreesOfFreedom
    return TTest(
      meanDifference: one.mean - two.mean,
      standardError: scalbn((pooled * (1 / one.count + 1 / two.count)).squareRoot(), power),
      degreesOfFreedom: degreesOfFreedom, confidence: confidence,
      largestValue: largestSize(first + second))
  }

  /// Welch's two-sample t-test, which does not assume equal variances.
  ///
  /// Degrees of freedom by Welch and Satterthwaite: (v1 + v2)² / (v1²/(n1 - 1) + v2²/(n2 - 1)) with
  /// v = s²/n; n1 + n2 - 2 when neither arm has spread. `scipy.stats.ttest_ind(equal_var=False)`.
  ///
  /// - Returns: nil when an arm has fewer than two values or a value is not finite.
  public static func welch(
    _ first: [Double], _ second: [Double], confidence: Double = 0.95
  ) -> TTest? {
    let power = binaryPower(of: first + second)
    guard let one = Arm(first, power), let two = Arm(second, power) else { return nil }
    let (v1, v2) = (one.variance / one.count, two.variance / two.count)
    // Shares rather than squares, which of small variances would vanish.
    let (ours, theirs) = (v1 / (v1 + v2), v2 / (v1 + v2))
    let divisor = ours * ours / (one.count - 1) + theirs * theirs / (two.count - 1)
    return TTest(
      meanDifference: one.mean - two.mean, standardError: scalbn((v1 + v2).squareRoot(), power),
      degreesOfFreedom: v1 + v2 > 0 ? 1 / divisor : one.count + two.count - 2,
      confidence: confidence, largestValue: largestSize(first + second))
  }

  /// The smallest p that a paired t-test can reach with `pairCount` pairs.
  ///
  /// The statistic has no upper bound, however few the pairs: the answer is 0, reached by a
  /// constant difference, or nil below two pairs, where there is no test. Unlike the sign-flip
  /// test, the t-test buys this with the assumption of normal differences.
  public static func smallestPValue(pairCount: Int) -> Double? { pairCount < 2 ? nil : 0 }

  private init(
    meanDifference: Double, standardError: Double, degreesOfFreedom: Double, confidence: Double,
    largestValue: Double
  ) {
    self.meanDifference = meanDifference
    self.degreesOfFreedom = degreesOfFreedom
    // 0.3 - 0.2 and 0.4 - 0.3 differ in the last bit; a test must not make 10^15 of that.
    isDegenerate = standardError <= 8 * Double.ulpOfOne * largestValue
    if isDegenerate {
      let isEqual = abs(meanDifference) <= 8 * Double.ulpOfOne * largestValue
      statistic = isEqual ? 0 : (meanDifference < 0 ? -.infinity : .infinity)
      pValue = isEqual ? 1 : 0
      interval = meanDifference...meanDifference
    } else {
      statistic = meanDifference / standardError
      pValue = StudentDistribution(degreesOfFreedom: degreesOfFreedom).twoSidedTail(statistic)
      interval = tInterval(
        around: meanDifference, standardError: standardError, degreesOfFreedom: degreesOfFreedom,
        confidence: confidence)
    }
  }

  /// What the two-sample tests need of an arm; nil below two values.
  private struct Arm {
    let count: Double
    let mean: Double
    /// Divided by four to the power given, so that it neither overflows nor vanishes.
    let variance: Double

    init?(_ values: [Double], _ power: Int) {
      guard let summary = SampleSummary(values), let spread = summary.standardDeviation else {
        return nil
      }
      count = Double(summary.count)
      mean = summary.mean
      let scaled = scalbn(spread, -power)
      variance = scaled * scaled
    }
  }

  private static func largestSize(_ values: [Double]) -> Double {
    values.reduce(0) { max($0, abs($1)) }
  }
}
