import CKernels

/// Activation functions and their derivatives.
///
/// A gradient kernel takes dy, the gradient with respect to the output, and gives dx, with respect
/// to the input. It uses the output y where that is enough, otherwise the input x.
public protocol ActivationKernels {
  /// y = tanh(x)
  static func tanh(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// dx = dy (1 - y y)
  static func tanhGradient(
    _ y: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int)

  /// y = 1 / (1 + exp(-x))
  static func logistic(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// dx = dy y (1 - y)
  static func logisticGradient(
    _ y: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int)

  /// y = min(max(0.2 x + 0.5, 0), 1)
  static func hardLogistic(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// dx = 0.2 dy where 0 < y < 1, else 0
  static func hardLogisticGradient(
    _ y: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int)

  /// y = x where x > 0, else slope x
  static func leakyReLU(
    slope: Self, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// dx = dy where x > 0, else slope dy
  static func leakyReLUGradient(
    slope: Self, _ x: UnsafePointer<Self>, _ dy: UnsafePointer<Self>,
    into dx: UnsafeMutablePointer<Self>, count: Int)

  /// y = log(1 + exp(x)), finite for every finite x
  static func softplus(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)

  /// dx = dy / (1 + exp(-x))
  static func softplusGradient(
    _ x: UnsafePointer<Self>, _ dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>,
    count: Int)

  /// y = exp(x)
  static func exponential(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: ActivationKernels {
  public static func tanh(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_tanh_f32(count, x, y)
  }

  public static func tanhGradient(
    _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_tanh_gradient_f32(count, y, dy, dx)
  }

  public static func logistic(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_logistic_f32(count, x, y)
  }

  public static func logisticGradient(
    _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_logistic_gradient_f32(count, y, dy, dx)
  }

  public static func hardLogistic(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_hard_logistic_f32(count, x, y)
  }

  public static func hardLogisticGradient(
    _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_hard_logistic_gradient_f32(count, y, dy, dx)
  }

  public static func leakyReLU(
    slope: Float, _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_leaky_relu_f32(count, slope, x, y)
  }

  public static func leakyReLUGradient(
    slope: Float, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
    into dx: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_leaky_relu_gradient_f32(count, slope, x, dy, dx)
  }

  public static func softplus(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_softplus_f32(count, x, y)
  }

  public static func softplusGradient(
    _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    cw_softplus_gradient_f32(count, x, dy, dx)
  }

  public static func exponential(
    _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int
  ) {
    cw_exponential_f32(count, x, y)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: ActivationKernels {
  public static func tanh(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_tanh_f64(count, x, y)
  }

  public static func tanhGradient(
    _ y: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_tanh_gradient_f64(count, y, dy, dx)
  }

  public static func logistic(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_logistic_f64(count, x, y)
  }

  public static func logisticGradient(
    _ y: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_logistic_gradient_f64(count, y, dy, dx)
  }

  public static func hardLogistic(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_hard_logistic_f64(count, x, y)
  }

  public static func hardLogisticGradient(
    _ y: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_hard_logistic_gradient_f64(count, y, dy, dx)
  }

  public static func leakyReLU(
    slope: Double, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_leaky_relu_f64(count, slope, x, y)
  }

  public static func leakyReLUGradient(
    slope: Double, _ x: UnsafePointer<Double>, _ dy: UnsafePointer<Double>,
    into dx: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_leaky_relu_gradient_f64(count, slope, x, dy, dx)
  }

  public static func softplus(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_softplus_f64(count, x, y)
  }

  public static func softplusGradient(
    _ x: UnsafePointer<Double>, _ dy: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
    count: Int
  ) {
    cw_softplus_gradient_f64(count, x, dy, dx)
  }

  public static func exponential(
    _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
  ) {
    cw_exponential_f64(count, x, y)
  }
}
