extension SignFlipTest {
  /// The two-sided p value from randomly drawn sign patterns, for any number of differences.
  ///
  /// (1 + patterns at least as extreme) / (1 + patterns): counting the observed pattern too makes
  /// it a valid p value however few are drawn (Phipson and Smyth 2010). Its standard error is
  /// sqrt(p (1 - p) / patterns).
  ///
  /// - Parameters:
  ///   - differences: The differences.
  ///   - patternCount: How many patterns are drawn.
  ///   - random: Where they are drawn from.
  /// - Returns: nil without differences or if one is not finite.
  /// - Precondition: `patternCount > 0`.
  /// - Complexity: O(n patternCount).
  public static func sampledPValue(
    differences: [Double], patternCount: Int = 9999, using random: inout some RandomNumberGenerator
  ) -> Double? {
    precondition(patternCount > 0, "At least one sign pattern must be drawn.")
    guard !differences.isEmpty, differences.allSatisfy(\.isFinite) else { return nil }
    let rounding = 1e-12 * differences.reduce(0) { $0 + abs($1) }
    let threshold = abs(differences.reduce(0, +)) - rounding
    var extreme = 1
    for _ in 0..<patternCount {
      var (sum, bits, left) = (0.0, UInt64(0), 0)
      for difference in differences {
        if left == 0 { (bits, left) = (random.next(), 64) }
        sum += bits & 1 == 0 ? difference : -difference
        (bits, left) = (bits >> 1, left - 1)
      }
      if abs(sum) >= threshold { extreme += 1 }
    }
    return Double(extreme) / Double(patternCount + 1)
  }

  /// What the exact test can say with `pairCount` pairs.
  public static func reach(
    pairCount: Int, level: Double = 0.05, familySize: Int = 1, unit: TestReach.Unit = .seeds
  ) -> TestReach {
    TestReach(
      size: pairCount, unit: unit, level: level, familySize: familySize,
      largestSize: largestPairCount, smallestPValue: { smallestPValue(pairCount: $0) })
  }
}
