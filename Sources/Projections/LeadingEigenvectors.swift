import RandomStreams
import Tensors

/// The largest eigenvalues of a symmetric positive semi-definite matrix, and their eigenvectors.
///
/// By orthogonal iteration with the Rayleigh-Ritz procedure (Golub and Van Loan, "Matrix
/// Computations", section 8.2) on some vectors more than are wanted. LAPACK would do as well, but
/// rounds differently on each family of processors; this needs only products of matrices, which are
/// the same bytes everywhere where that is asked for.
///
/// Postconditions: values descend and are not negative; vectors are orthonormal to 1e-14. Where the
/// rest of an eigenvalue's neighbourhood is apart from it, vectors are good to about 1e-11 over the
/// relative gap. Eigenvalues that are nearly equal may share their vectors in any way.
///
/// Cost: some tens to some hundreds of products of `[count + 8, order]` with `[order, order]`.
struct LeadingEigenvectors {
  /// The eigenvalues, greatest first.
  let values: [Double]
  /// One eigenvector per row, `[count, order]`.
  let vectors: Tensor<Double>

  /// When the residuals |A v - lambda v| of all that are wanted are below this share of the greatest
  /// eigenvalue, the search ends.
  private static let tolerance = 1e-12
  /// The search ends here at the latest: eigenvalues that are so nearly equal as to need more share
  /// their vectors in any way.
  private static let greatestIterations = 2000

  /// Searches for the `count` leading pairs of a matrix `[order, order]`.
  ///
  /// - Precondition: the matrix is symmetric, `count` is in 1...order.
  init(of matrix: Tensor<Double>, count: Int) {
    let order = matrix.shape[0]
    precondition(matrix.shape.rank == 2 && matrix.shape[1] == order && (1...order).contains(count))
    // Vectors beyond those wanted make the search faster where eigenvalues are near each other.
    let width = min(order, count + max(count, 8))
    // Any start will do that is not orthogonal to what is sought.
    var stream = RandomStream(seed: 0).substream("eigenvectors")
    var basis = Tensor<Double>.normal([width, order], stream: &stream)
    basis.orthonormaliseRows()
    for iteration in 1... {
      let image = Tensor.matrixProduct(basis, matrix)
      let small = SymmetricEigenvectors(
        of: Tensor.matrixProduct(basis, image, transposingSecond: true))
      let ritz = Tensor.matrixProduct(small.vectors, basis)
      basis = Tensor.matrixProduct(small.vectors, image)
      let residual = Self.greatestResidual(ritz, basis, values: small.values, count: count)
      if residual <= Self.tolerance * max(small.values[0], 0)
        || iteration == Self.greatestIterations
      {
        values = small.values.prefix(count).map { max($0, 0) }
        // Rounding of the rotations adds up to nothing that one more pass would not remove.
        var found = Tensor(Array(ritz.scalars.prefix(count * order)), shape: [count, order])
        found.orthonormaliseRows()
        vectors = found
        return
      }
      basis.orthonormaliseRows()
    }
    preconditionFailure("the loop ends by returning")
  }

  /// The greatest |A v - value v| of the first `count` vectors, whose images are the rows A v.
  private static func greatestResidual(
    _ vectors: Tensor<Double>, _ images: Tensor<Double>, values: [Double], count: Int
  ) -> Double {
    let order = vectors.shape[1]
    return vectors.withElements { vectors in
      images.withElements { images in
        var greatest = 0.0
        for row in 0..<count {
          var sum = 0.0
          for column in row * order..<(row + 1) * order {
            let difference = images[column] - values[row] * vectors[column]
            sum += difference * difference
          }
          greatest = max(greatest, sum.squareRoot())
        }
        return greatest
      }
    }
  }
}

extension Tensor<Double> {
  /// Makes the rows orthonormal, each within the span of itself and those before (Gram and Schmidt,
  /// twice over).
  ///
  /// A row that lies in the span of those before to 10 digits is replaced by the coordinate axis
  /// that lies there least.
  mutating func orthonormaliseRows() {
    let (count, order) = (shape[0], shape[1])
    precondition(count <= order, "\(count) rows of \(order) numbers are not independent.")
    withMutablePointer { rows in
      for row in 0..<count {
        let vector = rows + row * order
        let length = Double.dot(vector, vector, count: order).squareRoot()
        var rest = Self.removeSpan(of: rows, count: row, order: order, from: vector)
        if !(rest > 1e-10 * length) {
          Self.writeLeastCoveredAxis(of: rows, count: row, order: order, into: vector)
          rest = Self.removeSpan(of: rows, count: row, order: order, from: vector)
        }
        Double.scale(vector, by: 1 / rest, count: order)
      }
    }
  }

  /// Subtracts from a vector its part along orthonormal rows; returns the length of the rest.
  private static func removeSpan(
    of rows: UnsafePointer<Double>, count: Int, order: Int,
    from vector: UnsafeMutablePointer<Double>
  ) -> Double {
    for _ in 0..<2 {
      for row in 0..<count {
        let other = rows + row * order
        let part = Double.dot(other, vector, count: order)
        for column in 0..<order { vector[column] -= part * other[column] }
      }
    }
    return Double.dot(vector, vector, count: order).squareRoot()
  }

  private static func writeLeastCoveredAxis(
    of rows: UnsafePointer<Double>, count: Int, order: Int,
    into vector: UnsafeMutablePointer<Double>
  ) {
    var (least, axis) = (Double.infinity, 0)
    for column in 0..<order {
      var covered = 0.0
      for row in 0..<count { covered += rows[row * order + column] * rows[row * order + column] }
      if covered < least { (least, axis) = (covered, column) }
    }
    for column in 0..<order { vector[column] = column == axis ? 1 : 0 }
  }
}
