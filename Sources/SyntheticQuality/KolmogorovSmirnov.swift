/// The greatest difference between the distribution functions of two groups of numbers: the statistic of
/// Kolmogorov and Smirnov for two samples, from 0 to 1.
enum KolmogorovSmirnov {
  /// The statistic; nil if a group is empty.
  ///
  /// Cost: sorting.
  static func statistic(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let (a, b) = (first.sorted(), second.sorted())
    var (i, j, greatest) = (0, 0, 0.0)
    while i < a.count, j < b.count {
      let value = min(a[i], b[j])
      while i < a.count, a[i] == value { i += 1 }
      while j < b.count, b[j] == value { j += 1 }
      greatest = max(
        greatest, (Double(i) / Double(a.count) - Double(j) / Double(b.count)).magnitude)
    }
    return greatest
  }
}
