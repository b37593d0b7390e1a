/// How probable it is that the first arm is worse, practically equal or better.
///
/// What Bayesian tests answer with instead of a p value: the three sum to 1 (Benavoli et al.,
/// "Time for a change", JMLR 18, 2017).
public struct PracticalEquivalence: Sendable, Hashable {
  /// The probability that the first arm is lower by more than the region.
  public let lower: Double
  /// The probability that the difference lies within the region; 0 for a region of no width.
  public let equivalent: Double
  /// The probability that the first arm is higher by more than the region.
  public let higher: Double

  /// The same of the second arm.
  public var reversed: PracticalEquivalence {
    PracticalEquivalence(lower: higher, equivalent: equivalent, higher: lower)
  }
}
