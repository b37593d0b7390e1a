import Differentiation
import Networks
import RandomStreams
import Tensors

/// The decoder A(h, states): turns a hidden sequence back into a sequence of events (spec/01
/// section 9.3).
///
/// Attention pools the hidden sequence into one vector a. LSTM layer l starts from the generator's
/// final cell state of layer l and from a as its hidden state, reads the previous event at each step
/// (zeros at the first) and carries its state from step to step.
struct AutoencoderDecoder: Sendable {
  private let attention: AttentionPooling
  private let layers: [LSTM]
  private let names: [String]
  private let output: Dense
  private let dropout: ElementDropout
  private let leakySlope: Double
  private let featureCount: Int

  /// A decoder with new weights.
  init<Scalar>(
    featureCount: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    let units = configuration.hiddenUnits
    self.featureCount = featureCount
    dropout = ElementDropout(keep: configuration.dropoutKeep)
    leakySlope = configuration.leakySlope
    attention = AttentionPooling(
      named: "decoder.attention", features: units, in: &parameters,
      stream: stream.substream("decoder.attention"))
    names = (1...configuration.layers).map { "decoder.layer\($0)" }
    layers = names.enumerated().map { index, name in
      LSTM(
        named: name, inputs: index == 0 ? featureCount : units, hidden: units,
        in: &parameters, stream: stream.substream(name))
    }
    output = Dense(
      named: "decoder.output", inputs: units, outputs: featureCount, in: &parameters,
      stream: stream.substream("decoder.output"))
  }

  /// Reconstructs by teacher forcing: each step is given the true previous event.
  ///
  /// - Parameters:
  ///   - encoded: what the generator made of the sequence.
  ///   - previous: the true events one step later, zeros first: `[samples, time, features]`.
  ///   - lengths: valid events of each row.
  ///   - weights: the decoder's.
  ///   - mode: dropout on or off.
  /// - Returns: `[samples, time, features]`; arbitrary on padding.
  func reconstruct<Scalar>(
    _ encoded: Generator.Output<Scalar>, previous: Variable<Scalar>, lengths: [Int32],
    weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let summary = attention(encoded.hidden, weights, lengths: lengths)
    let between = ElementDropout(keep: dropout.keep * dropout.keep)
    var sequence = dropout(previous, mode: mode, named: "decoder.input", branches: 1)
    for (index, layer) in layers.enumerated() {
      let result = layer(
        sequence, weights, lengths: lengths, initialHidden: summary,
        initialCell: encoded.finalCells[index])
      let follows = index + 1 < layers.count ? between : dropout
      sequence = follows(result.sequence, mode: mode, named: names[index], branches: 1)
    }
    return output(sequence.leakyReLU(slope: Scalar(leakySlope)), weights)
  }

  /// Generates by free running: each step is given the event that the last step returned.
  ///
  /// Without dropout and without gradients.
  ///
  /// - Parameters:
  ///   - encoded: what the generator made of the source sequences.
  ///   - lengths: the sources' numbers of events.
  ///   - weights: the decoder's.
  /// - Returns: one tensor `[samples, features]` per step, as many as the longest source has events;
  ///   rows beyond a source's length are arbitrary.
  func generate<Scalar>(
    _ encoded: Generator.Output<Scalar>, lengths: [Int32], weights: Weights<Scalar>
  ) -> [Tensor<Scalar>] {
    let summary = attention(encoded.hidden, weights, lengths: lengths)
    let everyRow = [Int32](repeating: 1, count: lengths.count)
    var hidden = layers.map { _ in summary }
    var cell = encoded.finalCells
    var event = Variable(Tensor<Scalar>.zeros([lengths.count, 1, featureCount]))
    return (0..<Int(lengths.max() ?? 0)).map { _ in
      var sequence = event
      for (index, layer) in layers.enumerated() {
        let result = layer(
          sequence, weights, lengths: everyRow, initialHidden: hidden[index],
          initialCell: cell[index])
        hidden[index] = result.finalHidden
        cell[index] = result.finalCell
        sequence = result.sequence
      }
      event = output(sequence.leakyReLU(slope: Scalar(leakySlope)), weights)
      return event.value.reshaped([lengths.count, featureCount])
    }
  }
}
