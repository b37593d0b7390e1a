import CKernels

/// Matrix products, by OpenBLAS on one thread.
public protocol MatrixKernels {
  /// c = scale op(a) op(b) + keep c, where op transposes if asked.
  ///
  /// op(a) is [rows, inner], op(b) [inner, columns], c [rows, columns]. Each stride is the distance
  /// between the starts of consecutive rows as stored. With `keep` 0, c need not be initialised.
  static func matrixProduct(
    _ a: UnsafePointer<Self>, stride aStride: Int, transposed transposeA: Bool,
    _ b: UnsafePointer<Self>, stride bStride: Int, transposed transposeB: Bool, rows: Int,
    columns: Int, inner: Int, scale: Self, keep: Self, into c: UnsafeMutablePointer<Self>,
    stride cStride: Int)

  /// y = x + bias for each of the rows of x [rows, width]; x may be y.
  static func add(
    bias: UnsafePointer<Self>, toRowsOf x: UnsafePointer<Self>, rows: Int, width: Int,
    into y: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: MatrixKernels {
  public static func matrixProduct(
    _ a: UnsafePointer<Float>, stride aStride: Int, transposed transposeA: Bool,
    _ b: UnsafePointer<Float>, stride bStride: Int, transposed transposeB: Bool, rows: Int,
    columns: Int, inner: Int, scale: Float, keep: Float, into c: UnsafeMutablePointer<Float>,
    stride cStride: Int
  ) {
    cw_matrix_product_f32(
      transposeA ? 1 : 0, transposeB ? 1 : 0, rows, columns, inner, scale, a, aStride, b, bStride,
      keep, c, cStride)
  }

  public static func add(
    bias: UnsafePointer<Float>, toRowsOf x: UnsafePointer<Float>, rows: Int, width: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_add_bias_f32(rows, width, x, bias, y)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: MatrixKernels {
  public static func matrixProduct(
    _ a: UnsafePointer<Double>, stride aStride: Int, transposed transposeA: Bool,
    _ b: UnsafePointer<Double>, stride bStride: Int, transposed transposeB: Bool, rows: Int,
    columns: Int, inner: Int, scale: Double, keep: Double, into c: UnsafeMutablePointer<Double>,
    stride cStride: Int
  ) {
    cw_matrix_product_f64(
      transposeA ? 1 : 0, transposeB ? 1 : 0, rows, columns, inner, scale, a, aStride, b, bStride,
      keep, c, cStride)
  }

  public static func add(
    bias: UnsafePointer<Double>, toRowsOf x: UnsafePointer<Double>, rows: Int, width: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_add_bias_f64(rows, width, x, bias, y)
  }
}
