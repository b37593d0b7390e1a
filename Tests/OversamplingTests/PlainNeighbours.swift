/// The nearest neighbours by the definition (spec/00 6.6): measure all, sort, take the first.
///
/// Coordinates are row-major. `excluded` has for each query the reference that it is itself; nil if
/// there are none. The lists have `count` places per query, nearest first.
func plainNeighbours(
  of queries: [Double], among references: [Double], dimensions: Int, excluded: [Int]?, count: Int
) -> (indices: [Int], squaredDistances: [Double]) {
  var (indices, distances): ([Int], [Double]) = ([], [])
  for query in 0..<(queries.count / dimensions) {
    var ranked: [(distance: Double, index: Int)] = []
    for reference in 0..<(references.count / dimensions) where reference != excluded?[query] {
      var sum = 0.0
      for axis in 0..<dimensions {
        let difference =
          queries[query * dimensions + axis] - references[reference * dimensions + axis]
        sum += difference * difference
      }
      ranked.append((sum, reference))
    }
    ranked.sort { ($0.distance, $0.index) < ($1.distance, $1.index) }
    indices += ranked.prefix(count).map(\.index)
    distances += ranked.prefix(count).map(\.distance)
  }
  return (indices, distances)
}
