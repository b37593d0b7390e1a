import Differentiation
import Networks
import Tensors

/// Losses of one update of the critic.
package struct CriticLosses: Sendable, Equatable {
  /// E[D(fake)] - E[D(real)] + lambda GP.
  package var total: Double
  /// E[D(fake)] - E[D(real)].
  package var adversarial: Double
  /// GP, not weighted.
  package var penalty: Double
}

extension Critic {
  /// L_crit of given hidden sequences and its gradient with respect to the critic's weights.
  ///
  /// - Parameters:
  ///   - hidden: h_x `[2 * samples, time, H]` and h_y, the real branch first, then the fake one of the
  ///     same sources; padding is arbitrary.
  ///   - lengths: valid events and labels of each sample, the same in both branches.
  ///   - realShare: alpha, `[samples]`: where between the branches the slope is penalised, in both
  ///     parts.
  ///   - parameters: the critic's weights.
  ///   - mode: dropout; all evaluations share their masks, unless dropout is always on.
  /// - Returns: the losses, and one gradient per parameter, in their order.
  /// - Complexity: about that of five passes over `samples` and their reverses.
  package func update<Scalar>(
    hidden: HiddenSequences<Tensor<Scalar>>, lengths: HiddenLengths, realShare: Tensor<Scalar>,
    parameters: Parameters<Scalar>, mode: Mode
  ) -> (losses: CriticLosses, gradients: [Tensor<Scalar>]) {
    let points = hidden.combined(with: lengths) { hidden, lengths in
      GANAutoencoderModel.mixture(hidden, realShare: realShare, lengths: lengths)
    }
    let penaltyMode = hasMasksPerEvaluation ? mode.apart("penalty") : mode
    let frozen = parameters.frozen
    // The penalty's two evaluations are of the same points: the second one only adds tangents.
    var known: Layers<Variable<Scalar>>?
    let penalty = GradientPenalty(at: points, lengths: lengths, settings: penalty) { hidden in
      let evaluated = evaluate(hidden, lengths: lengths, weights: frozen, mode: penaltyMode)
      known = evaluated.layers
      return evaluated.value
    }

    let tape = Tape<Scalar>()
    let weights = parameters.trainable(on: tape)
    let gap = AdversarialLosses.gap(
      self(
        hidden.map { Variable($0) }, lengths: lengths.twice, weights: weights, mode: mode,
        branches: 2))
    let penaltyGradientCarrier = penalty.differentiable(at: points) { hidden in
      evaluate(hidden, lengths: lengths, weights: weights, mode: penaltyMode, known: known).value
    }
    let penaltyWeight = Scalar(self.penalty.weight)
    let carrier = gap.scaled(by: -1) + penaltyGradientCarrier.scaled(by: penaltyWeight)
    let adversarial = -gap.value.item
    return (
      CriticLosses(
        total: Double(adversarial + penaltyWeight * penalty.value),
        adversarial: Double(adversarial), penalty: Double(penalty.value)),
      weights.gradients(of: carrier, on: tape)
    )
  }
}
