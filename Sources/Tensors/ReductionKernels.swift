import CKernels

/// Sums, in an order that depends on nothing but the shapes.
///
/// Sums to one number accumulate in double precision.
public protocol ReductionKernels {
  /// The sum of x.
  static func sum(_ x: UnsafePointer<Self>, count: Int) -> Self

  /// The sum of x y; both may be the same array.
  static func dot(_ x: UnsafePointer<Self>, _ y: UnsafePointer<Self>, count: Int) -> Self

  /// sums [width] = the sum over the rows of x [rows, width].
  static func columnSums(
    _ x: UnsafePointer<Self>, rows: Int, width: Int, into sums: UnsafeMutablePointer<Self>)

  /// sums [batch, width] = the sum over time of x [batch, time, width].
  static func sumOverTime(
    _ x: UnsafePointer<Self>, batch: Int, time: Int, width: Int,
    into sums: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: ReductionKernels {
  public static func sum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    cw_sum_f32(count, x)
  }

  public static func dot(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int) -> Float
  {
    cw_dot_f32(count, x, y)
  }

  public static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, width: Int, into sums: UnsafeMutablePointer<Float>
  ) {
    cw_column_sums_f32(rows, width, x, sums)
  }

  public static func sumOverTime(
    _ x: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    cw_sum_over_time_f32(batch, time, width, x, sums)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: ReductionKernels {
  public static func sum(_ x: UnsafePointer<Double>, count: Int) -> Double {
    cw_sum_f64(count, x)
  }

  public static func dot(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int)
    -> Double
  {
    cw_dot_f64(count, x, y)
  }

  public static func columnSums(
    _ x: UnsafePointer<Double>, rows: Int, width: Int, into sums: UnsafeMutablePointer<Double>
  ) {
    cw_column_sums_f64(rows, width, x, sums)
  }

  public static func sumOverTime(
    _ x: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    into sums: UnsafeMutablePointer<Double>
  ) {
    cw_sum_over_time_f64(batch, time, width, x, sums)
  }
}
