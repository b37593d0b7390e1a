// Matrix products, transposes and sums over rows.

extension Tensor {
  /// The matrix product of two matrices, either of which can be transposed on the way.
  ///
  /// - Parameters:
  ///   - first: [rows, inner], or [inner, rows] if transposed.
  ///   - second: [inner, columns], or [columns, inner] if transposed.
  ///   - transposingFirst: whether to transpose `first`.
  ///   - transposingSecond: whether to transpose `second`.
  /// - Returns: [rows, columns].
  public static func matrixProduct(
    _ first: Tensor, _ second: Tensor, transposingFirst: Bool = false,
    transposingSecond: Bool = false
  ) -> Tensor {
    precondition(
      first.shape.rank == 2 && second.shape.rank == 2,
      "A matrix product of tensors \(first.shape) and \(second.shape).")
    let rows = first.shape[transposingFirst ? 1 : 0]
    let inner = first.shape[transposingFirst ? 0 : 1]
    let columns = second.shape[transposingSecond ? 0 : 1]
    precondition(
      second.shape[transposingSecond ? 1 : 0] == inner,
      "A matrix product of tensors \(first.shape) and \(second.shape).")
    return Tensor(shape: [rows, columns]) { result in
      withPointers(first, second) { a, b in
        Scalar.matrixProduct(
          a, stride: first.shape[1], transposed: transposingFirst, b, stride: second.shape[1],
          transposed: transposingSecond, rows: rows, columns: columns, inner: inner, scale: 1,
          keep: 0, into: result, stride: columns)
      }
    }
  }

  /// The transpose of a matrix.
  public func transposed2D() -> Tensor {
    precondition(shape.rank == 2, "A transpose of a tensor \(shape).")
    return Tensor(shape: [shape[1], shape[0]]) { result in
      withPointer { Scalar.transpose($0, rows: shape[0], columns: shape[1], into: result) }
    }
  }

  /// The sums over all axes but the last: [..., width] -> [width].
  public func columnSums() -> Tensor {
    let width = shape[-1]
    return Tensor(shape: [width]) { result in
      withPointer { Scalar.columnSums($0, rows: rowCount, width: width, into: result) }
    }
  }

  /// The product of all extents but the last.
  package var rowCount: Int {
    (0..<max(shape.rank - 1, 0)).reduce(1) { $0 * shape[$1] }
  }
}
