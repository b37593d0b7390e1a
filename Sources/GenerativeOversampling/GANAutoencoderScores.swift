import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors

/// What a trained GAN with autoencoder makes of sequences that it need not have seen: the numbers
/// that novelty detection goes by (spec/01 section 15).
///
/// No instance noise, every sample, none left over. A sample's number does not depend on the others'
/// but for rounding in matrix products; with `dropoutAlwaysOn` it does, as masks are drawn by chunk.
package struct GANAutoencoderScores {
  private let file: GANAutoencoderFile
  private let chunkSize: Int
  private let stream: RandomStream

  /// The networks of a model file.
  ///
  /// - Parameters:
  ///   - model: what `GANAutoencoderFit` or the oversampler's fit returned, for sequences of one
  ///     label.
  ///   - chunkSize: sequences that are evaluated together: a matter of speed and memory.
  ///   - stream: gives the noise of the fake branch, and dropout where it is always on.
  /// - Throws: `OversamplingError.foreignModel` if the bytes are something else.
  package init(decoding model: [UInt8], chunkSize: Int = 256, stream: RandomStream) throws {
    file = try GANAutoencoderFile(decoding: model)
    self.chunkSize = chunkSize
    self.stream = stream
  }

  /// D(G(0, x)): the critic's value of each sequence's real branch; high for what seems real.
  ///
  /// - Throws: `GANAutoencoderError.featureCount` if the sequences have other features.
  package func criticValues(of sequences: SequenceDataset) throws -> [Float] {
    try evaluate(sequences) { chunk in criticValues(encoded(chunk), chunk) }
  }

  /// The mean over a sequence's valid entries of (x - xhat)², in squared standard deviations of
  /// what the model was trained on.
  ///
  /// An entry is valid if it was measured: values that were filled in do not count, the features that
  /// say so do (`MeasuredEntries`). xhat is the real branch's reconstruction by teacher forcing.
  ///
  /// - Throws: `GANAutoencoderError.featureCount` if the sequences have other features.
  package func reconstructionErrors(of sequences: SequenceDataset) throws -> [Float] {
    let model = file.model
    return try evaluate(sequences) { chunk in
      let batch = chunk.batch
      let reconstruction = model.decoder.reconstruct(
        encoded(chunk).events, previous: Variable(batch.previousEvents), lengths: batch.lengths,
        weights: model.decoderParameters.frozen, mode: chunk.mode)
      guard let measured = batch.measured else {
        let distances = reconstruction.value.squaredDistances(
          to: batch.events, lengths: batch.lengths)
        return zip(distances.scalars, batch.lengths).map { distance, length in
          distance / Float(Int(length) * model.featureCount)
        }
      }
      let distances = (reconstruction.value * measured).squaredDistances(
        to: batch.events * measured, lengths: batch.lengths)
      // A squared distance from nothing is a number of ones: the entries that count.
      let counts = measured.squaredDistances(to: .zeros(measured.shape), lengths: batch.lengths)
      return zip(distances.scalars, counts.scalars).map { $0 / $1 }
    }
  }

  /// The critic's values of the fake branch: the same sequences from a noisy state, which the critic
  /// is trained to tell from the real branch.
  ///
  /// - Throws: `GANAutoencoderError.featureCount` if the sequences have other features.
  package func fakeCriticValues(of sequences: SequenceDataset) throws -> [Float] {
    let configuration = file.model.configuration
    return try evaluate(sequences) { chunk in
      let z = UpdateDraws<Float>.z(
        [chunk.batch.count, configuration.hiddenUnits], layers: configuration.layers,
        isSharedAcrossLayers: configuration.zSharedAcrossLayers
      ) { stream.substream("z", chunk.start, $0) }
      return criticValues(encoded(chunk, z: z), chunk)
    }
  }

  /// Sequences that are evaluated together.
  private struct Chunk {
    /// The place of the first one.
    let start: Int
    let batch: SequenceBatch<Float>
    let mode: Mode
  }

  /// The numbers of all sequences, chunk by chunk.
  private func evaluate(
    _ sequences: SequenceDataset, _ numbers: (Chunk) -> [Float]
  ) throws -> [Float] {
    guard file.model.featureCount == sequences.featureCount else {
      throw GANAutoencoderError.featureCount(
        model: file.model.featureCount, data: sequences.featureCount)
    }
    let scaled = file.scaling.applied(to: sequences)
    let measured = MeasuredEntries(scaled)
    return stride(from: 0, to: scaled.count, by: chunkSize).flatMap { start in
      let samples = Array(start..<min(start + chunkSize, scaled.count))
      return numbers(
        Chunk(
          start: start, batch: SequenceBatch(scaled, samples, measured: measured),
          mode: file.model.modeOutsideTraining(stream.substream("dropout", start))))
    }
  }

  private func encoded(
    _ chunk: Chunk, z: [Tensor<Float>]? = nil
  ) -> Generator.Output<Float> {
    file.model.generator(
      chunk.batch, z: z, noise: nil, weights: file.model.generatorParameters.frozen,
      mode: chunk.mode)
  }

  private func criticValues(_ encoded: Generator.Output<Float>, _ chunk: Chunk) -> [Float] {
    file.model.critic(
      encoded.map(\.hidden), lengths: chunk.batch.hiddenLengths,
      weights: file.model.criticParameters.frozen, mode: chunk.mode
    ).value.scalars
  }
}
