import Differentiation
import Networks
import RandomStreams
import Tensors

/// The seq2one classifier: one class for a whole sequence (spec/01 section 3.1).
///
///     events [batch, time, features]
///       -> stacked LSTM layers -> attention with context -> one step of a decoder LSTM
///       -> dense layers -> logits [batch, classes]
///
/// The decoder starts from the attended summary as its hidden state and from the last layer's final
/// cell state, and reads a zero vector. It is thus a gate between "what mattered" and "what came
/// last". Classes are the identifiers of label sequences; class 0 is the majority.
///
/// The network holds sizes and parameter names. Weights live in `Parameters`, in single precision
/// for training and in double precision for gradient checks.
public struct SequenceClassifier: Sendable {
  /// The number of features of an event.
  public let features: Int
  /// The number of classes, C.
  public let classes: Int
  private let configuration: ClassifierConfiguration
  private let encoder: SequenceEncoder
  private let attention: AttentionPooling
  private let decoder: LSTM
  private let hiddenDense: [Dense]
  private let output: Dense

  /// A network with freshly drawn weights.
  ///
  /// - Parameters:
  ///   - configuration: sizes, cell flavour, dropout and activation are read from it.
  ///   - features: the number of features of an event.
  ///   - classes: the number of classes.
  ///   - parameters: receives the weights, under names such as `encoder0.inputWeight`.
  ///   - stream: the initial weights are drawn from substreams of it.
  public init<Scalar: TensorScalar>(
    _ configuration: ClassifierConfiguration, features: Int, classes: Int,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    let hidden = configuration.hidden
    self.configuration = configuration
    self.features = features
    self.classes = classes
    encoder = SequenceEncoder(
      configuration, features: features, in: &parameters, stream: stream)
    attention = AttentionPooling(
      named: "attention", features: hidden, in: &parameters, stream: stream)
    decoder = LSTM(
      named: "decoder", inputs: classes, hidden: hidden, flavour: configuration.lstmFlavour,
      in: &parameters, stream: stream)
    hiddenDense = (0..<(configuration.layers - 1)).map { layer in
      Dense(
        named: "dense\(layer)", inputs: layer == 0 ? hidden : configuration.dense,
        outputs: configuration.dense, in: &parameters, stream: stream)
    }
    output = Dense(
      named: "output", inputs: configuration.layers == 1 ? hidden : configuration.dense,
      outputs: classes, in: &parameters, stream: stream)
  }

  /// The logits of a batch, `[batch, classes]`.
  ///
  /// - Parameters:
  ///   - events: `[batch, time, features]`; what lies beyond a sample's length changes nothing.
  ///   - lengths: the number of valid events of each sample, a prefix of its row, at least 1.
  ///   - weights: trainable or frozen.
  ///   - mode: training draws one dropout mask per layer and sample.
  /// - Returns: logits, not probabilities: the loss takes them as they are.
  public func callAsFunction<Scalar: TensorScalar>(
    _ events: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let batch = events.shape[0]
    let encoded = encoder(events, lengths: lengths, weights: weights, mode: mode)
    let stateDropout = Dropout(keep: 1 - configuration.recurrentDropout)
    // Dropout of the decoder's input would act on zeros, so only its state is dropped.
    let decoded = decoder(
      Variable(.zeros([batch, 1, classes])), weights, lengths: Array(repeating: 1, count: batch),
      initialHidden: attention(encoded.sequence, weights, lengths: lengths),
      initialCell: encoded.finalCell,
      recurrentMask: stateDropout.mask(
        [batch, configuration.hidden], mode: mode, named: "decoder.state"))
    var state = decoded.finalHidden
    let denseDropout = Dropout(keep: 1 - configuration.denseDropout)
    for (layer, dense) in hiddenDense.enumerated() {
      state = dense(state, weights)
      if configuration.denseActivation == .relu { state = state.relu() }
      state = denseDropout(state, mode: mode, named: "dense\(layer)")
    }
    return output(state, weights)
  }
}
