import Differentiation
import Networks
import Tensors

/// Losses of one update of the generator.
struct GeneratorLosses: Sendable, Equatable {
  /// The adversarial part + mu AE.
  var total: Double
  /// E[D(real)] - E[D(fake)], or its second term alone.
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
    let encoded = bothBranches(batch, draws, weights: weights)
    let adversarial = AdversarialLosses.generatorPart(
      critic(
        encoded.map { $0.hidden }, lengths: batch.hiddenLengths.twice,
        weights: criticParameters.frozen, mode: draws.mode, branches: 2),
      terms: configuration.generatorTerms)
    let reconstruction = reconstructionLoss(
      of: batch, encoded: encoded.map { $0.firstSamples(batch.count) },
      weights: decoderParameters.frozen, mode: draws.mode)
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
    let encoded = bothBranches(batch, draws, weights: generatorParameters.frozen)
    return critic.update(
      hidden: encoded.map { $0.hidden.value }, lengths: batch.hiddenLengths,
      realShare: draws.realShare, parameters: criticParameters, mode: draws.mode)
  }

  /// L_ae and its gradient with respect to the decoder's weights; the encoder's stay as they are.
  func autoencoderUpdate(
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>
  ) -> (loss: Double, gradients: [Tensor<Scalar>]) {
    let encoded = generator(
      batch, z: nil, noise: draws.realNoise, weights: generatorParameters.frozen,
      mode: draws.mode)
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
      batch.twice, z: draws.zOfBothBranches, noise: draws.instanceNoise, weights: weights,
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

  /// AE: the batch mean of the Euclidean distance between a sequence and its reconstruction, in the
  /// seq2seq form with that between the one-hot labels and their probabilities.
  ///
  /// What was not measured has no part in the distance.
  private func reconstructionLoss(
    of batch: SequenceBatch<Scalar>, encoded: Generator.Output<Scalar>, weights: Weights<Scalar>,
    mode: Mode
  ) -> Variable<Scalar> {
    let loss = decoder.reconstruct(
      encoded.events, previous: Variable(batch.previousEvents), lengths: batch.lengths,
      weights: weights, mode: mode
    ).meanEuclideanDistance(to: batch.events, lengths: batch.lengths, measured: batch.measured)
    guard let labelDecoder, let labels = batch.labels, let encodedLabels = encoded.labels else {
      return loss
    }
    let labelLoss = labelDecoder.reconstruct(
      encodedLabels, previous: Variable(labels.previous), lengths: labels.lengths, weights: weights
    ).meanEuclideanDistance(to: labels.oneHot, lengths: labels.lengths)
    return loss + labelLoss
  }
}
