import Tensors

/// The nearest neighbours of points among points, by exhaustive search (spec/00 6.6).
///
/// Distances are Euclidean, of differences in double precision. A point is excluded from its own
/// neighbours by its index and not by a distance of zero, so a duplicate of it is a neighbour. Equal
/// distances rank by lower index. The result is that of comparing all pairs, to the last bit and on
/// every processor, although most pairs are only estimated by matrix products.
///
///     let search = try NearestNeighbours(points: codes, count: 5)
///     let partners = search.neighbours(of: 17)
///
/// Cost: queries x points x dimensions; memory: queries x count and one block.
public struct NearestNeighbours: Sendable {
  /// The number of neighbours of each query: as asked for, or all other points if they are fewer.
  public let count: Int
  /// The neighbours' indices, row-major `[query, count]`, nearest first.
  public let indices: [Int]
  /// The squared distances to them, of the same shape.
  public let squaredDistances: [Double]
  /// A sentence if `count` had to be reduced.
  public let warning: String?

  /// Searches for the neighbours of some of the points, or of all, among all of them.
  ///
  /// - Parameters:
  ///   - points: the coordinates, `[point, dimensions]`.
  ///   - queries: the indices of the points whose neighbours are wanted; nil for all points.
  ///   - count: how many neighbours each query gets, at least 1.
  /// - Throws: `OversamplingError.noNeighbour` if there are fewer than two points, `.notFinite` if a
  ///   coordinate is NaN or infinite.
  public init<Scalar: TensorScalar>(
    points: Tensor<Scalar>, queries: [Int]? = nil, count: Int
  ) throws(OversamplingError) {
    precondition(points.shape.rank == 2, "Points are [point, dimensions], not \(points.shape).")
    let candidates = points.shape[0]
    guard candidates > 1 else { throw .noNeighbour(candidates: candidates) }
    try requireFinite(points)
    let kept = min(count, candidates - 1)
    var lists = NeighbourLists(of: queries.map { points.rows($0) } ?? points, count: kept)
    lists.offer(points, itself: queries ?? Array(0..<candidates))
    self.count = kept
    indices = lists.indices
    squaredDistances = lists.squaredDistances
    warning = kept == count ? nil : "\(NeighboursReduced(asked: count, used: kept))"
  }

  /// The distances to the neighbours, row-major `[query, count]`.
  public var distances: [Double] { squaredDistances.map { $0.squareRoot() } }

  /// The neighbours of the query at a position of the list of queries, nearest first.
  public func neighbours(of query: Int) -> ArraySlice<Int> {
    indices[(query * count)..<((query + 1) * count)]
  }
}

/// That there are fewer other points than neighbours were asked for.
public struct NeighboursReduced: Hashable, Sendable, CustomStringConvertible {
  /// The neighbours asked for.
  public let asked: Int
  /// The neighbours used: all other points.
  public let used: Int

  /// A sentence.
  public var description: String {
    "\(asked) nearest neighbours were asked for among \(used + 1) samples; \(used) are used."
  }
}

extension Tensor {
  /// The rows at the given indices, in their order, of a tensor of rank 2.
  package func rows(_ indices: [Int]) -> Tensor {
    let width = shape[1]
    precondition(indices.allSatisfy { (0..<shape[0]).contains($0) }, "A row beyond \(shape).")
    return withPointer { from in
      Tensor(shape: [indices.count, width]) { to in
        for (row, index) in indices.enumerated() {
          (to + row * width).initialize(from: from + index * width, count: width)
        }
      }
    }
  }
}

/// Throws for the first point with a coordinate that is NaN or infinite.
func requireFinite<Scalar: TensorScalar>(_ points: Tensor<Scalar>) throws(OversamplingError) {
  guard points.containsNonFinite else { return }
  let position = points.scalars.firstIndex { !$0.isFinite } ?? 0
  throw .notFinite(sample: position / points.shape[1], coordinate: position % points.shape[1])
}
