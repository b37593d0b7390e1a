/// The nearest neighbours of points among points, by exhaustive search (spec/00 6.6).
///
/// Distances are Euclidean. A point is excluded from its own neighbours by its index and not by a
/// distance of zero, so a duplicate of it is a neighbour. Equal distances rank by lower index.
///
///     let search = try NearestNeighbours(points: codes, dimensions: 64, count: 5)
///     let partners = search.neighbours(of: 17)
///
/// Cost: queries x points x dimensions; memory: queries x count.
public struct NearestNeighbours: Sendable {
  /// The number of neighbours of each query: as asked for, or all other points if they are fewer.
  public let count: Int
  /// The neighbours' indices, row-major `[query, count]`, nearest first.
  public let indices: [Int]
  /// The distances to them, of the same shape.
  public let distances: [Double]
  /// A sentence if `count` had to be reduced.
  public let warning: String?

  /// Searches for the neighbours of some of the points, or of all, among all of them.
  ///
  /// - Parameters:
  ///   - points: the coordinates, row-major `[point, dimensions]`, all finite.
  ///   - dimensions: the coordinates per point, at least 1.
  ///   - queries: the indices of the points whose neighbours are wanted; nil for all points.
  ///   - count: how many neighbours each query gets, at least 1.
  /// - Throws: `OversamplingError.noNeighbour` if there are fewer than two points.
  public init(
    points: [Float], dimensions: Int, queries: [Int]? = nil, count: Int
  ) throws(OversamplingError) {
    precondition(dimensions > 0 && count > 0 && points.count.isMultiple(of: dimensions))
    let candidates = points.count / dimensions
    guard candidates > 1 else { throw .noNeighbour(candidates: candidates) }
    let kept = min(count, candidates - 1)
    let rows = queries ?? Array(0..<candidates)
    var indices: [Int] = []
    var distances: [Double] = []
    indices.reserveCapacity(rows.count * kept)
    distances.reserveCapacity(rows.count * kept)
    points.withUnsafeBufferPointer { points in
      var nearest = NearestList(capacity: kept)
      for query in rows {
        nearest.removeAll()
        for candidate in 0..<candidates where candidate != query {
          let distance = squaredDistance(
            points, query * dimensions, candidate * dimensions, dimensions)
          nearest.offer(candidate, at: distance)
        }
        indices += nearest.indices
        distances += nearest.squaredDistances.map { $0.squareRoot() }
      }
    }
    self.count = kept
    self.indices = indices
    self.distances = distances
    warning =
      kept == count
      ? nil
      : """
      \(count) nearest neighbours were asked for among \(candidates) samples; \(kept) are used.
      """
  }

  /// The neighbours of the query at a position of the list of queries, nearest first.
  public func neighbours(of query: Int) -> ArraySlice<Int> {
    indices[(query * count)..<((query + 1) * count)]
  }
}

/// The nearest candidates so far, kept in order by insertion: the list is short.
private struct NearestList {
  let capacity: Int
  var indices: [Int] = []
  var squaredDistances: [Double] = []

  init(capacity: Int) {
    self.capacity = capacity
    indices.reserveCapacity(capacity + 1)
    squaredDistances.reserveCapacity(capacity + 1)
  }

  mutating func removeAll() {
    indices.removeAll(keepingCapacity: true)
    squaredDistances.removeAll(keepingCapacity: true)
  }

  /// Takes a candidate in if it is nearer than one that is there; candidates come by rising index.
  mutating func offer(_ candidate: Int, at distance: Double) {
    if indices.count == capacity {
      guard distance < squaredDistances[capacity - 1] else { return }
      indices.removeLast()
      squaredDistances.removeLast()
    }
    var place = indices.count
    // Strictly less, so that among equals the lower index, which came first, stays in front.
    while place > 0, distance < squaredDistances[place - 1] { place -= 1 }
    indices.insert(candidate, at: place)
    squaredDistances.insert(distance, at: place)
  }
}

/// The squared distance of two rows, summed in double precision so that near ties rank right.
private func squaredDistance(
  _ points: UnsafeBufferPointer<Float>, _ first: Int, _ second: Int, _ dimensions: Int
) -> Double {
  var lanes = SIMD4<Double>.zero
  var axis = 0
  while axis + 4 <= dimensions {
    let left = SIMD4(
      points[first + axis], points[first + axis + 1], points[first + axis + 2],
      points[first + axis + 3])
    let right = SIMD4(
      points[second + axis], points[second + axis + 1], points[second + axis + 2],
      points[second + axis + 3])
    let difference = SIMD4<Double>(left) - SIMD4<Double>(right)
    lanes += difference * difference
    axis += 4
  }
  var sum = lanes.sum()
  while axis < dimensions {
    let difference = Double(points[first + axis]) - Double(points[second + axis])
    sum += difference * difference
    axis += 1
  }
  return sum
}
