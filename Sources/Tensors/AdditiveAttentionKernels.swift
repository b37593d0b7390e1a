import CKernels

/// Additive attention: events are scored by a query, and their mean is weighted by the softmax of the
/// scores.
public protocol AdditiveAttentionKernels {
  /// scores [b, t] = the sum over j of v [j] tanh(query [b, j] + keys [b, t, j]), 0 on padding;
  /// weights [batch, time] and context [batch, width] as `softmaxPool` makes them of x and scores.
  static func additiveAttention(
    _ x: UnsafePointer<Self>, keys: UnsafePointer<Self>, query: UnsafePointer<Self>,
    v: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    scores: UnsafeMutablePointer<Self>, weights: UnsafeMutablePointer<Self>,
    context: UnsafeMutablePointer<Self>)

  /// The gradients of the context with respect to x, keys, query and v, 0 on padding; `row` is room
  /// for `width` numbers, and dx may be nil.
  static func additiveAttentionGradient(
    _ x: UnsafePointer<Self>, keys: UnsafePointer<Self>, query: UnsafePointer<Self>,
    v: UnsafePointer<Self>, weights: UnsafePointer<Self>, context: UnsafePointer<Self>,
    gradient: UnsafePointer<Self>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    row: UnsafeMutablePointer<Self>, dx: UnsafeMutablePointer<Self>?,
    dkeys: UnsafeMutablePointer<Self>, dquery: UnsafeMutablePointer<Self>,
    dv: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: AdditiveAttentionKernels {
  public static func additiveAttention(
    _ x: UnsafePointer<Float>, keys: UnsafePointer<Float>, query: UnsafePointer<Float>,
    v: UnsafePointer<Float>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    scores: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>,
    context: UnsafeMutablePointer<Float>
  ) {
    cw_additive_attention_f32(
      batch, time, width, lengths, x, keys, query, v, scores, weights, context)
  }

  public static func additiveAttentionGradient(
    _ x: UnsafePointer<Float>, keys: UnsafePointer<Float>, query: UnsafePointer<Float>,
    v: UnsafePointer<Float>, weights: UnsafePointer<Float>, context: UnsafePointer<Float>,
    gradient: UnsafePointer<Float>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, row: UnsafeMutablePointer<Float>,
    dx: UnsafeMutablePointer<Float>?, dkeys: UnsafeMutablePointer<Float>,
    dquery: UnsafeMutablePointer<Float>, dv: UnsafeMutablePointer<Float>
  ) {
    cw_additive_attention_gradient_f32(
      batch, time, width, lengths, x, keys, query, v, weights, context, gradient, row, dx, dkeys,
      dquery, dv)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: AdditiveAttentionKernels {
  public static func additiveAttention(
    _ x: UnsafePointer<Double>, keys: UnsafePointer<Double>, query: UnsafePointer<Double>,
    v: UnsafePointer<Double>, batch: Int, time: Int, width: Int, lengths: UnsafePointer<Int32>,
    scores: UnsafeMutablePointer<Double>, weights: UnsafeMutablePointer<Double>,
    context: UnsafeMutablePointer<Double>
  ) {
    cw_additive_attention_f64(
      batch, time, width, lengths, x, keys, query, v, scores, weights, context)
  }

  public static func additiveAttentionGradient(
    _ x: UnsafePointer<Double>, keys: UnsafePointer<Double>, query: UnsafePointer<Double>,
    v: UnsafePointer<Double>, weights: UnsafePointer<Double>, context: UnsafePointer<Double>,
    gradient: UnsafePointer<Double>, batch: Int, time: Int, width: Int,
    lengths: UnsafePointer<Int32>, row: UnsafeMutablePointer<Double>,
    dx: UnsafeMutablePointer<Double>?, dkeys: UnsafeMutablePointer<Double>,
    dquery: UnsafeMutablePointer<Double>, dv: UnsafeMutablePointer<Double>
  ) {
    cw_additive_attention_gradient_f64(
      batch, time, width, lengths, x, keys, query, v, weights, context, gradient, row, dx, dkeys,
      dquery, dv)
  }
}
