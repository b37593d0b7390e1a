import CKernels

/// Points on the straight lines between given points (spec/01 8.2, step 2).
public protocol InterpolationKernels {
  /// y [count, width] = a + gap (b - a), with a and b the rows `bases` and `partners` of points.
  ///
  /// Computed in double precision; no result lies beyond a or b, not even by rounding.
  static func interpolateRows(
    of points: UnsafePointer<Self>, width: Int, bases: UnsafePointer<Int>,
    partners: UnsafePointer<Int>, gaps: UnsafePointer<Self>, count: Int,
    into y: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: InterpolationKernels {
  public static func interpolateRows(
    of points: UnsafePointer<Float>, width: Int, bases: UnsafePointer<Int>,
    partners: UnsafePointer<Int>, gaps: UnsafePointer<Float>, count: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_interpolate_rows_f32(count, width, points, bases, partners, gaps, y)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: InterpolationKernels {
  public static func interpolateRows(
    of points: UnsafePointer<Double>, width: Int, bases: UnsafePointer<Int>,
    partners: UnsafePointer<Int>, gaps: UnsafePointer<Double>, count: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_interpolate_rows_f64(count, width, points, bases, partners, gaps, y)
  }
}
