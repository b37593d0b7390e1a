/// The Bayesian correlated t-test of paired differences on one data set.
///
/// With a flat prior the true difference is Student distributed around the mean, with n - 1 degrees
/// of freedom and scale s sqrt(1/n + r); r = test / training samples stands for the correlation of
/// resampled runs, ρ / (1 - ρ) (Corani and Benavoli 2015; `baycomp.CorrelatedTTest`). The same
/// assumptions as `TTest.correctedPaired`, read the other way round.
public struct BayesianCorrelatedTTest: Sendable, Hashable {
  /// How probable lower, equivalent and higher are.
  public let probabilities: PracticalEquivalence
  /// The centre of the posterior, the mean difference.
  public let location: Double
  /// The posterior's scale; 0 if all differences are equal.
  public let scale: Double

  /// The test of differences, first arm minus second.
  ///
  /// Nil for fewer than two differences, or if one is not finite. Equal differences have their
  /// whole probability where they lie; on the bound of the region they are equivalent, and half
  /// lower and half higher if they are 0 and there is no region.
  ///
  /// - Parameters:
  ///   - differences: The differences.
  ///   - region: Half the width of the region of practical equivalence.
  ///   - testToTrainRatio: Test samples divided by training samples; 0 for independent runs.
  /// - Precondition: neither region nor ratio is negative.
  public init?(differences: [Double], region: Double, testToTrainRatio: Double = 0) {
    precondition(region >= 0, "The region of practical equivalence has no negative width.")
    precondition(testToTrainRatio >= 0, "The ratio of test to training samples is not negative.")
    guard let summary = SampleSummary(differences), let spread = summary.standardDeviation else {
      return nil
    }
    location = summary.mean
    scale = spread * (1 / Double(summary.count) + testToTrainRatio).squareRoot()
    var (lower, higher): (Double, Double)
    if scale == 0 {
      lower = summary.mean < -region ? 1 : 0
      higher = summary.mean > region ? 1 : 0
      if region == 0, summary.mean == 0 { (lower, higher) = (0.5, 0.5) }
    } else {
      let student = StudentDistribution(degreesOfFreedom: Double(summary.count - 1))
      lower = student.cumulative((-region - summary.mean) / scale)
      higher = student.upperTail((region - summary.mean) / scale)
    }
    probabilities = PracticalEquivalence(
      lower: lower, equivalent: region == 0 ? 0 : max(0, 1 - lower - higher), higher: higher)
  }
}
