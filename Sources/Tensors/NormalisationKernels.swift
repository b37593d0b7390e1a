import CKernels

/// Batch normalisation of x [batch, time, width] over the valid events of all samples.
///
/// Padding is neither read nor counted, and results on it are 0. Arrays must not overlap.
public protocol NormalisationKernels {
  /// The mean and the variance (divided by the count) of each feature.
  static func batchStatistics(
    _ x: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafeMutablePointer<Self>, variance: UnsafeMutablePointer<Self>)

  /// r = 1 / sqrt(variance + epsilon); normalised = (x - mean) r; y = normalised scale + shift.
  static func batchNormalise(
    _ x: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafePointer<Self>, variance: UnsafePointer<Self>, epsilon: Double,
    scale: UnsafePointer<Self>, shift: UnsafePointer<Self>,
    inverseDeviation: UnsafeMutablePointer<Self>, normalised: UnsafeMutablePointer<Self>,
    into y: UnsafeMutablePointer<Self>)

  /// Gradients of x, scale and shift from `dy`; `ofBatch` says whether the statistics were x's own.
  static func batchNormaliseGradient(
    _ dy: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    inverseDeviation: UnsafePointer<Self>, normalised: UnsafePointer<Self>,
    scale: UnsafePointer<Self>, ofBatch: Bool, dx: UnsafeMutablePointer<Self>,
    dscale: UnsafeMutablePointer<Self>, dshift: UnsafeMutablePointer<Self>)
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: NormalisationKernels {
  public static func batchStatistics(
    _ x: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>
  ) {
    cw_batch_statistics_f32(batch, time, width, lengths, x, mean, variance)
  }

  public static func batchNormalise(
    _ x: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafePointer<Float>, variance: UnsafePointer<Float>, epsilon: Double,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    inverseDeviation: UnsafeMutablePointer<Float>, normalised: UnsafeMutablePointer<Float>,
    into y: UnsafeMutablePointer<Float>
  ) {
    cw_batch_normalise_f32(
      batch, time, width, lengths, x, mean, variance, epsilon, scale, shift, inverseDeviation,
      normalised, y)
  }

  public static func batchNormaliseGradient(
    _ dy: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    inverseDeviation: UnsafePointer<Float>, normalised: UnsafePointer<Float>,
    scale: UnsafePointer<Float>, ofBatch: Bool, dx: UnsafeMutablePointer<Float>,
    dscale: UnsafeMutablePointer<Float>, dshift: UnsafeMutablePointer<Float>
  ) {
    cw_batch_normalise_gradient_f32(
      batch, time, width, lengths, inverseDeviation, normalised, scale, ofBatch ? 1 : 0, dy, dx,
      dscale, dshift)
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: NormalisationKernels {
  public static func batchStatistics(
    _ x: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafeMutablePointer<Double>, variance: UnsafeMutablePointer<Double>
  ) {
    cw_batch_statistics_f64(batch, time, width, lengths, x, mean, variance)
  }

  public static func batchNormalise(
    _ x: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    mean: UnsafePointer<Double>, variance: UnsafePointer<Double>, epsilon: Double,
    scale: UnsafePointer<Double>, shift: UnsafePointer<Double>,
    inverseDeviation: UnsafeMutablePointer<Double>, normalised: UnsafeMutablePointer<Double>,
    into y: UnsafeMutablePointer<Double>
  ) {
    cw_batch_normalise_f64(
      batch, time, width, lengths, x, mean, variance, epsilon, scale, shift, inverseDeviation,
      normalised, y)
  }

  public static func batchNormaliseGradient(
    _ dy: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    inverseDeviation: UnsafePointer<Double>, normalised: UnsafePointer<Double>,
    scale: UnsafePointer<Double>, ofBatch: Bool, dx: UnsafeMutablePointer<Double>,
    dscale: UnsafeMutablePointer<Double>, dshift: UnsafeMutablePointer<Double>
  ) {
    cw_batch_normalise_gradient_f64(
      batch, time, width, lengths, inverseDeviation, normalised, scale, ofBatch ? 1 : 0, dy, dx,
      dscale, dshift)
  }
}
