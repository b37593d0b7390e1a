import CKernels

/// Choosing and masking events of padded sequences x [batch, time, width].
///
/// Each length is at most `time`; what lies behind it is never read.
public protocol SequenceKernels {
  /// y [batch, width] = the last valid event of each sample; zeros where the length is 0.
  static func gatherLast(
    _ x: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Self>)

  /// x = zeros but for the last valid event of each sample, which is y's row.
  static func scatterLast(
    _ y: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into x: UnsafeMutablePointer<Self>)

  /// y = x on valid events, exactly 0 on padding.
  static func maskPadding(
    _ x: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Self>)

  /// y [b, t, :] = x [b, t, :] mask [b, :]
  static func multiplyOverTime(
    _ x: UnsafePointer<Self>, by mask: UnsafePointer<Self>, batch: Int, time: Int, width: Int,
    into y: UnsafeMutablePointer<Self>)

  /// x [b, t, :] = y [b, :] for every t.
  static func repeatOverTime(
    _ y: UnsafePointer<Self>, batch: Int, time: Int, width: Int, into x: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: SequenceKernels {
  public static func gatherLast(
    _ x: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_gather_last_f32(batch, time, width, lengths, x, y)
  }

  public static func scatterLast(
    _ y: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into x: UnsafeMutablePointer<Float>
  ) {
    cw_scatter_last_f32(batch, time, width, lengths, y, x)
  }

  public static func maskPadding(
    _ x: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_mask_padding_f32(batch, time, width, lengths, x, y)
  }

  public static func multiplyOverTime(
    _ x: UnsafePointer<Float>, by mask: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_multiply_over_time_f32(batch, time, width, x, mask, y)
  }

  public static func repeatOverTime(
    _ y: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    into x: UnsafeMutablePointer<Float>
  ) {
    cw_repeat_over_time_f32(batch, time, width, y, x)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: SequenceKernels {
  public static func gatherLast(
    _ x: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_gather_last_f64(batch, time, width, lengths, x, y)
  }

  public static func scatterLast(
    _ y: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into x: UnsafeMutablePointer<Double>
  ) {
    cw_scatter_last_f64(batch, time, width, lengths, y, x)
  }

  public static func maskPadding(
    _ x: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_mask_padding_f64(batch, time, width, lengths, x, y)
  }

  public static func multiplyOverTime(
    _ x: UnsafePointer<Double>, by mask: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_multiply_over_time_f64(batch, time, width, x, mask, y)
  }

  public static func repeatOverTime(
    _ y: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    into x: UnsafeMutablePointer<Double>
  ) {
    cw_repeat_over_time_f64(batch, time, width, y, x)
  }
}
