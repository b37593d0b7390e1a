import Differentiation
import Networks
import Tensors

/// Losses of one update of the generator.
struct GeneratorLosses: Sendable, Equatable {
  /// E[D(real)] - E[D(fake)] + mu AE.
  var total: Double
  /// E[D(real)] - E[D(fake)].
  var adversarial: Double
}

/// The losses of the three updates and their gradients, each with respect to one network's weights
/// (spec/01 sections 11 and 13). The other networks' weights are constants: no tape, no cost.
extension GANAutoencoderModel {
  /// L_gen and its gradient with respect to the generator's weights.
  func generatorUpdate(
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>
  ) -> (losses: GeneratorLosses, gradients: [Tensor<Scalar>]) {
    let tape = Tape<Scalar>()
    let weights = generatorParameters.trainable(on: tape)
    let bothLengths = batch.lengths + batch.lengths
    let encoded = bothBranches(batch, draws, weights: weights)
    let adversarial = AdversarialLosses.gap(
      critic(
        encoded.hidden, lengths: bothLengths, weights: criticParameters.frozen, mode: draws.mode,
        branches: 2))
    let realBranch = Generator.Output(
      hidden: encoded.hidden.firstSamples(batch.count),
      finalCells: encoded.finalCells.map { $0.firstSamples(batch.count) })
    let reconstruction = reconstructionLoss(
      of: batch, encoded: realBranch, weights: decoderParameters.frozen, mode: draws.mode)
    let loss =
      adversarial + reconstruction.scaled(by: Scalar(configuration.reconstructionWeight))
    return (
      GeneratorLosses(
        total: Double(loss.value.item), adversarial: Double(adversarial.value.item)),
      weights.gradients(of: loss, on: tape)
    )
  }

  /// L_crit and its gradient with respect to the critic's weights.
  func criticUpdate(
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>
  ) -> (losses: CriticLosses, gradients: [Tensor<Scalar>]) {
    let hidden = bothBranches(batch, draws, weights: generatorParameters.frozen).hidden
    return critic.update(
      hidden: hidden.value, lengths: batch.lengths, realShare: draws.realShare,
      penaltyWeight: configuration.penaltyWeight, parameters: criticParameters, mode: draws.mode)
  }

  /// L_ae and its gradient with respect to the decoder's weights; the encoder's stay as they are.
  func autoencoderUpdate(
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>
  ) -> (loss: Double, gradients: [Tensor<Scalar>]) {
    let encoded = generator(
      batch.events, lengths: batch.lengths, initialCells: nil, noise: draws.realInstanceNoise,
      weights: generatorParameters.frozen, mode: draws.mode)
    let tape = Tape<Scalar>()
    let weights = decoderParameters.trainable(on: tape)
    let loss = reconstructionLoss(of: batch, encoded: encoded, weights: weights, mode: draws.mode)
    return (Double(loss.value.item), weights.gradients(of: loss, on: tape))
  }

  /// The real and then the fake branch of the batch's sequences, as one batch of twice the size.
  func bothBranches(
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>, weights: Weights<Scalar>
  ) -> Generator.Output<Scalar> {
    generator(
      batch.events.repeated(2), lengths: batch.lengths + batch.lengths,
      initialCells: draws.initialCells, noise: draws.instanceNoise, weights: weights,
      mode: draws.mode, branches: 2)
  }

  /// The points between the branches where the critic's slope is penalised.
  ///
  /// - Parameters:
  ///   - hidden: `[2 * samples, time, H]`, the real branch first.
  ///   - realShare: `[samples]`; 1 is the real end, 0 the fake one.
  ///   - lengths: of the samples; padding is arbitrary.
  /// - Returns: `[samples, time, H]`.
  static func mixture(
    _ hidden: Tensor<Scalar>, realShare: Tensor<Scalar>, lengths: [Int32]
  ) -> Tensor<Scalar> {
    let samples = realShare.shape[0]
    let fake = hidden.samples(samples..<2 * samples)
    var points = hidden.samples(0..<samples).difference(
      from: fake, scaledBy: realShare, lengths: lengths)
    points.add(fake)
    return points
  }

  /// AE: the batch mean of the Euclidean distance between a sequence and its reconstruction.
  private func reconstructionLoss(
    of batch: SequenceBatch<Scalar>, encoded: Generator.Output<Scalar>, weights: Weights<Scalar>,
    mode: Mode
  ) -> Variable<Scalar> {
    decoder.reconstruct(
      encoded, previous: Variable(batch.previousEvents), lengths: batch.lengths, weights: weights,
      mode: mode
    ).meanEuclideanDistance(to: batch.events, lengths: batch.lengths)
  }
}
