/// How a total is divided into whole numbers in proportion to weights (spec/01 8.5, step 6).
public enum Apportionment: String, Hashable, Sendable, Codable {
  /// Each share is rounded for itself, halves to even; their sum can differ from the total.
  case halfToEven = "half-to-even"
  /// Each share is rounded down and the largest remainders get one more, equal ones by lower index;
  /// the sum is the total.
  case exactTotal = "exact-total"

  /// The shares of a total; nil if all weights are 0.
  ///
  /// Computed in whole numbers, so that a half is a half. Cost: sorting the weights.
  ///
  /// - Precondition: no negative weight or total, and their product fits an `Int`.
  public func shares(of total: Int, weights: [Int]) -> [Int]? {
    precondition(total >= 0 && weights.allSatisfy { $0 >= 0 })
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return nil }
    let parts = weights.map { ($0 * total).quotientAndRemainder(dividingBy: sum) }
    switch self {
    case .halfToEven:
      return parts.map { whole, rest in
        let up = 2 * rest > sum || (2 * rest == sum && !whole.isMultiple(of: 2))
        return up ? whole + 1 : whole
      }
    case .exactTotal:
      var shares = parts.map(\.quotient)
      let missing = total - shares.reduce(0, +)
      let ranked = parts.indices.sorted { first, second in
        (parts[second].remainder, first) < (parts[first].remainder, second)
      }
      for index in ranked.prefix(missing) { shares[index] += 1 }
      return shares
    }
  }
}
