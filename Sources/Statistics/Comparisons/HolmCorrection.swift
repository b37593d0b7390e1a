/// Holm's correction of the p values of a family of tests.
public enum HolmCorrection {
  /// Corrected p values, in the order of `pValues`.
  ///
  /// The i-th smallest of m is multiplied by m - i + 1; none may be below a smaller one's, nor
  /// above 1 (Holm 1979). Rejecting what is below alpha keeps the chance of any false rejection
  /// below alpha, whatever the dependence between tests. One p value stays as it is.
  ///
  /// - Precondition: no value is NaN.
  /// - Complexity: O(m log m).
  public static func adjust(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var floor = 0.0
    let ascending = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    for (rank, position) in ascending.enumerated() {
      floor = max(floor, min(1, pValues[position] * Double(pValues.count - rank)))
      adjusted[position] = floor
    }
    return adjusted
  }
}
