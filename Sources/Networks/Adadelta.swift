import Tensors

/// Adadelta: steps in the units of the parameters, without a rate to tune (spec/00 6.4).
///
/// a = rho a + (1 - rho) g^2; u = g sqrt(d + epsilon) / sqrt(a + epsilon); p -= rate u;
/// d = rho d + (1 - rho) u^2; each entry of g is first clipped to [-clip, clip].
public struct Adadelta<Scalar: TensorScalar>: Optimiser {
  /// The size of a step.
  public var learningRate: Double
  /// The decay of both averages.
  public let rho: Double
  /// Added to both averages under the root.
  public let epsilon: Double
  /// Gradient entries beyond this size are cut back to it; infinity for no clipping.
  public let clip: Double
  /// What the steps so far have left behind.
  public var state = OptimiserState<Scalar>("squareAverage", "updateAverage")

  /// Adadelta with the given settings; the defaults are those of family A's classifiers.
  public init(
    learningRate: Double = 1, rho: Double = 0.95, epsilon: Double = 1e-8, clip: Double = 100
  ) {
    self.learningRate = learningRate
    self.rho = rho
    self.epsilon = epsilon
    self.clip = clip
  }

  /// Makes one step; one gradient for each parameter, in order, of its shape.
  public mutating func update(
    _ parameters: inout Parameters<Scalar>, gradients: [Tensor<Scalar>]
  ) {
    state.beginStep(parameters, gradients)
    let settings = AdadeltaStep(
      rate: learningRate, rho: rho, epsilon: epsilon, clip: clip)
    for index in gradients.indices {
      let count = gradients[index].shape.count
      parameters.tensors[index].withMutablePointer { parameter in
        gradients[index].withPointer { gradient in
          state.first[index].withMutablePointer { square in
            state.second[index].withMutablePointer { update in
              Scalar.stepAdadelta(
                parameter, gradient: gradient, squareAverage: square, updateAverage: update,
                count: count, settings: settings)
            }
          }
        }
      }
    }
  }
}
