/// The exact sign-flip test of paired differences.
///
/// If a method changes nothing, each difference could as well have had the other sign. The p value
/// is the share of all 2^n sign patterns whose mean is at least as far from 0 as the observed one
/// (Fisher 1935; `scipy.stats.permutation_test(permutation_type="samples")`). Assumes only that
/// differences are symmetric about 0 under the null hypothesis; with n pairs it cannot fall below
/// 2^(1 - n), which for five seeds is 0.0625.
public enum SignFlipTest {
  /// The largest number of pairs whose sign patterns are all visited: 2^23 sums, under 0.1 s.
  public static let largestPairCount = 24

  /// The two-sided p value of `differences`.
  ///
  /// Sums that are equal up to rounding count as equal. All differences 0: 1.
  ///
  /// - Returns: nil without differences, with more than `largestPairCount`, or if one is not finite.
  /// - Complexity: O(2^n).
  public static func pValue(differences: [Double]) -> Double? {
    guard !differences.isEmpty, differences.count <= largestPairCount,
      differences.allSatisfy(\.isFinite)
    else { return nil }
    let rounding = 1e-12 * differences.reduce(0) { $0 + abs($1) }
    let threshold = abs(differences.reduce(0, +)) - rounding
    // The mirror image of a pattern has the same distance from 0: the last sign can stay.
    let patterns = 1 << (differences.count - 1)
    var sum = differences.reduce(0, +)
    var signs = Array(repeating: 1.0, count: differences.count)
    var extreme = 0
    for pattern in 1...patterns {
      if abs(sum) >= threshold { extreme += 1 }
      guard pattern < patterns else { break }
      let flipped = pattern.trailingZeroBitCount  // Gray code: one sign changes at a time
      sum -= 2 * signs[flipped] * differences[flipped]
      signs[flipped] = -signs[flipped]
    }
    return Double(extreme) / Double(patterns)
  }

  /// The smallest p value that `pairCount` pairs can have: 2^(1 - n).
  ///
  /// - Returns: nil where there is no test: without pairs or above `largestPairCount`.
  public static func smallestPValue(pairCount: Int) -> Double? {
    guard pairCount > 0, pairCount <= largestPairCount else { return nil }
    return 1 / Double(1 << (pairCount - 1))
  }
}
