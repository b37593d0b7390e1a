import Tensors

/// The nearest neighbours so far of some points, while candidates are still being offered.
///
/// Candidates may come in several groups; they are numbered in the order of offering. So the
/// neighbours within one class are known on the way to those among all classes.
struct NeighbourLists<Scalar: TensorScalar> {
  /// The points whose neighbours are sought, `[query, dimensions]`.
  let queries: Tensor<Scalar>
  /// The places in each list.
  let count: Int
  /// The neighbours' indices, row-major `[query, count]`, nearest first; -1 while there are fewer.
  private(set) var indices: [Int]
  /// The squared distances to them, of the same shape.
  private(set) var squaredDistances: [Double]
  private var offered = 0

  /// Empty lists of the given length.
  ///
  /// - Precondition: `queries` is of rank 2, with at least one dimension per point.
  init(of queries: Tensor<Scalar>, count: Int) {
    precondition(queries.shape.rank == 2 && queries.shape[1] > 0, "Points are [point, dimensions].")
    precondition(count > 0, "A list of \(count) neighbours.")
    self.queries = queries
    self.count = count
    indices = Array(repeating: -1, count: queries.shape[0] * count)
    squaredDistances = Array(repeating: .infinity, count: queries.shape[0] * count)
  }

  /// Takes the nearest of further candidates in.
  ///
  /// Cost: queries x candidates x dimensions; memory beyond the lists: a block of either.
  ///
  /// - Parameters:
  ///   - candidates: the points, `[candidate, dimensions]`, all finite.
  ///   - itself: for each query its number among all candidates, if it is one of these.
  mutating func offer(_ candidates: Tensor<Scalar>, itself: [Int]? = nil) {
    let dimensions = queries.shape[1]
    precondition(
      candidates.shape.rank == 2 && candidates.shape[1] == dimensions,
      "Candidates \(candidates.shape) for queries \(queries.shape).")
    precondition(itself.map { $0.count == queries.shape[0] } ?? true)
    search(candidates, itself: itself)
    offered += candidates.shape[0]
  }

  /// Fills the lists with any valid index, where there was not the memory for a search and all that
  /// follows is thrown away.
  private mutating func offerAnything() {
    indices = indices.map { _ in 0 }
    squaredDistances = squaredDistances.map { _ in 0 }
  }

  private mutating func search(_ candidates: Tensor<Scalar>, itself: [Int]?) {
    let (count, first, queries) = (count, offered, queries)
    var scratch = Tensor<Scalar>(
      shape: [Scalar.neighbourScratch(dimensions: queries.shape[1])], initialise: { _ in })
    guard !TensorMemory.wasRefused else { return offerAnything() }
    scratch.withMutablePointer { scratch in
      withPointers(candidates, queries) { references, points in
        indices.withUnsafeMutableBufferPointer { indices in
          squaredDistances.withUnsafeMutableBufferPointer { distances in
            guard let indices = indices.baseAddress, let distances = distances.baseAddress else {
              return
            }
            func call(_ itself: UnsafePointer<Int>?) {
              Scalar.offerNeighbours(
                references, referenceCount: candidates.shape[0], first: first, to: points,
                queryCount: queries.shape[0], itself: itself, dimensions: queries.shape[1],
                count: count, indices: indices, squaredDistances: distances, scratch: scratch)
            }
            if let itself {
              itself.withUnsafeBufferPointer { call($0.baseAddress) }
            } else {
              call(nil)
            }
          }
        }
      }
    }
  }
}
