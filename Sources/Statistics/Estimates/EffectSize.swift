/// How large a difference is, apart from whether it is certain.
public enum EffectSize {
  /// Cohen's d of pairs: the mean difference in standard deviations of the differences.
  ///
  /// Sometimes called d_z; t = d sqrt(n). About 0.2 is called small, 0.5 medium, 0.8 large (Cohen
  /// 1988), though differences between seeds have much smaller spreads than people have.
  ///
  /// - Returns: nil for fewer than two differences, differences without spread, or if one is not
  ///   finite.
  public static func cohenPaired(differences: [Double]) -> Double? {
    guard let summary = SampleSummary(differences), let spread = summary.standardDeviation,
      spread > 8 * Double.ulpOfOne * max(abs(summary.minimum), abs(summary.maximum))
    else { return nil }
    return summary.mean / spread
  }

  /// Hedges' g of pairs: Cohen's d without its bias in small samples.
  ///
  /// d Γ(m/2) / (sqrt(m/2) Γ((m - 1)/2)) with m = n - 1 (Hedges 1981).
  ///
  /// - Returns: nil for fewer than three differences, where the factor does not exist, and where
  ///   `cohenPaired` is nil.
  public static func hedgesPaired(differences: [Double]) -> Double? {
    guard differences.count >= 3, let d = cohenPaired(differences: differences) else { return nil }
    let m = Double(differences.count - 1)
    return d * gammaRatio((m - 1) / 2) / (m / 2).squareRoot()
  }

  /// Cliff's delta of two independent samples: P(first > second) - P(first < second), in [-1, 1].
  ///
  /// The share of pairs won less the share lost, ties neither; 2 AUC - 1 of the first against the
  /// second (Cliff 1993). 0.147, 0.33 and 0.474 are called the ends of negligible, small and medium
  /// (Romano et al. 2006).
  ///
  /// - Returns: nil if a sample is empty or a value is NaN.
  /// - Complexity: O(n log n).
  public static func cliffsDelta(_ first: [Double], _ second: [Double]) -> Double? {
    let isFirst =
      Array(repeating: true, count: first.count) + Array(repeating: false, count: second.count)
    return RankingScores.rocAUC(isPositive: isFirst, scores: first + second).map { 2 * $0 - 1 }
  }
}
