import Tensors

/// Stochastic gradient descent, with momentum if wanted (spec/00 6.4).
///
/// b = momentum b + g; p -= rate b.
public struct SGD<Scalar: TensorScalar>: Optimiser {
  /// The size of a step.
  public var learningRate: Double
  /// How much of the previous step is kept; 0 for plain descent.
  public let momentum: Double
  /// What the steps so far have left behind.
  public var state = OptimiserState<Scalar>("velocity")

  /// Descent with the given settings.
  public init(learningRate: Double, momentum: Double = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
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
          state.first[index].withMutablePointer { velocity in
            Scalar.stepSGD(
              parameter, gradient: gradient, velocity: velocity, count: count, rate: learningRate,
              momentum: momentum)
          }
        }
      }
    }
  }
}
