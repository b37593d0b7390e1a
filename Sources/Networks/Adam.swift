import Tensors

/// Adam: steps by the mean gradient over the root of the mean squared gradient (spec/00 6.4).
///
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
/// p -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon).
public struct Adam<Scalar: TensorScalar>: Optimiser {
  /// The size of a step.
  public var learningRate: Double
  /// The decay of the mean gradient.
  public let beta1: Double
  /// The decay of the mean squared gradient.
  public let beta2: Double
  /// Added to the corrected root.
  public let epsilon: Double
  /// What the steps so far have left behind.
  public var state = OptimiserState<Scalar>("firstMoment", "secondMoment")

  /// Adam with the given settings; the defaults of the decays are those of family A's networks.
  public init(
    learningRate: Double, beta1: Double = 0.5, beta2: Double = 0.9, epsilon: Double = 1e-8
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// Makes one step; one gradient for each parameter, in order, of its shape.
  public mutating func update(
    _ parameters: inout Parameters<Scalar>, gradients: [Tensor<Scalar>]
  ) {
    state.beginStep(parameters, gradients)
    let settings = AdamStep(
      rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: state.step)
    for index in gradients.indices {
      let count = gradients[index].shape.count
      parameters.tensors[index].withMutablePointer { parameter in
        gradients[index].withPointer { gradient in
          state.first[index].withMutablePointer { first in
            state.second[index].withMutablePointer { second in
              Scalar.stepAdam(
                parameter, gradient: gradient, firstMoment: first, secondMoment: second,
                count: count, settings: settings)
            }
          }
        }
      }
    }
  }
}
