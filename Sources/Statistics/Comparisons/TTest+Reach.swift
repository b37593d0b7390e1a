extension TTest {
  /// What a paired t-test of `pairCount` pairs can say, corrected or not.
  ///
  /// The same goes for Student's and Welch's tests with that many values in the smaller arm.
  /// From two pairs on its p has no lower bound. Whether an effect of a certain size would be found
  /// is another question: `TTestPower`.
  public static func reach(
    pairCount: Int, level: Double = 0.05, familySize: Int = 1, unit: TestReach.Unit = .seeds
  ) -> TestReach {
    TestReach(
      size: pairCount, unit: unit, level: level, familySize: familySize, largestSize: 2,
      smallestPValue: { smallestPValue(pairCount: $0) })
  }
}

/// How likely a paired t-test finds an effect of a given size, and how many pairs it needs.
///
///     TTestPower.pairCount(effectSize: 1.2)  // 8 seeds for a power of 0.8
///
/// With n pairs whose differences have mean d standard deviations, the statistic is noncentral t
/// with n - 1 degrees of freedom and δ = d / sqrt(1/n + r), r being the ratio of Nadeau and
/// Bengio's correction or 0. Assumes independent normal differences, or differences with just the
/// correlation that r stands for. Two-sided. `statsmodels.stats.power.TTestPower` for r = 0.
public enum TTestPower {
  /// The chance of a p below `level`.
  ///
  /// - Parameters:
  ///   - effectSize: The mean difference in standard deviations of the differences (Cohen's d of
  ///     pairs); its sign does not matter.
  ///   - pairCount: The number of pairs.
  ///   - level: Below which p the test rejects.
  ///   - testToTrainRatio: As in `TTest.correctedPaired`; 0 is the plain test.
  /// - Returns: nil below two pairs or for an effect that is not finite.
  /// - Precondition: `level` lies in (0, 1), the ratio is not negative.
  public static func power(
    effectSize: Double, pairCount: Int, level: Double = 0.05, testToTrainRatio: Double = 0
  ) -> Double? {
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    precondition(testToTrainRatio >= 0, "The ratio of test to training samples is not negative.")
    guard pairCount >= 2, effectSize.isFinite else { return nil }
    let degrees = Double(pairCount - 1)
    let critical = -StudentDistribution(degreesOfFreedom: degrees).quantile(level / 2)
    let shift = abs(effectSize) / (1 / Double(pairCount) + testToTrainRatio).squareRoot()
    let right = NoncentralStudentDistribution(degreesOfFreedom: degrees, noncentrality: shift)
    let left = NoncentralStudentDistribution(degreesOfFreedom: degrees, noncentrality: -shift)
    return min(1, right.upperTail(critical) + left.upperTail(critical))
  }

  /// The smallest number of pairs with which the test has at least the power asked for.
  ///
  /// - Returns: nil if the effect is 0 or not finite, or if `largestCount` pairs do not suffice.
  ///   With a correction no number may: further seeds on the same data then add no certainty, only
  ///   further data do.
  /// - Precondition: `level` and `power` lie in (0, 1), the ratio is not negative.
  /// - Complexity: O(log(largestCount)) evaluations of the power.
  public static func pairCount(
    effectSize: Double, power wanted: Double = 0.8, level: Double = 0.05,
    testToTrainRatio: Double = 0, largestCount: Int = 100_000
  ) -> Int? {
    precondition(wanted > 0 && wanted < 1, "A power lies between 0 and 1.")
    func suffices(_ count: Int) -> Bool {
      let found = power(
        effectSize: effectSize, pairCount: count, level: level, testToTrainRatio: testToTrainRatio)
      return found.map { $0 >= wanted } ?? false
    }
    guard effectSize != 0, effectSize.isFinite, largestCount >= 2 else { return nil }
    // Power rises with the number of pairs: doubled until it suffices, then halved between.
    var (low, high) = (1, 2)
    while !suffices(high) {
      guard high < largestCount else { return nil }
      (low, high) = (high, min(2 * high, largestCount))
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
