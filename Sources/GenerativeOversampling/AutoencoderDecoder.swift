import Differentiation
import Networks
import RandomStreams
import Tensors

/// The decoder A(h, states): turns a hidden sequence back into a sequence of events (spec/01
/// section 9.3).
///
/// Attention pools the hidden sequence into one vector a. LSTM layer l starts from the generator's
/// final cell state of layer l and from a as its hidden state, reads the previous event at each step
/// (zeros at the first) and carries its state from step to step. Without `aeStateCarry` it starts
/// anew at each step, as in the reference: an event then depends on the summary and the event before
/// it, and on no other (D9).
struct AutoencoderDecoder: Sendable {
  private let attention: AttentionPooling
  private let stack: RecurrentStack
  private let output: Dense
  private let leakySlope: Double
  private let carriesState: Bool
  private let featureCount: Int

  /// A decoder with new weights.
  init<Scalar>(
    featureCount: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    let units = configuration.hiddenUnits
    self.featureCount = featureCount
    leakySlope = configuration.leakySlope
    carriesState = configuration.aeStateCarry
    attention = AttentionPooling(
      named: "decoder.attention", features: units, in: &parameters,
      stream: stream.substream("decoder.attention"))
    stack = RecurrentStack(
      named: "decoder", inputs: featureCount, configuration: configuration, in: &parameters,
      stream: stream)
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
    _ encoded: Generator.Part<Scalar>, previous: Variable<Scalar>, lengths: [Int32],
    weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let summary = attention(encoded.hidden, weights, lengths: lengths)
    let sequence =
      carriesState
      ? stack(
        previous, lengths: lengths, initialHiddens: encoded.finalCells.map { _ in summary },
        initialCells: encoded.finalCells, weights: weights, mode: mode
      ).sequence
      : stepByStep(
        previous, summary: summary, cells: encoded.finalCells, lengths: lengths, weights: weights,
        mode: mode)
    return output(sequence.leakyReLU(slope: Scalar(leakySlope)), weights)
  }

  /// The stack's outputs where every step starts from the same state: each is a sequence of its own.
  private func stepByStep<Scalar>(
    _ previous: Variable<Scalar>, summary: Variable<Scalar>, cells: [Variable<Scalar>],
    lengths: [Int32], weights: Weights<Scalar>, mode: Mode
  ) -> Variable<Scalar> {
    let (samples, time) = (previous.shape[0], previous.shape[1])
    func forEachStep(_ state: Variable<Scalar>) -> Variable<Scalar> {
      state.repeatedOverTime(time).reshaped([samples * time, state.shape[1]])
    }
    let hidden = forEachStep(summary)
    let steps = stack(
      previous.reshaped([samples * time, 1, featureCount]),
      lengths: lengths.flatMap { length in (0..<time).map { $0 < Int(length) ? 1 : 0 } },
      initialHiddens: cells.map { _ in hidden }, initialCells: cells.map(forEachStep),
      weights: weights, mode: mode)
    return steps.sequence.reshaped([samples, time, summary.shape[1]])
  }

  /// Generates by free running: each step is given the event that the last step returned.
  ///
  /// Without gradients.
  ///
  /// - Parameters:
  ///   - encoded: what the generator made of the source sequences.
  ///   - lengths: the sources' numbers of events.
  ///   - weights: the decoder's.
  ///   - mode: dropout off, or on with masks of its own at each step.
  /// - Returns: one tensor `[samples, features]` per step, as many as the longest source has events;
  ///   rows beyond a source's length are arbitrary.
  func generate<Scalar>(
    _ encoded: Generator.Part<Scalar>, lengths: [Int32], weights: Weights<Scalar>,
    mode: Mode = .inference
  ) -> [Tensor<Scalar>] {
    let summary = attention(encoded.hidden, weights, lengths: lengths)
    let everyRow = [Int32](repeating: 1, count: lengths.count)
    var hiddens = encoded.finalCells.map { _ in summary }
    var cells = encoded.finalCells
    var event = Variable(Tensor<Scalar>.zeros([lengths.count, 1, featureCount]))
    return (0..<Int(lengths.max() ?? 0)).map { time in
      let step = stack(
        event, lengths: everyRow, initialHiddens: hiddens, initialCells: cells, weights: weights,
        mode: mode.apart("step", time))
      if carriesState { (hiddens, cells) = (step.finalHiddens, step.finalCells) }
      event = output(step.sequence.leakyReLU(slope: Scalar(leakySlope)), weights)
      return event.value.reshaped([lengths.count, featureCount])
    }
  }
}
