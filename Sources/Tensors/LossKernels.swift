import CKernels

/// Softmax over the last axis, and losses.
///
/// Gradient kernels of losses multiply by `upstream`, the gradient with respect to the loss.
public protocol LossKernels {
  /// y = the softmax of each row of x [rows, width].
  static func softmax(
    _ x: UnsafePointer<Self>, rows: Int, width: Int, into y: UnsafeMutablePointer<Self>)

  /// dx = y (dy - sum(dy y)) for each row.
  static func softmaxGradient(
    _ y: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Self>)

  /// y = the logarithm of the softmax of each row of x [rows, width].
  static func logSoftmax(
    _ x: UnsafePointer<Self>, rows: Int, width: Int, into y: UnsafeMutablePointer<Self>)

  /// dx = dy - exp(y) sum(dy) for each row.
  static func logSoftmaxGradient(
    _ y: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Self>)

  /// -(1/rows) sum of weights [b] log softmax(logits [b]) [classes [b]]; keeps the log probabilities.
  static func crossEntropy(
    logits: UnsafePointer<Self>, classes: UnsafePointer<Int32>, weights: UnsafePointer<Self>,
    rows: Int, width: Int, logProbabilities: UnsafeMutablePointer<Self>
  ) -> Self

  /// The gradient of `crossEntropy` with respect to the logits.
  static func crossEntropyGradient(
    logProbabilities: UnsafePointer<Self>, classes: UnsafePointer<Int32>,
    weights: UnsafePointer<Self>, rows: Int, width: Int, upstream: Self,
    into dlogits: UnsafeMutablePointer<Self>)

  /// Squared distance of x to target over the valid events of each sample.
  static func squaredDistances(
    _ x: UnsafePointer<Self>, to target: UnsafePointer<Self>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, into distances: UnsafeMutablePointer<Self>)

  /// dx [b, t, :] = scales [b] (x - target) on valid events, 0 on padding.
  static func scaledDifferences(
    _ x: UnsafePointer<Self>, to target: UnsafePointer<Self>, scales: UnsafePointer<Self>,
    batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into dx: UnsafeMutablePointer<Self>)

  /// Replaces each number by the root of it plus 1e-12; returns the mean of the roots.
  static func meanRoot(_ squared: UnsafeMutablePointer<Self>, count: Int) -> Self

  /// scales = factor / distances
  static func reciprocals(
    of distances: UnsafePointer<Self>, times factor: Self, count: Int,
    into scales: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: LossKernels {
  public static func softmax(
    _ x: UnsafePointer<Float>, rows: Int, width: Int, into y: UnsafeMutablePointer<Float>
  ) {
    cw_softmax_f32(rows, width, x, y)
  }

  public static func softmaxGradient(
    _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Float>
  ) {
    cw_softmax_gradient_f32(rows, width, y, dy, dx)
  }

  public static func logSoftmax(
    _ x: UnsafePointer<Float>, rows: Int, width: Int, into y: UnsafeMutablePointer<Float>
  ) {
    cw_log_softmax_f32(rows, width, x, y)
  }

  public static func logSoftmaxGradient(
    _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Float>
  ) {
    cw_log_softmax_gradient_f32(rows, width, y, dy, dx)
  }

  public static func crossEntropy(
    logits: UnsafePointer<Float>, classes: UnsafePointer<Int32>, weights: UnsafePointer<Float>,
    rows: Int, width: Int, logProbabilities: UnsafeMutablePointer<Float>
  ) -> Float {
    cw_cross_entropy_f32(rows, width, logits, classes, weights, logProbabilities)
  }

  public static func crossEntropyGradient(
    logProbabilities: UnsafePointer<Float>, classes: UnsafePointer<Int32>,
    weights: UnsafePointer<Float>, rows: Int, width: Int, upstream: Float,
    into dlogits: UnsafeMutablePointer<Float>
  ) {
    cw_cross_entropy_gradient_f32(
      rows, width, logProbabilities, classes, weights, upstream, dlogits)
  }

  public static func squaredDistances(
    _ x: UnsafePointer<Float>, to target: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, into distances: UnsafeMutablePointer<Float>
  ) {
    cw_squared_distances_f32(batch, time, width, lengths, x, target, distances)
  }

  public static func scaledDifferences(
    _ x: UnsafePointer<Float>, to target: UnsafePointer<Float>, scales: UnsafePointer<Float>,
    batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into dx: UnsafeMutablePointer<Float>
  ) {
    cw_scaled_differences_f32(batch, time, width, lengths, x, target, scales, dx)
  }

  public static func meanRoot(_ squared: UnsafeMutablePointer<Float>, count: Int) -> Float {
    cw_mean_root_f32(count, squared)
  }

  public static func reciprocals(
    of distances: UnsafePointer<Float>, times factor: Float, count: Int,
    into scales: UnsafeMutablePointer<Float>
  ) {
    cw_reciprocal_scales_f32(count, factor, distances, scales)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: LossKernels {
  public static func softmax(
    _ x: UnsafePointer<Double>, rows: Int, width: Int, into y: UnsafeMutablePointer<Double>
  ) {
    cw_softmax_f64(rows, width, x, y)
  }

  public static func softmaxGradient(
    _ y: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Double>
  ) {
    cw_softmax_gradient_f64(rows, width, y, dy, dx)
  }

  public static func logSoftmax(
    _ x: UnsafePointer<Double>, rows: Int, width: Int, into y: UnsafeMutablePointer<Double>
  ) {
    cw_log_softmax_f64(rows, width, x, y)
  }

  public static func logSoftmaxGradient(
    _ y: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, rows: Int, width: Int,
    into dx: UnsafeMutablePointer<Double>
  ) {
    cw_log_softmax_gradient_f64(rows, width, y, dy, dx)
  }

  public static func crossEntropy(
    logits: UnsafePointer<Double>, classes: UnsafePointer<Int32>, weights: UnsafePointer<Double>,
    rows: Int, width: Int, logProbabilities: UnsafeMutablePointer<Double>
  ) -> Double {
    cw_cross_entropy_f64(rows, width, logits, classes, weights, logProbabilities)
  }

  public static func crossEntropyGradient(
    logProbabilities: UnsafePointer<Double>, classes: UnsafePointer<Int32>,
    weights: UnsafePointer<Double>, rows: Int, width: Int, upstream: Double,
    into dlogits: UnsafeMutablePointer<Double>
  ) {
    cw_cross_entropy_gradient_f64(
      rows, width, logProbabilities, classes, weights, upstream, dlogits)
  }

  public static func squaredDistances(
    _ x: UnsafePointer<Double>, to target: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, into distances: UnsafeMutablePointer<Double>
  ) {
    cw_squared_distances_f64(batch, time, width, lengths, x, target, distances)
  }

  public static func scaledDifferences(
    _ x: UnsafePointer<Double>, to target: UnsafePointer<Double>, scales: UnsafePointer<Double>,
    batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    into dx: UnsafeMutablePointer<Double>
  ) {
    cw_scaled_differences_f64(batch, time, width, lengths, x, target, scales, dx)
  }

  public static func meanRoot(_ squared: UnsafeMutablePointer<Double>, count: Int) -> Double {
    cw_mean_root_f64(count, squared)
  }

  public static func reciprocals(
    of distances: UnsafePointer<Double>, times factor: Double, count: Int,
    into scales: UnsafeMutablePointer<Double>
  ) {
    cw_reciprocal_scales_f64(count, factor, distances, scales)
  }
}
