import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors

/// Makes synthetic sequences with a trained model (spec/01 section 14).
///
/// Every source sequence gives one synthetic sequence of its own length in each pass: the fake branch
/// encodes it with fresh noise, and the decoder runs freely on its own output. In the seq2seq form it
/// gives a label sequence of its own length, too. There is no instance noise and, unless
/// `dropoutAlwaysOn`, no dropout, whose masks are named by what is decoded together.
///
/// The noise of a synthetic sequence is named by its place and, if it is drawn again, by the round: it
/// does not depend on how many are decoded together.
struct GANSynthesis<Scalar: TensorScalar> {
  /// Sources whose noise is one draw: what is decoded together need not be as many.
  private static var drawSize: Int { 256 }

  let model: GANAutoencoderModel<Scalar>
  /// Scaled sequences, with labels.
  let sources: SequenceDataset
  /// With noise, or plain reconstructions.
  let branch: GANAutoencoderConfiguration.Branch
  /// The stream of this member.
  let stream: RandomStream
  /// Sequences that are decoded together: a matter of memory and, as matrix products round by it, of
  /// the last bits.
  var chunkSize = 256

  /// Synthetic sequences, one after another.
  struct Output: Equatable {
    /// Events row-major `[event, feature]`, scaled like the sources; lengths are the sources'.
    var events: [Float] = []
    /// The classes of each sequence; empty in the seq2one form.
    var labels: [[Int]] = []
  }

  /// Synthetic sequences: all sources in order, then all again, for each pass.
  func sequences(passes: Int) -> Output {
    var output = Output()
    output.events.reserveCapacity(
      passes * sources.lengths.reduce(0, +) * sources.featureCount)
    for pass in 0..<passes {
      let noise = noise(ofPass: pass)
      for start in stride(from: 0, to: sources.count, by: chunkSize) {
        let chunk = start..<min(start + chunkSize, sources.count)
        decode(
          Array(chunk), z: noise?.map { $0.samples(chunk) },
          dropout: stream.substream("dropout", pass, start), into: &output)
      }
    }
    return output
  }

  /// Some of the synthetic sequences of `sequences(passes:)` with other noise.
  ///
  /// - Parameters:
  ///   - places: which of them, in the order of the result.
  ///   - round: from 1; each has noise of its own.
  /// - Returns: a sequence for each place.
  func again(_ places: [Int], round: Int) -> Output {
    var output = Output()
    for start in stride(from: 0, to: places.count, by: chunkSize) {
      let chunk = places[start..<min(start + chunkSize, places.count)]
      let z = joined(
        count: chunk.count,
        chunk.map { place in (1, stream.substream("redraw", round, place)) })
      decode(
        chunk.map { $0 % sources.count }, z: z,
        dropout: stream.substream("redraw-dropout", round, start), into: &output)
    }
    return output
  }

  /// Appends what some sources become.
  private func decode(
    _ chunk: [Int], z: [Tensor<Scalar>]?, dropout: RandomStream, into output: inout Output
  ) {
    let batch = SequenceBatch<Scalar>(sources, chunk, classCount: model.classCount)
    let mode = model.modeOutsideTraining(dropout)
    let encoded = model.generator(
      batch, z: z, noise: nil, weights: model.generatorParameters.frozen, mode: mode)
    output.events += events(of: encoded, batch, mode: mode)
    output.labels += labels(of: encoded, batch)
  }

  /// The noise of all sources in one pass, for each layer; nil for the branch without.
  private func noise(ofPass pass: Int) -> [Tensor<Scalar>]? {
    joined(
      count: sources.count,
      stride(from: 0, to: sources.count, by: Self.drawSize).map { start in
        (min(Self.drawSize, sources.count - start), stream.substream("z", pass, start))
      })
  }

  /// The noise of several draws one after another, for each layer; nil for the branch without.
  private func joined(
    count: Int, _ draws: [(samples: Int, stream: RandomStream)]
  ) -> [Tensor<Scalar>]? {
    guard branch == .fake else { return nil }
    let drawn = draws.map { noise(for: $0.samples, stream: $0.stream) }
    return (0..<model.configuration.layers).map { layer in
      Tensor(
        drawn.flatMap { $0[layer].scalars }, shape: [count, model.configuration.hiddenUnits])
    }
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
