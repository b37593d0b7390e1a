import CKernels

/// Steps of the optimisers on one tensor of `count` elements (spec/00 6.4).
///
/// State starts as zeros. A NaN in the gradient becomes a NaN in the parameter, so that divergence
/// is seen. Arrays must not overlap.
public protocol OptimiserKernels {
  /// One step of Adam.
  static func stepAdam(
    _ parameter: UnsafeMutablePointer<Self>, gradient: UnsafePointer<Self>,
    firstMoment: UnsafeMutablePointer<Self>, secondMoment: UnsafeMutablePointer<Self>, count: Int,
    settings: AdamStep)

  /// One step of Adadelta.
  static func stepAdadelta(
    _ parameter: UnsafeMutablePointer<Self>, gradient: UnsafePointer<Self>,
    squareAverage: UnsafeMutablePointer<Self>, updateAverage: UnsafeMutablePointer<Self>,
    count: Int, settings: AdadeltaStep)

  /// One step of RMSProp.
  static func stepRMSProp(
    _ parameter: UnsafeMutablePointer<Self>, gradient: UnsafePointer<Self>,
    squareAverage: UnsafeMutablePointer<Self>, count: Int, rate: Double, rho: Double,
    epsilon: Double)

  /// One step of gradient descent with momentum.
  static func stepSGD(
    _ parameter: UnsafeMutablePointer<Self>, gradient: UnsafePointer<Self>,
    velocity: UnsafeMutablePointer<Self>, count: Int, rate: Double, momentum: Double)
}

/// The numbers of one step of Adam.
public struct AdamStep: Sendable, Hashable {
  /// The learning rate.
  public var rate: Double
  /// The decay of the mean gradient.
  public var beta1: Double
  /// The decay of the mean squared gradient.
  public var beta2: Double
  /// 1 / (1 - beta1^step): makes up for the mean gradient's start at zero.
  public var correction1: Double
  /// 1 / (1 - beta2^step): makes up for the mean squared gradient's start at zero.
  public var correction2: Double
  /// Added to the root of the corrected mean squared gradient.
  public var epsilon: Double

  /// The numbers of step `step`, counted from 1.
  public init(rate: Double, beta1: Double, beta2: Double, epsilon: Double, step: Int) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    correction1 = 1 / (1 - Self.power(beta1, step))
    correction2 = 1 / (1 - Self.power(beta2, step))
  }

  /// By repeated squaring, and not `pow`: the same bits with every mathematics library.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (power, square, remaining) = (1.0, base, exponent)
    while remaining > 0 {
      if remaining & 1 == 1 { power *= square }
      square *= square
      remaining >>= 1
    }
    return power
  }
}

/// The numbers of one step of Adadelta.
public struct AdadeltaStep: Sendable, Hashable {
  /// The learning rate.
  public var rate: Double
  /// The decay of both averages.
  public var rho: Double
  /// Added to both averages under the root.
  public var epsilon: Double
  /// Gradient entries beyond this size are cut back to it; infinity for no clipping.
  public var clip: Double

  /// The given numbers.
  public init(rate: Double, rho: Double, epsilon: Double, clip: Double) {
    self.rate = rate
    self.rho = rho
    self.epsilon = epsilon
    self.clip = clip
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: OptimiserKernels {
  public static func stepAdam(
    _ parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    firstMoment: UnsafeMutablePointer<Float>, secondMoment: UnsafeMutablePointer<Float>,
    count: Int, settings: AdamStep
  ) {
    cw_adam_f32(
      count, settings.rate, settings.beta1, settings.beta2, settings.correction1,
      settings.correction2, settings.epsilon, gradient, firstMoment, secondMoment, parameter)
  }

  public static func stepAdadelta(
    _ parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    squareAverage: UnsafeMutablePointer<Float>, updateAverage: UnsafeMutablePointer<Float>,
    count: Int, settings: AdadeltaStep
  ) {
    cw_adadelta_f32(
      count, settings.rate, settings.rho, settings.epsilon, settings.clip, gradient, squareAverage,
      updateAverage, parameter)
  }

  public static func stepRMSProp(
    _ parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    squareAverage: UnsafeMutablePointer<Float>, count: Int, rate: Double, rho: Double,
    epsilon: Double
  ) {
    cw_rms_prop_f32(count, rate, rho, epsilon, gradient, squareAverage, parameter)
  }

  public static func stepSGD(
    _ parameter: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>, count: Int, rate: Double, momentum: Double
  ) {
    cw_sgd_f32(count, rate, momentum, gradient, velocity, parameter)
  }
}

// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: OptimiserKernels {
  public static func stepAdam(
    _ parameter: UnsafeMutablePointer<Double>, gradient: UnsafePointer<Double>,
    firstMoment: UnsafeMutablePointer<Double>, secondMoment: UnsafeMutablePointer<Double>,
    count: Int, settings: AdamStep
  ) {
    cw_adam_f64(
      count, settings.rate, settings.beta1, settings.beta2, settings.correction1,
      settings.correction2, settings.epsilon, gradient, firstMoment, secondMoment, parameter)
  }

  public static func stepAdadelta(
    _ parameter: UnsafeMutablePointer<Double>, gradient: UnsafePointer<Double>,
    squareAverage: UnsafeMutablePointer<Double>, updateAverage: UnsafeMutablePointer<Double>,
    count: Int, settings: AdadeltaStep
  ) {
    cw_adadelta_f64(
      count, settings.rate, settings.rho, settings.epsilon, settings.clip, gradient, squareAverage,
      updateAverage, parameter)
  }

  public static func stepRMSProp(
    _ parameter: UnsafeMutablePointer<Double>, gradient: UnsafePointer<Double>,
    squareAverage: UnsafeMutablePointer<Double>, count: Int, rate: Double, rho: Double,
    epsilon: Double
  ) {
    cw_rms_prop_f64(count, rate, rho, epsilon, gradient, squareAverage, parameter)
  }

  public static func stepSGD(
    _ parameter: UnsafeMutablePointer<Double>, gradient: UnsafePointer<Double>,
    velocity: UnsafeMutablePointer<Double>, count: Int, rate: Double, momentum: Double
  ) {
    cw_sgd_f64(count, rate, momentum, gradient, velocity, parameter)
  }
}
