import Tensors

// The operations of the critic on dual numbers, each written with recorded operations on variables.
//
// Weights, masks and lengths do not change along the direction: only the inputs do. Linear
// operations act on value and tangent alike; a nonlinear one multiplies the tangent by its
// derivative, recorded where that depends on the value smoothly.

extension Dual {
  /// A value that does not change along the direction.
  public init(constant value: Variable<Scalar>) {
    self.init(value: value, tangent: Variable(.zeros(value.shape)))
  }

  /// The extents of value and tangent.
  public var shape: Shape { value.shape }

  /// The sum of two tensors of one shape.
  public static func + (first: Dual, second: Dual) -> Dual {
    Dual(value: first.value + second.value, tangent: first.tangent + second.tangent)
  }

  /// The difference of two tensors of one shape.
  public static func - (first: Dual, second: Dual) -> Dual {
    Dual(value: first.value - second.value, tangent: first.tangent - second.tangent)
  }

  /// The product, element by element, of two tensors of one shape.
  public static func * (first: Dual, second: Dual) -> Dual {
    Dual(
      value: first.value * second.value,
      tangent: first.tangent * second.value + first.value * second.tangent)
  }

  /// Every element multiplied by the same constant.
  public func scaled(by factor: Scalar) -> Dual { linear { $0.scaled(by: factor) } }

  /// The matrix product with a weight, for every event: [..., inputs] x [inputs, outputs].
  public func matrixProduct(_ weight: Variable<Scalar>) -> Dual {
    linear { $0.matrixProduct(weight) }
  }

  /// A vector added to every event: [..., outputs] + [outputs].
  public func adding(bias: Variable<Scalar>) -> Dual {
    Dual(value: value.adding(bias: bias), tangent: tangent)
  }

  /// x where positive, else `slope` x.
  public func leakyReLU(slope: Scalar) -> Dual {
    // The derivative is constant on both sides of 0, so it enters as a constant mask.
    let ones = Tensor<Scalar>(repeating: 1, shape: shape)
    let slopes = Activation.leakyReLU(slope: slope).derivative(at: value.value, times: ones)
    return Dual(value: value.leakyReLU(slope: slope), tangent: tangent.multiplied(by: slopes))
  }

  /// max(x, 0) of every element.
  public func relu() -> Dual { leakyReLU(slope: 0) }

  /// The hyperbolic tangent of every element.
  public func tanh() -> Dual {
    let output = value.tanh()
    return Dual(value: output, tangent: tangent - tangent * (output * output))
  }

  /// The logistic function 1 / (1 + exp(-x)) of every element.
  public func sigmoid() -> Dual {
    let output = value.sigmoid()
    return Dual(value: output, tangent: tangent * (output - output * output))
  }

  /// Every element multiplied by that of a constant mask of the same shape.
  public func multiplied(by mask: Tensor<Scalar>) -> Dual { linear { $0.multiplied(by: mask) } }

  /// Every event multiplied by a constant mask [batch, width], the same at all times.
  public func multiplied(overTimeBy mask: Tensor<Scalar>) -> Dual {
    linear { $0.multiplied(overTimeBy: mask) }
  }

  /// Valid events unchanged, padding exactly 0.
  public func maskedBeyond(lengths: [Int32]) -> Dual {
    linear { $0.maskedBeyond(lengths: lengths) }
  }

  /// This and another tensor side by side along the last axis.
  public func concatenated(with other: Dual) -> Dual {
    Dual(
      value: value.concatenated(with: other.value),
      tangent: tangent.concatenated(with: other.tangent))
  }

  /// The last valid event of each sample: [batch, time, width] -> [batch, width].
  public func atLastEvent(lengths: [Int32]) -> Dual { linear { $0.atLastEvent(lengths: lengths) } }

  /// The first event of each sample: [batch, time, width] -> [batch, width].
  public func atFirstEvent() -> Dual { linear { $0.atFirstEvent() } }

  /// The events at one time: [batch, time, width] -> [batch, width].
  public func atTime(_ time: Int) -> Dual { linear { $0.atTime(time) } }

  /// The same elements under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Dual { linear { $0.reshaped(shape) } }

  /// The sum of all elements, as a tensor of rank 0.
  public func sum() -> Dual { linear { $0.sum() } }

  /// The mean of all elements, as a tensor of rank 0.
  public func mean() -> Dual { linear { $0.mean() } }

  private func linear(_ map: (Variable<Scalar>) -> Variable<Scalar>) -> Dual {
    Dual(value: map(value), tangent: map(tangent))
  }
}
