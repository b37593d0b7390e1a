import Tensors

/// Samples as rows, less a mean row, in double precision: a block at a time.
///
/// Differences of centred numbers in double precision leave rounding far below what `Float` data
/// hold, and a block at a time keeps long rows (a film review has 180000 numbers) from being stored
/// twice as wide.
///
/// N samples, D features.
struct CentredRows {
  /// The samples, `[N, D]`.
  let rows: Tensor<Float>
  /// What is subtracted from each row, D numbers.
  let means: [Double]

  var samples: Int { rows.shape[0] }
  var features: Int { rows.shape[1] }

  /// The rows less their own mean.
  ///
  /// - Throws: `ProjectionError` if there are no features, fewer than `needed` samples for the
  ///   purpose that the error shall name, or a coordinate that is not finite.
  init(_ rows: Tensor<Float>, purpose: String, needed: Int) throws(ProjectionError) {
    precondition(rows.shape.rank == 2, "Rows are [samples, features], not \(rows.shape).")
    let (samples, features) = (rows.shape[0], rows.shape[1])
    guard samples >= needed else {
      throw .tooFewSamples(purpose: purpose, count: samples, needed: needed)
    }
    guard features > 0 else { throw .noFeatures }
    if let position = rows.firstNonFinite() {
      throw .notFinite(sample: position / features, coordinate: position % features)
    }
    var means = [Double](repeating: 0, count: features)
    rows.withElements { rows in
      for sample in 0..<samples {
        for feature in 0..<features { means[feature] += Double(rows[sample * features + feature]) }
      }
    }
    for feature in means.indices { means[feature] /= Double(samples) }
    self.init(rows: rows, means: means)
  }

  /// Rows less a mean that is given.
  init(rows: Tensor<Float>, means: [Double]) {
    precondition(rows.shape.rank == 2 && rows.shape[1] == means.count)
    self.rows = rows
    self.means = means
  }

  /// The products of every two rows, `[N, N]`.
  ///
  /// Cost: N² D multiply-adds.
  func innerProducts() -> Tensor<Double> {
    var products = Tensor<Double>.zeros([samples, samples])
    products.withMutablePointer { products in
      forEachBlockOfFeatures { block, features in
        Double.matrixProduct(
          block, stride: features.count, transposed: false, block, stride: features.count,
          transposed: true, rows: samples, columns: samples, inner: features.count, scale: 1,
          keep: 1, into: products, stride: samples)
      }
    }
    return products
  }

  /// The products of every two columns, `[D, D]`.
  ///
  /// Cost: N D² multiply-adds.
  func featureProducts() -> Tensor<Double> {
    let width = features
    var products = Tensor<Double>.zeros([width, width])
    products.withMutablePointer { products in
      forEachBlockOfSamples { block, samples in
        Double.matrixProduct(
          block, stride: width, transposed: true, block, stride: width, transposed: false,
          rows: width, columns: width, inner: samples.count, scale: 1, keep: 1, into: products,
          stride: width)
      }
    }
    return products
  }

  /// The squared Euclidean distances of every two rows, `[N, N]`, with a diagonal of zeros.
  ///
  /// From the products, so the distance of rows that are nearly equal is known to about 1e-8 of
  /// their distance from the mean. Cost: N² D multiply-adds; memory: 8 N² bytes.
  func squaredDistances() -> Tensor<Double> {
    var distances = innerProducts()
    let samples = samples
    distances.withMutableElements { distances in
      let norms = (0..<samples).map { distances[$0 * samples + $0] }
      for i in 0..<samples {
        for j in 0..<samples {
          let distance = norms[i] + norms[j] - 2 * distances[i * samples + j]
          distances[i * samples + j] = i == j ? 0 : max(distance, 0)
        }
      }
    }
    return distances
  }

  /// The rows times the transpose of a matrix `[K, D]`: `[N, K]`.
  func multiplied(byRowsOf matrix: Tensor<Double>) -> Tensor<Double> {
    let (count, width) = (matrix.shape[0], features)
    var result = Tensor<Double>.zeros([samples, count])
    result.withMutablePointer { result in
      matrix.withPointer { matrix in
        forEachBlockOfFeatures { block, features in
          Double.matrixProduct(
            block, stride: features.count, transposed: false, matrix + features.lowerBound,
            stride: width, transposed: true, rows: samples, columns: count, inner: features.count,
            scale: 1, keep: 1, into: result, stride: count)
        }
      }
    }
    return result
  }

  /// A matrix `[K, N]` times the rows: `[K, D]`.
  func combined(byRowsOf matrix: Tensor<Double>) -> Tensor<Double> {
    let (count, width) = (matrix.shape[0], features)
    var result = Tensor<Double>.zeros([count, width])
    result.withMutablePointer { result in
      matrix.withPointer { matrix in
        forEachBlockOfFeatures { block, features in
          Double.matrixProduct(
            matrix, stride: samples, transposed: false, block, stride: features.count,
            transposed: false, rows: count, columns: features.count, inner: samples, scale: 1,
            keep: 0, into: result + features.lowerBound, stride: width)
        }
      }
    }
    return result
  }

  /// How many numbers a block holds at most, unless a single row or column is longer.
  private static let blockCount = 1 << 18

  /// Calls `body` with all samples' numbers of some features, `[N, features.count]`.
  private func forEachBlockOfFeatures(_ body: (UnsafePointer<Double>, Range<Int>) -> Void) {
    let width = max(1, Self.blockCount / max(samples, 1))
    for start in stride(from: 0, to: features, by: width) {
      let range = start..<min(start + width, features)
      withBlock(0..<samples, range) { body($0, range) }
    }
  }

  /// Calls `body` with all numbers of some samples, `[samples.count, D]`.
  private func forEachBlockOfSamples(_ body: (UnsafePointer<Double>, Range<Int>) -> Void) {
    let height = max(1, Self.blockCount / features)
    for start in stride(from: 0, to: samples, by: height) {
      let range = start..<min(start + height, samples)
      withBlock(range, 0..<features) { body($0, range) }
    }
  }

  private func withBlock(
    _ samples: Range<Int>, _ features: Range<Int>, _ body: (UnsafePointer<Double>) -> Void
  ) {
    let width = rows.shape[1]
    let block = rows.withElements { rows in
      means.withUnsafeBufferPointer { means in
        Tensor<Double>(shape: [samples.count, features.count]) {
          (block: UnsafeMutableBufferPointer<Double>) in
          var position = 0
          for sample in samples {
            for feature in features {
              block[position] = Double(rows[sample * width + feature]) - means[feature]
              position += 1
            }
          }
        }
      }
    }
    block.withPointer(body)
  }
}

extension Tensor<Float> {
  /// The position of the first number that is NaN or infinite.
  fileprivate func firstNonFinite() -> Int? {
    withElements { elements in elements.firstIndex { !$0.isFinite } }
  }
}
