import Differentiation
import Networks
import RandomStreams
import Tensors

/// The seq2seq classifier: one class for each of several label positions (spec/01 section 3.2).
///
///     events [batch, time, features]
///       -> stacked LSTM layers -> decoder, one step per label position -> logits per position
///                                   ^ additive attention over the encoder's outputs
///                                   ^ the softmax of the previous position's logits
///
/// The decoder starts from the encoder's final state and a zero vector, and then reads what it said
/// itself, in training as in inference: it never sees a true label. Gradients flow through what it
/// reads. Its weights are the same at all positions, so it can label any number of them.
///
/// Without attention (`DecoderAttention.none`) it looks at the encoder's final output at every step
/// instead, as the paper's text describes it first. The reference code's decoder has cells with
/// hard sigmoid and tanh even where its encoder has rectifiers, and so has this one.
public struct LabelSequenceClassifier: Sendable {
  /// The number of features of an event.
  public let features: Int
  /// The number of classes per position, C.
  public let classes: Int
  private let encoder: SequenceEncoder
  private let decoder: Decoder
  private let outputDropout: Dropout
  private let output: Dense

  private enum Decoder: Sendable {
    case attending(AdditiveAttentionDecoder)
    case plain(LSTM)
  }

  /// A network with freshly drawn weights.
  ///
  /// - Parameters:
  ///   - configuration: sizes, cell flavour, dropout and attention are read from it.
  ///   - features: the number of features of an event.
  ///   - classes: the number of classes of a label.
  ///   - parameters: receives the weights, under names such as `encoder0.inputWeight`.
  ///   - stream: the initial weights are drawn from substreams of it.
  public init<Scalar: TensorScalar>(
    _ configuration: ClassifierConfiguration, features: Int, classes: Int,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.features = features
    self.classes = classes
    let hidden = configuration.hidden
    encoder = SequenceEncoder(
      configuration, features: features, in: &parameters, stream: stream)
    let flavour: LSTMFlavour =
      configuration.lstmFlavour == .standard ? .standard : .kerasTanh
    switch configuration.attention {
    case .additive:
      decoder = .attending(
        AdditiveAttentionDecoder(
          named: "decoder", inputs: classes, hidden: hidden, flavour: flavour, in: &parameters,
          stream: stream))
    case .none:
      decoder = .plain(
        LSTM(
          named: "decoder.cell", inputs: classes + hidden, hidden: hidden, flavour: flavour,
          in: &parameters, stream: stream))
    }
    outputDropout = Dropout(keep: 1 - configuration.denseDropout)
    output = Dense(
      named: "output", inputs: hidden, outputs: classes, in: &parameters, stream: stream)
  }

  /// The logits of a batch, `[batch, positions, classes]`.
  ///
  /// - Parameters:
  ///   - events: `[batch, time, features]`; what lies beyond a sample's length changes nothing.
  ///   - lengths: the number of valid events of each sample, a prefix of its row, at least 1.
  ///   - positions: how many label positions to predict, at least 1. A position's logits do not
  ///     depend on how many follow.
  ///   - weights: trainable or frozen.
  ///   - mode: training draws one dropout mask per layer and sample, and one per label position.
  /// - Returns: logits, not probabilities: the loss takes them as they are.
  /// - Complexity: with attention, O(valid events * hidden) for each position beside the encoder.
  public func callAsFunction<Scalar: TensorScalar>(
    _ events: Variable<Scalar>, lengths: [Int32], positions: Int, weights: Weights<Scalar>,
    mode: Mode
  ) -> Variable<Scalar> {
    precondition(positions > 0, "A label has at least one position.")
    let batch = events.shape[0]
    let encoded = encoder(events, lengths: lengths, weights: weights, mode: mode)
    var state = AdditiveAttentionDecoder.State(
      hidden: encoded.finalHidden, cell: encoded.finalCell)
    // The softmax of the last position has no reader.
    let readsItself = { (position: Int) in position + 1 < positions }
    let step = step(after: encoded, weights, lengths: lengths)
    var said = Variable<Scalar>(.zeros([batch, classes]))
    var logits: [Variable<Scalar>] = []
    for position in 0..<positions {
      state = step(said, state)
      let dropped = outputDropout(state.hidden, mode: mode, named: "output\(position)")
      logits.append(output(dropped, weights))
      if readsItself(position) { said = logits[position].softmax() }
    }
    return Variable.stackedOverTime(logits)
  }

  private typealias Step<Scalar: TensorScalar> = (
    Variable<Scalar>, AdditiveAttentionDecoder.State<Scalar>
  ) -> AdditiveAttentionDecoder.State<Scalar>

  /// One step of the decoder, from what was said last and the state.
  private func step<Scalar: TensorScalar>(
    after encoded: SequenceEncoder.Output<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> Step<Scalar> {
    switch decoder {
    case .attending(let decoder):
      let memory = decoder.memory(encoded.sequence, weights, lengths: lengths)
      return { said, state in decoder(said, state, memory, weights).state }
    case .plain(let cell):
      return { said, state in
        let input = said.concatenated(with: encoded.finalHidden)
        let result = cell(
          input.reshaped([input.shape[0], 1, input.shape[1]]), weights,
          lengths: [Int32](repeating: 1, count: input.shape[0]), initialHidden: state.hidden,
          initialCell: state.cell)
        return AdditiveAttentionDecoder.State(
          hidden: result.finalHidden, cell: result.finalCell)
      }
    }
  }
}
