import CKernels
import Oversampling
import Tensors

/// How much each pair of samples belongs together: the joint probabilities P of t-SNE.
///
/// p(j|i) = exp(-beta_i d_ij²) / sum over k != i, with the beta_i that gives row i the perplexity
/// asked for; p_ij = (p(j|i) + p(i|j)) / 2N. They are symmetric and sum to 1.
/// Van der Maaten and Hinton, "Visualizing data using t-SNE" (2008).
enum Affinities {
  /// Of all pairs, `[N, N]`, with a diagonal of zeros.
  case dense(Tensor<Double>)
  /// Of some pairs, the others being 0.
  case sparse(SparseAffinities)

  /// The number of samples, N.
  var samples: Int {
    switch self {
    case .dense(let joint): joint.shape[0]
    case .sparse(let sparse): sparse.starts.count - 1
    }
  }
}

extension Affinities {
  /// The conditional probabilities p(j|i) of all pairs, `[N, N]`, from squared distances.
  ///
  /// Cost: about 10 exponentials for each pair.
  static func conditional(squaredDistances: Tensor<Double>, perplexity: Double) -> Tensor<Double> {
    let samples = squaredDistances.shape[0]
    return squaredDistances.withElements { distances in
      Tensor(shape: [samples, samples]) { (result: UnsafeMutableBufferPointer<Double>) in
        // A row without the sample itself.
        var others = [Double](repeating: 0, count: samples - 1)
        for i in 0..<samples {
          let row = i * samples
          for j in 0..<i { others[j] = distances[row + j] }
          for j in i..<samples - 1 { others[j] = distances[row + j + 1] }
          let probabilities = conditionalRow(others, perplexity: perplexity)
          for j in 0..<i { result[row + j] = probabilities[j] }
          result[row + i] = 0
          for j in i..<samples - 1 { result[row + j + 1] = probabilities[j] }
        }
      }
    }
  }

  /// The conditional probabilities of one row.
  static func conditionalRow(_ squaredDistances: [Double], perplexity: Double) -> [Double] {
    let width = squaredDistances.count
    return [Double](unsafeUninitializedCapacity: width) { result, count in
      guard let result = result.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { scratch in
        guard let scratch = scratch.baseAddress else { return }
        cw_tsne_conditional(width, squaredDistances, perplexity, scratch, result)
      }
      count = width
    }
  }

  /// The joint probabilities of all pairs.
  ///
  /// Cost: the distances and about 10 exponentials for each pair; memory: 16 N² bytes.
  static func ofAllPairs(_ samples: CentredRows, perplexity: Double) -> Affinities {
    let conditional = conditional(
      squaredDistances: samples.squaredDistances(), perplexity: perplexity)
    let count = samples.samples
    let scale = 1 / (2 * Double(count))
    return .dense(
      conditional.withElements { conditional in
        Tensor(shape: [count, count]) { (joint: UnsafeMutableBufferPointer<Double>) in
          for i in 0..<count {
            for j in 0..<count {
              joint[i * count + j] =
                (conditional[i * count + j] + conditional[j * count + i]) * scale
            }
          }
        }
      })
  }

  /// The joint probabilities of pairs of which one is among the other's 3 x perplexity nearest.
  ///
  /// Van der Maaten, "Accelerating t-SNE using tree-based algorithms" (2014): what lies farther has
  /// next to no probability.
  ///
  /// Cost: the exhaustive search for neighbours; memory: about 100 bytes for each of them.
  static func ofNeighbours(
    _ rows: Tensor<Float>, perplexity: Double
  ) throws(ProjectionError) -> Affinities {
    let search: NearestNeighbours
    do throws(OversamplingError) {
      search = try NearestNeighbours(
        points: rows, count: min(rows.shape[0] - 1, Int(3 * perplexity + 1)))
    } catch {
      // Whoever calls has checked what the search checks.
      throw .setting(error.description)
    }
    let width = search.count
    var conditional: [Double] = []
    conditional.reserveCapacity(search.indices.count)
    for sample in 0..<rows.shape[0] {
      let row = sample * width..<(sample + 1) * width
      conditional += conditionalRow(Array(search.squaredDistances[row]), perplexity: perplexity)
    }
    return .sparse(SparseAffinities(conditional, of: search.indices, perRow: width))
  }
}

/// Joint probabilities of some pairs, in compressed rows.
struct SparseAffinities {
  /// Where the entries of each sample begin, and behind the last one, where they end.
  let starts: [Int]
  /// The other sample of each entry, ascending within a row.
  let columns: [Int32]
  /// The joint probabilities.
  let joint: [Double]

  /// Makes conditional probabilities joint: p_ij = (p(j|i) + p(i|j)) / 2N.
  ///
  /// - Parameters:
  ///   - conditional: `[N, width]`.
  ///   - neighbours: of what sample each is, of the same shape; different within a row.
  ///   - width: the entries of a row.
  init(_ conditional: [Double], of neighbours: [Int], perRow width: Int) {
    let samples = neighbours.count / width
    // Both p(j|i) and p(i|j) as lists of (row, column), in ascending columns: the second by walking
    // the rows in order, the first by walking the second in order.
    let backward = CompressedRows(
      rows: neighbours, columns: neighbours.indices.map { $0 / width }, values: conditional,
      rowCount: samples)
    let forward = CompressedRows(
      rows: backward.columns, columns: backward.rowOfEach, values: backward.values,
      rowCount: samples)
    let scale = 1 / (2 * Double(samples))
    var starts = [0]
    var columns: [Int32] = []
    var joint: [Double] = []
    for sample in 0..<samples {
      var (here, there) = (forward.starts[sample], backward.starts[sample])
      let (hereEnd, thereEnd) = (forward.starts[sample + 1], backward.starts[sample + 1])
      while here < hereEnd || there < thereEnd {
        let left = here < hereEnd ? forward.columns[here] : samples
        let right = there < thereEnd ? backward.columns[there] : samples
        var sum = 0.0
        if left <= right {
          sum += forward.values[here]
          here += 1
        }
        if right <= left {
          sum += backward.values[there]
          there += 1
        }
        columns.append(Int32(min(left, right)))
        joint.append(sum * scale)
      }
      starts.append(columns.count)
    }
    (self.starts, self.columns, self.joint) = (starts, columns, joint)
  }
}

/// Entries of a sparse matrix, sorted by row; within a row they keep the order that they came in.
private struct CompressedRows {
  var starts: [Int]
  var columns: [Int]
  var values: [Double]

  init(rows: [Int], columns: [Int], values: [Double], rowCount: Int) {
    starts = Array(repeating: 0, count: rowCount + 1)
    for row in rows { starts[row + 1] += 1 }
    for row in 0..<rowCount { starts[row + 1] += starts[row] }
    self.columns = Array(repeating: 0, count: rows.count)
    self.values = Array(repeating: 0, count: rows.count)
    var next = starts
    for (entry, row) in rows.enumerated() {
      self.columns[next[row]] = columns[entry]
      self.values[next[row]] = values[entry]
      next[row] += 1
    }
  }

  /// The row of each entry.
  var rowOfEach: [Int] {
    (0..<starts.count - 1).flatMap { Array(repeating: $0, count: starts[$0 + 1] - starts[$0]) }
  }
}
