import Differentiation
import Networks
import Tensors

@testable import GenerativeOversampling

extension GradientPenalty {
  /// The penalty of a critic that reads the hidden sequences of events only.
  init(
    at points: Tensor<Scalar>, lengths: [Int32], settings: PenaltySettings = PenaltySettings(),
    critic: (Variable<Scalar>) -> Variable<Scalar>
  ) {
    self.init(
      at: HiddenSequences(events: points), lengths: HiddenLengths(events: lengths),
      settings: settings
    ) { critic($0.events) }
  }
}

extension GANAutoencoderModel {
  /// The gradient penalty of the critic at given points and its gradient by the critic's weights.
  func penalty(
    at points: HiddenSequences<Tensor<Scalar>>, lengths: HiddenLengths, mode: Mode = .inference
  ) -> (value: Scalar, gradients: [Tensor<Scalar>]) {
    let frozen = criticParameters.frozen
    let settings = PenaltySettings(configuration)
    let penalty = GradientPenalty(at: points, lengths: lengths, settings: settings) {
      critic($0, lengths: lengths, weights: frozen, mode: mode)
    }
    let tape = Tape<Scalar>()
    let weights = criticParameters.trainable(on: tape)
    let carrier = penalty.differentiable(at: points) {
      critic($0, lengths: lengths, weights: weights, mode: mode)
    }
    return (penalty.value, weights.gradients(of: carrier, on: tape))
  }

  /// The same of a critic without labels.
  func penalty(
    at points: Tensor<Scalar>, lengths: [Int32], mode: Mode = .inference
  ) -> (value: Scalar, gradients: [Tensor<Scalar>]) {
    penalty(
      at: HiddenSequences(events: points), lengths: HiddenLengths(events: lengths), mode: mode)
  }
}
