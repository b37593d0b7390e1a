import CKernels

/// Attention pooling: a softmax over the valid events of each sample and their weighted sum.
public protocol AttentionKernels {
  /// weights [b, t] = exp(scores [b, t]) / (sum over valid s of exp(scores [b, s]) + epsilon), 0 on
  /// padding; context [b, :] = the sum of weights [b, t] x [b, t, :]. Length 0 gives zeros.
  static func softmaxPool(
    _ x: UnsafePointer<Self>, scores: UnsafePointer<Self>, epsilon: Self, batch: Int, time: Int,
    width: Int, lengths: UnsafePointer<Int32>, weights: UnsafeMutablePointer<Self>,
    context: UnsafeMutablePointer<Self>)

  /// The gradients of `softmaxPool` with respect to x and scores, 0 on padding; nil is not computed.
  static func softmaxPoolGradient(
    _ x: UnsafePointer<Self>, weights: UnsafePointer<Self>, context: UnsafePointer<Self>,
    gradient: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    dx: UnsafeMutablePointer<Self>?, dscores: UnsafeMutablePointer<Self>?)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: AttentionKernels {
  public static func softmaxPool(
    _ x: UnsafePointer<Float>, scores: UnsafePointer<Float>, epsilon: Float, batch: Int, time: Int,
    width: Int, lengths: UnsafePointer<Int32>, weights: UnsafeMutablePointer<Float>,
    context: UnsafeMutablePointer<Float>
  ) {
    cw_softmax_pool_f32(batch, time, width, lengths, x, scores, epsilon, weights, context)
  }

  public static func softmaxPoolGradient(
    _ x: UnsafePointer<Float>, weights: UnsafePointer<Float>, context: UnsafePointer<Float>,
    gradient: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, dx: UnsafeMutablePointer<Float>?,
    dscores: UnsafeMutablePointer<Float>?
  ) {
    cw_softmax_pool_gradient_f32(
      batch, time, width, lengths, x, weights, context, gradient, dx, dscores)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: AttentionKernels {
  public static func softmaxPool(
    _ x: UnsafePointer<Double>, scores: UnsafePointer<Double>, epsilon: Double, batch: Int,
    time: Int, width: Int, lengths: UnsafePointer<Int32>, weights: UnsafeMutablePointer<Double>,
    context: UnsafeMutablePointer<Double>
  ) {
    cw_softmax_pool_f64(batch, time, width, lengths, x, scores, epsilon, weights, context)
  }

  public static func softmaxPoolGradient(
    _ x: UnsafePointer<Double>, weights: UnsafePointer<Double>, context: UnsafePointer<Double>,
    gradient: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, dx: UnsafeMutablePointer<Double>?,
    dscores: UnsafeMutablePointer<Double>?
  ) {
    cw_softmax_pool_gradient_f64(
      batch, time, width, lengths, x, weights, context, gradient, dx, dscores)
  }
}
