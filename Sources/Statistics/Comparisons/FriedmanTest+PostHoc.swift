extension FriedmanTest {
  /// Nemenyi's p value of each pair of methods; 1 on the diagonal.
  ///
  /// |R_i - R_j| / sqrt(k (k + 1) / (6 N)) times sqrt(2) against the studentised range of k groups
  /// with infinite degrees of freedom: already corrected for all pairs (Nemenyi 1963; Demšar 2006;
  /// `scikit_posthocs.posthoc_nemenyi_friedman`).
  ///
  /// - Complexity: O(k²) evaluations of the studentised range.
  public func nemenyiPValues() -> [[Double]] {
    let range = StudentizedRangeDistribution(groupCount: methodCount)
    var values = Array(
      repeating: Array(repeating: 1.0, count: methodCount), count: methodCount)
    for i in 0..<methodCount {
      for j in 0..<i {
        let p = range.upperTail(abs(rankDifference(i, j)) * 2.0.squareRoot())
        (values[i][j], values[j][i]) = (p, p)
      }
    }
    return values
  }

  /// Corrected p values of each method against one of them, nil at the control itself.
  ///
  /// z = (R_i - R_control) / sqrt(k (k + 1) / (6 N)), two-sided normal, corrected over the k - 1
  /// comparisons (Demšar 2006). More powerful than all pairs where one method is the point.
  ///
  /// - Precondition: `control` is the index of a method.
  public func pValues(
    against control: Int, correction: PValueCorrection = .holm
  ) -> [Double?] {
    precondition(control >= 0 && control < methodCount, "The control is one of the methods.")
    let others = (0..<methodCount).filter { $0 != control }
    let corrected = correction.adjust(
      others.map { NormalDistribution.twoSidedTail(rankDifference($0, control)) })
    var values = Array(repeating: Double?.none, count: methodCount)
    for (method, p) in zip(others, corrected) { values[method] = p }
    return values
  }

  /// Corrected p values of all pairs; 1 on the diagonal.
  ///
  /// As `pValues(against:)`, over k (k - 1) / 2 comparisons.
  public func pairwisePValues(correction: PValueCorrection = .holm) -> [[Double]] {
    let pairs = (0..<methodCount).flatMap { i in (0..<i).map { (i, $0) } }
    let corrected = correction.adjust(
      pairs.map { NormalDistribution.twoSidedTail(rankDifference($0.0, $0.1)) })
    var values = Array(
      repeating: Array(repeating: 1.0, count: methodCount), count: methodCount)
    for ((i, j), p) in zip(pairs, corrected) { (values[i][j], values[j][i]) = (p, p) }
    return values
  }

  /// The difference of two average ranks in its standard errors.
  private func rankDifference(_ i: Int, _ j: Int) -> Double {
    let k = Double(methodCount)
    return (averageRanks[i] - averageRanks[j])
      / (k * (k + 1) / (6 * Double(blockCount))).squareRoot()
  }
}
