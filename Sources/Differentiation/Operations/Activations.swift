import Tensors

extension Variable {
  /// The hyperbolic tangent of every element.
  public func tanh() -> Variable { activated(.tanh) }

  /// The logistic function 1 / (1 + exp(-x)) of every element.
  public func sigmoid() -> Variable { activated(.logistic) }

  /// The hard sigmoid min(max(0.2 x + 0.5, 0), 1) of every element (spec/00 section 6.1).
  public func hardSigmoid() -> Variable { activated(.hardLogistic) }

  /// max(x, 0) of every element; the derivative at 0 is 0.
  public func relu() -> Variable { activated(.leakyReLU(slope: 0)) }

  /// x where positive, else `slope` x (spec/00 section 6.4); the derivative at 0 is `slope`.
  public func leakyReLU(slope: Scalar) -> Variable { activated(.leakyReLU(slope: slope)) }

  /// log(1 + exp(x)) of every element, finite for every finite x.
  public func softplus() -> Variable { activated(.softplus) }

  /// exp(x) of every element.
  public func exponential() -> Variable { activated(.exponential) }

  private func activated(_ function: Activation<Scalar>) -> Variable {
    let output = function.value(of: value)
    return Tape.record(output, from: [self]) {
      ActivationRule(function: function, kept: function.derivativeNeedsInput ? value : output)
    }
  }
}

/// The functions of one number, and their derivatives.
enum Activation<Scalar: TensorScalar> {
  case tanh, logistic, hardLogistic, softplus, exponential
  case leakyReLU(slope: Scalar)

  /// Whether `gradient` takes the input; otherwise it takes the output.
  var derivativeNeedsInput: Bool {
    switch self {
    case .tanh, .logistic, .hardLogistic, .exponential: false
    case .leakyReLU, .softplus: true
    }
  }

  func value(of input: Tensor<Scalar>) -> Tensor<Scalar> {
    let count = input.shape.count
    return Tensor(shape: input.shape) { y in
      input.withPointer { x in
        switch self {
        case .tanh: Scalar.tanh(x, into: y, count: count)
        case .logistic: Scalar.logistic(x, into: y, count: count)
        case .hardLogistic: Scalar.hardLogistic(x, into: y, count: count)
        case .leakyReLU(let slope): Scalar.leakyReLU(slope: slope, x, into: y, count: count)
        case .softplus: Scalar.softplus(x, into: y, count: count)
        case .exponential: Scalar.exponential(x, into: y, count: count)
        }
      }
    }
  }

  /// `gradient`, with respect to the output, times the derivative.
  func derivative(
    at kept: Tensor<Scalar>, times gradient: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let count = kept.shape.count
    return Tensor(shape: kept.shape) { dx in
      withPointers(kept, gradient) { kept, dy in
        switch self {
        case .tanh: Scalar.tanhGradient(kept, dy, into: dx, count: count)
        case .logistic: Scalar.logisticGradient(kept, dy, into: dx, count: count)
        case .hardLogistic: Scalar.hardLogisticGradient(kept, dy, into: dx, count: count)
        case .leakyReLU(let slope):
          Scalar.leakyReLUGradient(slope: slope, kept, dy, into: dx, count: count)
        case .softplus: Scalar.softplusGradient(kept, dy, into: dx, count: count)
        case .exponential: Scalar.product(kept, dy, into: dx, count: count)
        }
      }
    }
  }
}

private struct ActivationRule<Scalar: TensorScalar>: GradientRule {
  let function: Activation<Scalar>
  let kept: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [outputs[0].map { function.derivative(at: kept, times: $0) }]
  }
}
