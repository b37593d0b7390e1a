import CKernels

/// Arithmetic, copies and comparisons, element by element.
///
/// Pointers are to `count` elements. Arrays must not overlap.
public protocol ElementwiseKernels {
  /// Sets every element.
  static func fill(_ y: UnsafeMutablePointer<Self>, count: Int, with value: Self)

  /// y += x
  static func add(_ x: UnsafePointer<Self>, to y: UnsafeMutablePointer<Self>, count: Int)

  /// y -= x
  static func subtract(_ x: UnsafePointer<Self>, from y: UnsafeMutablePointer<Self>, count: Int)

  /// y *= x
  static func multiply(_ y: UnsafeMutablePointer<Self>, by x: UnsafePointer<Self>, count: Int)

  /// y += scale x
  static func add(
    _ x: UnsafePointer<Self>, scaledBy scale: Self, to y: UnsafeMutablePointer<Self>, count: Int)

  /// z = x + y
  static func sum(
    _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, into z: UnsafeMutablePointer<Self>,
    count: Int)

  /// z = x - y
  static func difference(
    _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, into z: UnsafeMutablePointer<Self>,
    count: Int)

  /// z = x y
  static func product(
    _ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, into z: UnsafeMutablePointer<Self>,
    count: Int)

  /// y *= scale
  static func scale(_ y: UnsafeMutablePointer<Self>, by scale: Self, count: Int)

  /// y += addend
  static func add(constant addend: Self, to y: UnsafeMutablePointer<Self>, count: Int)

  /// y = x, converted from single precision.
  static func convert(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// y = x, converted from double precision.
  static func convert(_ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// y = x, converted to another number type.
  static func write<Other: ElementwiseKernels>(
    _ x: UnsafePointer<Self>, as y: UnsafeMutablePointer<Other>, count: Int)

  /// Whether any element is infinite or not a number.
  static func containsNonFinite(_ x: UnsafePointer<Self>, count: Int) -> Bool

  /// Whether every x equals its y; a NaN equals nothing.
  static func allEqual(_ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, count: Int) -> Bool

  /// y [columns, rows] = the transpose of x [rows, columns].
  static func transpose(
    _ x: UnsafePointer<Self>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Self>)

  /// Copies rows of `width` elements whose starts are a stride apart on each side.
  static func copyRows(
    _ rows: Int, width: Int, from x: UnsafePointer<Self>, stride xStride: Int,
    to y: UnsafeMutablePointer<Self>, stride yStride: Int)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: ElementwiseKernels {
  public static func fill(_ y: UnsafeMutablePointer<Float>, count: Int, with value: Float) {
    cw_fill_f32(count, value, y)
  }

  public static func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int) {
    cw_add_f32(count, x, y)
  }

  public static func subtract(
    _ x: UnsafePointer<Float>, from y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_subtract_f32(count, x, y)
  }

  public static func multiply(
    _ y: UnsafeMutablePointer<Float>, by x: UnsafePointer<Float>, count: Int
  ) {
    cw_multiply_f32(count, x, y)
  }

  public static func add(
    _ x: UnsafePointer<Float>, scaledBy scale: Float, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_add_scaled_f32(count, scale, x, y)
  }

  public static func sum(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_sum_of_f32(count, x, y, z)
  }

  public static func difference(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_difference_of_f32(count, x, y, z)
  }

  public static func product(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, into z: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_product_of_f32(count, x, y, z)
  }

  public static func scale(_ y: UnsafeMutablePointer<Float>, by scale: Float, count: Int) {
    cw_scale_f32(count, scale, y)
  }

  public static func add(constant addend: Float, to y: UnsafeMutablePointer<Float>, count: Int) {
    cw_add_constant_f32(count, addend, y)
  }

  public static func convert(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_from_single_f32(count, x, y)
  }

  public static func convert(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_from_double_f32(count, x, y)
  }

  public static func write<Other: ElementwiseKernels>(
    _ x: UnsafePointer<Float>, as y: UnsafeMutablePointer<Other>, count: Int
  ) {
    Other.convert(x, into: y, count: count)
  }

  public static func containsNonFinite(_ x: UnsafePointer<Float>, count: Int) -> Bool {
    cw_contains_non_finite_f32(count, x) != 0
  }

  public static func allEqual(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int)
    -> Bool
  {
    cw_all_equal_f32(count, x, y) != 0
  }

  public static func transpose(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Float>
  ) {
    cw_transpose_f32(rows, columns, x, y)
  }

  public static func copyRows(
    _ rows: Int, width: Int, from x: UnsafePointer<Float>, stride xStride: Int,
    to y: UnsafeMutablePointer<Float>, stride yStride: Int
  ) {
    cw_copy_rows_f32(rows, width, x, xStride, y, yStride)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: ElementwiseKernels {
  public static func fill(_ y: UnsafeMutablePointer<Double>, count: Int, with value: Double) {
    cw_fill_f64(count, value, y)
  }

  public static func add(_ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, count: Int)
  {
    cw_add_f64(count, x, y)
  }

  public static func subtract(
    _ x: UnsafePointer<Double>, from y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_subtract_f64(count, x, y)
  }

  public static func multiply(
    _ y: UnsafeMutablePointer<Double>, by x: UnsafePointer<Double>, count: Int
  ) {
    cw_multiply_f64(count, x, y)
  }

  public static func add(
    _ x: UnsafePointer<Double>, scaledBy scale: Double, to y: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_add_scaled_f64(count, scale, x, y)
  }

  public static func sum(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, into z: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_sum_of_f64(count, x, y, z)
  }

  public static func difference(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, into z: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_difference_of_f64(count, x, y, z)
  }

  public static func product(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, into z: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_product_of_f64(count, x, y, z)
  }

  public static func scale(_ y: UnsafeMutablePointer<Double>, by scale: Double, count: Int) {
    cw_scale_f64(count, scale, y)
  }

  public static func add(constant addend: Double, to y: UnsafeMutablePointer<Double>, count: Int) {
    cw_add_constant_f64(count, addend, y)
  }

  public static func convert(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_from_single_f64(count, x, y)
  }

  public static func convert(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_from_double_f64(count, x, y)
  }

  public static func write<Other: ElementwiseKernels>(
    _ x: UnsafePointer<Double>, as y: UnsafeMutablePointer<Other>, count: Int
  ) {
    Other.convert(x, into: y, count: count)
  }

  public static func containsNonFinite(_ x: UnsafePointer<Double>, count: Int) -> Bool {
    cw_contains_non_finite_f64(count, x) != 0
  }

  public static func allEqual(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int)
    -> Bool
  {
    cw_all_equal_f64(count, x, y) != 0
  }

  public static func transpose(
    _ x: UnsafePointer<Double>, rows: Int, columns: Int, into y: UnsafeMutablePointer<Double>
  ) {
    cw_transpose_f64(rows, columns, x, y)
  }

  public static func copyRows(
    _ rows: Int, width: Int, from x: UnsafePointer<Double>, stride xStride: Int,
    to y: UnsafeMutablePointer<Double>, stride yStride: Int
  ) {
    cw_copy_rows_f64(rows, width, x, xStride, y, yStride)
  }
}
