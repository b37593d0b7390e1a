import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors

/// Makes synthetic sequences with a trained model (spec/01 section 14).
///
/// Every source sequence gives one synthetic sequence of its own length in each pass: the fake branch
/// encodes it with fresh noise, and the decoder runs freely on its own output. In the seq2seq form it
/// gives a label sequence of its own length, too. There is no dropout and no instance noise.
struct GANSynthesis<Scalar: TensorScalar> {
  /// Sources that are decoded together: a constant, because the noise is drawn in such chunks.
  static var chunkSize: Int { 256 }

  let model: GANAutoencoderModel<Scalar>

  /// Synthetic sequences, one after another: all sources in order, then all again, for each pass.
  struct Output {
    /// Events row-major `[event, feature]`, scaled like the sources; lengths are the sources'.
    var events: [Float] = []
    /// The classes of each sequence; empty in the seq2one form.
    var labels: [[Int]] = []
  }

  /// Synthetic sequences, scaled like the sources.
  ///
  /// - Parameters:
  ///   - sources: scaled sequences, with labels.
  ///   - passes: synthetic sequences for each source.
  ///   - branch: with noise, or plain reconstructions.
  ///   - stream: the stream of this member.
  /// - Returns: `passes` sequences for each source.
  func sequences(
    from sources: SequenceDataset, passes: Int, branch: GANAutoencoderConfiguration.Branch,
    stream: RandomStream
  ) -> Output {
    var output = Output()
    output.events.reserveCapacity(
      passes * sources.lengths.reduce(0, +) * sources.featureCount)
    for pass in 0..<passes {
      for start in stride(from: 0, to: sources.count, by: Self.chunkSize) {
        let chunk = Array(start..<min(start + Self.chunkSize, sources.count))
        let batch = SequenceBatch<Scalar>(sources, chunk, classCount: model.classCount)
        let mode = model.modeOutsideTraining(stream.substream("dropout", pass, start))
        let encoded = model.generator(
          batch,
          z: branch == .real
            ? nil : noise(for: chunk.count, stream: stream.substream("z", pass, start)),
          noise: nil, weights: model.generatorParameters.frozen, mode: mode)
        output.events += events(of: encoded, batch, mode: mode)
        output.labels += labels(of: encoded, batch)
      }
    }
    return output
  }

  private func noise(for samples: Int, stream: RandomStream) -> [Tensor<Scalar>] {
    UpdateDraws.z(
      [samples, model.configuration.hiddenUnits], layers: model.configuration.layers,
      isSharedAcrossLayers: model.configuration.zSharedAcrossLayers
    ) { stream.substream("layer", $0) }
  }

  /// The decoded events of one batch without their padding.
  private func events(
    of encoded: Generator.Output<Scalar>, _ batch: SequenceBatch<Scalar>, mode: Mode
  ) -> [Float] {
    let weights = model.decoderParameters.frozen
    let features = model.featureCount
    var events: [Float] = []
    switch model.configuration.synthesisInput {
    case .freeRunning:
      let steps = model.decoder.generate(
        encoded.events, lengths: batch.lengths, weights: weights, mode: mode
      ).map { Tensor<Float>(converting: $0).scalars }
      for (row, length) in batch.lengths.enumerated() {
        for step in steps.prefix(Int(length)) {
          events += step[row * features..<(row + 1) * features]
        }
      }
    case .sourceEvents:
      let decoded = model.decoder.reconstruct(
        encoded.events, previous: Variable(batch.previousEvents), lengths: batch.lengths,
        weights: weights, mode: mode)
      let numbers = Tensor<Float>(converting: decoded.value).scalars
      let size = decoded.shape[1] * features
      for (row, length) in batch.lengths.enumerated() {
        events += numbers[row * size..<row * size + Int(length) * features]
      }
    }
    return events
  }

  /// The decoded labels of one batch; none in the seq2one form.
  private func labels(
    of encoded: Generator.Output<Scalar>, _ batch: SequenceBatch<Scalar>
  ) -> [[Int]] {
    guard let decoder = model.labelDecoder, let labels = batch.labels,
      let encodedLabels = encoded.labels
    else { return [] }
    let weights = model.decoderParameters.frozen
    let start =
      switch model.configuration.synthesisLabelStates {
      case .decoder: encodedLabels
      case .encoder: encoded.events
      }
    switch model.configuration.synthesisInput {
    case .freeRunning:
      return decoder.generate(start, lengths: labels.lengths, weights: weights)
    case .sourceEvents:
      let probabilities = decoder.reconstruct(
        start, previous: Variable(labels.previous), lengths: labels.lengths, weights: weights)
      let classes = LabelDecoder.mostProbable(probabilities.value)
      let positions = labels.oneHot.shape[1]
      return labels.lengths.enumerated().map { row, length in
        Array(classes[row * positions..<row * positions + Int(length)])
      }
    }
  }
}
