/// Ranks from 1, where equal values share the mean of their ranks; doubled, so that they are whole.
///
/// - Parameters:
///   - values: What is ranked, ascending.
///   - tolerance: How far above the smallest of its group a value still counts as equal.
/// - Returns: twice the rank of each value, in the order of `values`.
/// - Precondition: no value is NaN.
/// - Complexity: O(n log n).
func doubledMidranks(_ values: [Double], tolerance: Double = 0) -> [Int] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = Array(repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count,
      values[order[end]] - values[order[start]] <= tolerance
        || values[order[end]] == values[order[start]]
    { end += 1 }
    // The mean of the ranks start + 1 ... end, twice.
    for position in start..<end { ranks[order[position]] = start + 1 + end }
    start = end
  }
  return ranks
}
