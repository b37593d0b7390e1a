import Differentiation
import RandomStreams
import Tensors

/// An LSTM decoder that looks at the encoder's outputs at each of its steps (spec/00 6.3).
///
/// Each event e of the encoder is scored by V . tanh(h W + e U + b) against the decoder's previous
/// output h; the mean of the events weighted by the softmax of the scores joins the step's input.
/// Bahdanau, Cho and Bengio, "Neural machine translation by jointly learning to align and
/// translate" (2015).
///
/// ```swift
/// let memory = decoder.memory(encoder.sequence, weights, lengths: lengths)
/// var state = AdditiveAttentionDecoder.State(
///   hidden: encoder.finalHidden, cell: encoder.finalCell)
/// state = decoder(input, state, memory, weights).state  // once for each label position
/// ```
///
/// Trains `NAME.query.weight` W, `NAME.key.weight` U and `NAME.key.bias` b, `NAME.score [hidden, 1]`
/// V, and an LSTM `NAME.cell` whose input is the step's input followed by the context.
public struct AdditiveAttentionDecoder: Sendable {
  /// W, `[hidden, hidden]`.
  public let queryWeight: ParameterID
  /// U and b, from encoder outputs to `[hidden]`.
  public let key: Dense
  /// V as a column, `[hidden, 1]`.
  public let score: ParameterID
  /// The recurrent cell; the rows of its input weight are for the input, then the context.
  public let cell: LSTM

  /// The encoder's outputs, prepared once for all steps.
  public struct Memory<Scalar: TensorScalar> {
    let encoded: Variable<Scalar>
    let keys: Variable<Scalar>
    let lengths: [Int32]
  }

  /// What the decoder carries from step to step: `[batch, hidden]` each.
  public struct State<Scalar: TensorScalar> {
    /// The output of the last step.
    public var hidden: Variable<Scalar>
    /// The cell state.
    public var cell: Variable<Scalar>

    /// The given state; that of an encoder's end before the first step.
    public init(hidden: Variable<Scalar>, cell: Variable<Scalar>) {
      self.hidden = hidden
      self.cell = cell
    }
  }

  /// What one step gives.
  public struct Step<Scalar: TensorScalar> {
    /// The state after the step; `state.hidden` is the output.
    public let state: State<Scalar>
    /// The mean of the encoder's outputs, `[batch, hidden]`.
    public let context: Variable<Scalar>
    /// The scores before the softmax, `[batch, time]`; 0 on padding.
    public let scores: Tensor<Scalar>
    /// The weights in that mean, `[batch, time]`; 0 on padding.
    public let attention: Tensor<Scalar>
  }

  /// Adds the decoder's parameters to `parameters`.
  ///
  /// `inputs` is the width of each step's input, `hidden` the number of units, which is also the
  /// width of the encoder's outputs.
  public init<Scalar: TensorScalar>(
    named name: String, inputs: Int, hidden: Int, flavour: LSTMFlavour = .kerasTanh,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    queryWeight = parameters.add(
      .glorotUniform, [hidden, hidden], named: "\(name).query.weight", stream: stream)
    key = Dense(
      named: "\(name).key", inputs: hidden, outputs: hidden, in: &parameters, stream: stream)
    score = parameters.add(
      Initialiser.glorotUniform.tensor([hidden], stream: stream.substream("\(name).score"))
        .reshaped([hidden, 1]),
      named: "\(name).score")
    cell = LSTM(
      named: "\(name).cell", inputs: inputs + hidden, hidden: hidden, flavour: flavour,
      in: &parameters, stream: stream)
  }

  /// Prepares the outputs of an encoder, `[batch, time, hidden]`, for any number of steps.
  public func memory<Scalar: TensorScalar>(
    _ encoded: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> Memory<Scalar> {
    Memory(encoded: encoded, keys: key(encoded, weights), lengths: lengths)
  }

  /// One step from `input [batch, inputs]`.
  public func callAsFunction<Scalar: TensorScalar>(
    _ input: Variable<Scalar>, _ state: State<Scalar>, _ memory: Memory<Scalar>,
    _ weights: Weights<Scalar>
  ) -> Step<Scalar> {
    let batch = memory.keys.shape[0]
    let look = memory.encoded.additivelyAttended(
      query: state.hidden.matrixProduct(weights[queryWeight]), keys: memory.keys,
      score: weights[score], lengths: memory.lengths)

    let joined = input.concatenated(with: look.context)
    let output = cell(
      joined.reshaped([batch, 1, joined.shape[1]]), weights,
      lengths: [Int32](repeating: 1, count: batch), initialHidden: state.hidden,
      initialCell: state.cell)
    return Step(
      state: State(hidden: output.finalHidden, cell: output.finalCell), context: look.context,
      scores: look.scores, attention: look.weights)
  }
}
