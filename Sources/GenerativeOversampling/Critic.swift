import Differentiation
import Networks
import RandomStreams
import Tensors

/// The critic D(h_x[, h_y]): how real hidden sequences look, an unbounded number (spec/01 sections
/// 9.2 and 10.2).
///
/// Bidirectional LSTMs read the events' hidden sequence. In the seq2seq form others, which start from
/// their final states, then read the labels' one. The readout is the forward output at the last valid
/// step together with the backward output at the first step, so that both directions have seen
/// everything; dense layers turn it into the value. All layers and directions have weights of their
/// own. `criticReadout` and `criticTiedWeights` change this to what the reference does.
///
/// The critic can be evaluated on plain values and on dual numbers, which carry a directional
/// derivative along; the gradient penalty needs both.
package struct Critic: Sendable {
  private let events: CriticStack
  private let labels: CriticStack?
  private let dense: [Dense]
  private let value: Dense
  private let dropout: ElementDropout
  private let leakySlope: Double
  private let readsLastIndex: Bool
  /// How slopes are penalised.
  let penalty: PenaltySettings
  /// Whether each evaluation has dropout masks of its own.
  let hasMasksPerEvaluation: Bool

  /// A critic with new weights for hidden sequences of width `inputs`.
  ///
  /// `readsLabels` makes it one of pairs of sequences, of the seq2seq form.
  package init<Scalar>(
    inputs: Int, readsLabels: Bool = false, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    dropout = ElementDropout(configuration)
    leakySlope = configuration.leakySlope
    readsLastIndex = configuration.criticReadout == .lastIndex
    hasMasksPerEvaluation = configuration.dropoutAlwaysOn
    penalty = PenaltySettings(configuration)
    let units = configuration.criticUnits
    if configuration.criticTiedWeights {
      precondition(
        inputs == units, "Layers that read \(inputs) and return \(units) cannot be tied.")
      let shared = LSTM(
        named: "critic.lstm", inputs: units, hidden: units, in: &parameters,
        stream: stream.substream("critic.lstm"))
      events = CriticStack(named: "critic", tiedTo: shared, configuration: configuration)
      labels =
        readsLabels
        ? CriticStack(named: "critic.labels", tiedTo: shared, configuration: configuration) : nil
    } else {
      events = CriticStack(
        named: "critic", inputs: inputs, configuration: configuration, in: &parameters,
        stream: stream)
      labels =
        readsLabels
        ? CriticStack(
          named: "critic.labels", inputs: inputs, configuration: configuration, in: &parameters,
          stream: stream) : nil
    }
    var width = 2 * units
    var dense: [Dense] = []
    for (index, outputs) in configuration.criticDense.enumerated() {
      let name = "critic.dense\(index + 1)"
      dense.append(
        Dense(
          named: name, inputs: width, outputs: outputs, in: &parameters,
          stream: stream.substream(name)))
      width = outputs
    }
    self.dense = dense
    value = Dense(
      named: "critic.value", inputs: width, outputs: 1, in: &parameters,
      stream: stream.substream("critic.value"))
  }

  /// What the recurrent layers made of some hidden sequences, in order.
  typealias Layers<Value: CriticInput> = HiddenSequences<[CriticStack.Layer<Value>]>

  /// The value of each sample, with what the recurrent layers computed on the way.
  ///
  /// On dual numbers the value has its derivative along the tangents of `hidden` with it. `known` may
  /// be what an evaluation of the same values with the same weights and mode returned as layers: the
  /// recurrent layers then compute only tangents.
  ///
  /// - Parameters:
  ///   - hidden: h_x `[branches * samples, time, H]` and h_y; padding has no influence.
  ///   - lengths: valid events and labels of each row.
  ///   - weights: the critic's.
  ///   - mode: dropout on or off; the same stream gives the same masks in each evaluation.
  ///   - branches: how many times the samples occur in the batch.
  ///   - known: see above.
  /// - Returns: values `[branches * samples, 1]`, and the layers.
  func evaluate<Input: CriticInput>(
    _ hidden: HiddenSequences<Input>, lengths: HiddenLengths, weights: Weights<Input.Scalar>,
    mode: Mode, branches: Int = 1, known: Layers<Variable<Input.Scalar>>? = nil
  ) -> (value: Input, layers: Layers<Input>) {
    let read = events(
      hidden.events, lengths: lengths.events, keepsLastBackward: labels == nil && readsLastIndex,
      weights: weights, mode: mode, branches: branches, known: known?.events)
    guard let labels else {
      return (
        head(read, lengths: lengths.events, weights, mode, branches), Layers(events: read)
      )
    }
    guard let hiddenLabels = hidden.labels, let labelLengths = lengths.labels else {
      preconditionFailure("A critic of the seq2seq form reads hidden sequences of labels, too.")
    }
    let readLabels = labels(
      hiddenLabels, lengths: labelLengths, initial: read, keepsLastBackward: readsLastIndex,
      weights: weights, mode: mode, branches: branches, known: known?.labels)
    return (
      head(readLabels, lengths: labelLengths, weights, mode, branches),
      Layers(events: read, labels: readLabels)
    )
  }

  /// The value of each sample, `[branches * samples, 1]`; parameters as in `evaluate`.
  func callAsFunction<Input: CriticInput>(
    _ hidden: HiddenSequences<Input>, lengths: HiddenLengths, weights: Weights<Input.Scalar>,
    mode: Mode, branches: Int = 1
  ) -> Input {
    evaluate(hidden, lengths: lengths, weights: weights, mode: mode, branches: branches).value
  }

  /// From the recurrent layers to the value.
  private func head<Input: CriticInput>(
    _ layers: [CriticStack.Layer<Input>], lengths: [Int32], _ weights: Weights<Input.Scalar>,
    _ mode: Mode, _ branches: Int
  ) -> Input {
    guard let last = layers.last else { preconditionFailure("A critic has at least one layer.") }
    // The state after a direction's last step is its output there: forward that is the last valid
    // step, backward the first. At the last index the backward direction has seen one step only.
    let back =
      readsLastIndex
      ? last.backward.sequence?.atLastEvent(lengths: lengths) : last.backward.state.hidden
    guard let back else { preconditionFailure("The last layer kept no sequence to read.") }
    var hidden = last.forward.state.hidden.concatenated(with: back)
      .through(dropout, mode: mode, named: "critic.readout", branches: branches)
    for (index, layer) in dense.enumerated() {
      hidden = hidden.through(layer, weights).leakyReLU(slope: Input.Scalar(leakySlope))
        .through(dropout, mode: mode, named: "critic.dense\(index + 1)", branches: branches)
    }
    return hidden.through(value, weights)
  }
}
