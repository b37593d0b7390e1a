/// How the p values of a family of tests are corrected for their number.
///
///     PValueCorrection.holm.adjust([0.01, 0.04, 0.03])  // [0.03, 0.06, 0.06]
///
/// Corrected values are compared with the level as if there were one test.
public enum PValueCorrection: String, Codable, Sendable, CaseIterable {
  /// None: each test for itself.
  case none
  /// Holm 1979: the chance of any false rejection, whatever the dependence between tests.
  case holm
  /// Hochberg 1988: the same chance, for independent or positively dependent tests; never above
  /// Holm's.
  case hochberg
  /// Benjamini and Hochberg 1995: the expected share of false among all rejections, for
  /// independent or positively dependent tests.
  case benjaminiHochberg = "benjamini-hochberg"

  /// Corrected p values, in the order of `pValues`.
  ///
  /// With p sorted and m values: Holm the running maximum of (m - i + 1) p_i from the smallest,
  /// Hochberg the running minimum of the same from the largest, Benjamini-Hochberg the running
  /// minimum of m p_i / i from the largest; none above 1. `statsmodels.stats.multipletests`.
  ///
  /// - Precondition: no value is NaN.
  /// - Complexity: O(m log m).
  public func adjust(_ pValues: [Double]) -> [Double] {
    precondition(!pValues.contains(where: \.isNaN), "A p value that is not a number has no rank.")
    let count = Double(pValues.count)
    switch self {
    case .none: return pValues
    case .holm: return HolmCorrection.adjust(pValues)
    case .hochberg: return stepUp(pValues) { count - $0 + 1 }
    case .benjaminiHochberg: return stepUp(pValues) { count / $0 }
    }
  }

  /// The running minimum of factor(rank) p from the largest p on; ranks begin with 1.
  private func stepUp(_ pValues: [Double], factor: (Double) -> Double) -> [Double] {
    var adjusted = pValues
    var ceiling = 1.0
    let descending = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    for (offset, position) in descending.enumerated() {
      ceiling = min(ceiling, pValues[position] * factor(Double(pValues.count - offset)))
      adjusted[position] = ceiling
    }
    return adjusted
  }
}
