import Differentiation
import Networks
import RandomStreams
import Tensors

/// An autoencoder of sequences: a whole sequence to one vector, and back (spec/01 8.3).
///
///     events [batch, time, features]
///       -> stacked LSTM layers -> attention with context -> code [batch, H]
///       -> the code at every event -> LSTM in both directions -> dense, tanh
///       -> events [batch, time, features], each between -1 and 1
///
/// The length is not part of the code: the decoder is told how many events to return. Other than the
/// GAN's decoder, which goes on from its own output, it returns all events at once.
///
/// The network holds sizes and parameter names; the weights live in `Parameters`.
struct SequenceAutoencoder: Sendable {
  /// The number of features of an event.
  let features: Int
  private let configuration: SequenceAutoencoderConfiguration
  private let encoder: StackedLSTM
  private let attention: AttentionPooling
  private let decoder: BidirectionalLSTM
  private let output: Dense

  /// A network with freshly drawn weights.
  ///
  /// - Parameters:
  ///   - configuration: sizes, cell flavour and dropout are read from it.
  ///   - features: the number of features of an event.
  ///   - parameters: receives the weights, under names such as `encoder0.inputWeight`.
  ///   - stream: the first weights are drawn from substreams of it.
  init<Scalar: TensorScalar>(
    _ configuration: SequenceAutoencoderConfiguration, features: Int,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    let hidden = configuration.hidden
    self.configuration = configuration
    self.features = features
    encoder = StackedLSTM(
      named: "encoder", count: configuration.layers, inputs: features, hidden: hidden,
      flavour: configuration.lstmFlavour, in: &parameters, stream: stream)
    attention = AttentionPooling(
      named: "attention", features: hidden, in: &parameters, stream: stream)
    decoder = BidirectionalLSTM(
      named: "decoder", inputs: hidden, hidden: hidden, flavour: configuration.lstmFlavour,
      in: &parameters, stream: stream)
    output = Dense(
      named: "output", inputs: 2 * hidden, outputs: features, in: &parameters, stream: stream)
  }

  /// The codes of sequences.
  ///
  /// - Parameters:
  ///   - events: `[batch, time, features]`; padding has no influence.
  ///   - lengths: the number of valid events of each sample, at least 1.
  ///   - weights: trainable or frozen.
  ///   - mode: training draws one dropout mask per layer and sample.
  /// - Returns: `[batch, H]`.
  func encode<Scalar: TensorScalar>(
    _ events: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let batch = events.shape[0]
    let masks = (0..<configuration.layers).map { layer in
      StackedLSTM.Masks<Scalar>(
        input: inputDropout.mask(
          [batch, layer == 0 ? features : configuration.hidden], mode: mode,
          named: "encoder\(layer).inputs"),
        recurrent: stateMask(batch: batch, mode: mode, named: "encoder\(layer)"))
    }
    let encoded = encoder(events, weights, lengths: lengths, masks: masks)
    return attention(encoded.sequence, weights, lengths: lengths)
  }

  /// The sequences of codes.
  ///
  /// - Parameters:
  ///   - codes: `[batch, H]`.
  ///   - lengths: how many events each sample is to have, at least 1.
  ///   - weights: trainable or frozen.
  ///   - mode: as in `encode`.
  /// - Returns: `[batch, time, features]`, as long as the longest sample; arbitrary beyond a length.
  func decode<Scalar: TensorScalar>(
    _ codes: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let time = Int(lengths.max() ?? 0)
    // As one mask serves all events of a sample, dropping parts of the code drops them from each.
    func direction(_ layer: LSTM, _ name: String) -> Variable<Scalar> {
      layer(
        inputDropout(codes, mode: mode, named: "\(name).inputs").repeatedOverTime(time), weights,
        lengths: lengths,
        recurrentMask: stateMask(batch: codes.shape[0], mode: mode, named: name)
      ).sequence
    }
    let sequence = direction(decoder.forward, "decoder.forward")
      .concatenated(with: direction(decoder.backward, "decoder.backward"))
    return output(sequence, weights).tanh()
  }

  private var inputDropout: Dropout { Dropout(keep: 1 - configuration.inputDropout) }

  private func stateMask<Scalar: TensorScalar>(
    batch: Int, mode: Mode, named name: String
  ) -> Tensor<Scalar>? {
    Dropout(keep: 1 - configuration.recurrentDropout)
      .mask([batch, configuration.hidden], mode: mode, named: "\(name).state")
  }
}
