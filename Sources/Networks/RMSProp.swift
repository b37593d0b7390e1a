import Tensors

/// RMSProp: steps by the gradient over the root of its mean square (spec/00 6.4).
///
/// a = rho a + (1 - rho) g^2; p -= rate g / (sqrt(a) + epsilon).
public struct RMSProp<Scalar: TensorScalar>: Optimiser {
  /// The size of a step.
  public var learningRate: Double
  /// The decay of the mean squared gradient.
  public let rho: Double
  /// Added to the root.
  public let epsilon: Double
  /// What the steps so far have left behind.
  public var state = OptimiserState<Scalar>("squareAverage")

  /// RMSProp with the given settings.
  public init(learningRate: Double, rho: Double = 0.9, epsilon: Double = 1e-8) {
    self.learningRate = learningRate
    self.rho = rho
    self.epsilon = epsilon
  }

  /// Makes one step; one gradient for each parameter, in order, of its shape.
  public mutating func update(
    _ parameters: inout Parameters<Scalar>, gradients: [Tensor<Scalar>]
  ) {
    state.beginStep(parameters, gradients)
    for index in gradients.indices {
      let count = gradients[index].shape.count
      parameters.tensors[index].withMutablePointer { parameter in
        gradients[index].withPointer { gradient in
          state.first[index].withMutablePointer { square in
            Scalar.stepRMSProp(
              parameter, gradient: gradient, squareAverage: square, count: count,
              rate: learningRate, rho: rho, epsilon: epsilon)
          }
        }
      }
    }
  }
}
