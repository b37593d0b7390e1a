import Differentiation
import Networks
import Tensors

@testable import GenerativeOversampling

extension GANAutoencoderModel {
  /// The gradient penalty of the critic at given points and its gradient by the critic's weights.
  func penalty(
    at points: Tensor<Scalar>, lengths: [Int32], mode: Mode = .inference
  ) -> (value: Scalar, gradients: [Tensor<Scalar>]) {
    let frozen = criticParameters.frozen
    let penalty = GradientPenalty(at: points, lengths: lengths) {
      critic($0, lengths: lengths, weights: frozen, mode: mode)
    }
    let tape = Tape<Scalar>()
    let weights = criticParameters.trainable(on: tape)
    let carrier = penalty.differentiable(at: points) {
      critic($0, lengths: lengths, weights: weights, mode: mode)
    }
    return (penalty.value, weights.gradients(of: carrier, on: tape))
  }
}
