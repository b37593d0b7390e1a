/// The noncentral t distribution: of a t statistic where there is a true effect.
///
/// T = (Z + δ) / S with Z standard normal and S² = chi-squared / df; P(T > t) is the mean of
/// Φ(δ - t S), integrated numerically. Absolute error below 1e-12. It gives the power of t-tests.
public struct NoncentralStudentDistribution: Sendable, Hashable {
  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  /// The mean δ of the numerator.
  public let noncentrality: Double

  /// The distribution with the given shape.
  ///
  /// - Precondition: `degreesOfFreedom` is positive and finite, `noncentrality` finite.
  public init(degreesOfFreedom: Double, noncentrality: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite && noncentrality.isFinite,
      "Degrees of freedom must be positive, the noncentrality finite.")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The probability of a value above `t`.
  ///
  /// - Complexity: some thousand evaluations of erfc.
  public func upperTail(_ t: Double) -> Double {
    guard t.isFinite else { return t.isNaN ? .nan : (t > 0 ? 0 : 1) }
    let mean = Quadrature.meanOverScale(
      degreesOfFreedom: degreesOfFreedom, reach: 1 / max(1, abs(t))
    ) { NormalDistribution.cumulative(noncentrality - t * $0) }
    return min(1, max(0, mean))
  }
}
