import Tensors

/// All eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
///
/// Golub and Van Loan, "Matrix Computations", section 8.5. For matrices of some tens of rows: cost
/// about 50 n³, no allocation in the loop. Eigenvalues descend; vectors are orthonormal.
struct SymmetricEigenvectors {
  /// The eigenvalues, greatest first.
  let values: [Double]
  /// One eigenvector per row, `[n, n]`.
  let vectors: Tensor<Double>

  /// The pairs of a symmetric matrix `[n, n]`; of a nearly symmetric one, those of its mean with its
  /// transpose.
  init(of matrix: Tensor<Double>) {
    let n = matrix.shape[0]
    precondition(matrix.shape.rank == 2 && matrix.shape[1] == n)
    let given = matrix.scalars
    var a = given
    var v = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      v[i * n + i] = 1
      for j in 0..<n { a[i * n + j] = (given[i * n + j] + given[j * n + i]) / 2 }
    }
    // Each sweep about squares what is left; eight are plenty.
    var sweeps = 0
    while sweeps < 30, Self.sweep(&a, &v, n) { sweeps += 1 }
    let order = (0..<n).sorted { a[$0 * n + $0] > a[$1 * n + $1] }
    values = order.map { a[$0 * n + $0] }
    vectors = Tensor(order.flatMap { v[$0 * n..<($0 + 1) * n] }, shape: [n, n])
  }

  /// One rotation for each pair of rows; returns whether any was needed.
  private static func sweep(_ a: inout [Double], _ v: inout [Double], _ n: Int) -> Bool {
    var rotated = false
    for p in 0..<n {
      for q in p + 1..<max(n, p + 1) {
        let (app, aqq, apq) = (a[p * n + p], a[q * n + q], a[p * n + q])
        // Below what could change either eigenvalue.
        guard apq.magnitude > 1e-17 * (app.magnitude * aqq.magnitude).squareRoot(),
          apq.magnitude > 1e-300
        else { continue }
        rotated = true
        let ratio = (aqq - app) / (2 * apq)
        let tangent =
          (ratio >= 0 ? 1.0 : -1.0) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = tangent * cosine
        for k in 0..<n {
          let (akp, akq) = (a[k * n + p], a[k * n + q])
          a[k * n + p] = cosine * akp - sine * akq
          a[k * n + q] = sine * akp + cosine * akq
        }
        for k in 0..<n {
          let (apk, aqk) = (a[p * n + k], a[q * n + k])
          a[p * n + k] = cosine * apk - sine * aqk
          a[q * n + k] = sine * apk + cosine * aqk
          let (vpk, vqk) = (v[p * n + k], v[q * n + k])
          v[p * n + k] = cosine * vpk - sine * vqk
          v[q * n + k] = sine * vpk + cosine * vqk
        }
      }
    }
    return rotated
  }
}
