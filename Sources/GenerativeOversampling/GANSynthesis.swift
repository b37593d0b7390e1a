import RandomStreams
import Sequences
import Tensors

/// Makes synthetic sequences with a trained model (spec/01 section 14).
///
/// Every source sequence gives one synthetic sequence of its own length in each pass: the fake branch
/// encodes it with fresh noise, and the decoder runs freely on its own output. There is no dropout
/// and no instance noise.
struct GANSynthesis<Scalar: TensorScalar> {
  /// Sources that are decoded together: a constant, because the noise is drawn in such chunks.
  static var chunkSize: Int { 256 }

  let model: GANAutoencoderModel<Scalar>

  /// Synthetic sequences, scaled like the sources.
  ///
  /// - Parameters:
  ///   - sources: scaled sequences.
  ///   - passes: synthetic sequences for each source.
  ///   - branch: with noise, or plain reconstructions.
  ///   - stream: the stream of this member.
  /// - Returns: events row-major `[event, feature]`, one sequence after another: all sources in
  ///   order, then all again, for each pass; lengths are the sources'.
  func sequences(
    from sources: SequenceDataset, passes: Int, branch: GANAutoencoderConfiguration.Branch,
    stream: RandomStream
  ) -> [Float] {
    var events: [Float] = []
    events.reserveCapacity(passes * sources.lengths.reduce(0, +) * sources.featureCount)
    for pass in 0..<passes {
      for start in stride(from: 0, to: sources.count, by: Self.chunkSize) {
        let chunk = Array(start..<min(start + Self.chunkSize, sources.count))
        events += decode(
          SequenceBatch(sources, chunk),
          noise: branch == .real
            ? nil : noise(for: chunk.count, stream: stream.substream("z", pass, start)))
      }
    }
    return events
  }

  private func noise(for samples: Int, stream: RandomStream) -> [Tensor<Scalar>] {
    (0..<model.configuration.layers).map { layer in
      var draws = stream.substream("layer", layer)
      return Tensor.normal(
        [samples, model.configuration.hiddenUnits], stream: &draws)
    }
  }

  /// The decoded sequences of one batch without their padding.
  private func decode(_ batch: SequenceBatch<Scalar>, noise: [Tensor<Scalar>]?) -> [Float] {
    let encoded = model.generator(
      batch.events, lengths: batch.lengths, initialCells: noise, noise: nil,
      weights: model.generatorParameters.frozen, mode: .inference)
    let steps = model.decoder.generate(
      encoded, lengths: batch.lengths, weights: model.decoderParameters.frozen
    ).map { Tensor<Float>(converting: $0).scalars }
    let features = model.featureCount
    var events: [Float] = []
    for (row, length) in batch.lengths.enumerated() {
      for step in steps.prefix(Int(length)) {
        events += step[row * features..<(row + 1) * features]
      }
    }
    return events
  }
}
