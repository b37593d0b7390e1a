import Differentiation
import Networks
import RandomStreams
import Tensors

/// The critic D(h): how real a hidden sequence looks, an unbounded number (spec/01 section 9.2).
///
/// Bidirectional LSTMs read the sequence. Their readout is the forward output at the last valid
/// event together with the backward output at the first event, so that both directions have seen
/// everything; dense layers turn it into the value. All layers and directions have weights of their
/// own.
///
/// The critic can be evaluated on plain values and on dual numbers, which carry a directional
/// derivative along; the gradient penalty needs both.
package struct Critic: Sendable {
  private struct Layer: Sendable {
    let forward: LSTM
    let backward: LSTM
  }

  private let layers: [Layer]
  private let dense: [Dense]
  private let value: Dense
  private let dropout: ElementDropout
  private let leakySlope: Double

  /// A critic with new weights for hidden sequences of width `inputs`.
  package init<Scalar>(
    inputs: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    dropout = ElementDropout(keep: configuration.dropoutKeep)
    leakySlope = configuration.leakySlope
    let units = configuration.criticUnits
    layers = (1...configuration.criticLayers).map { number in
      func direction(_ name: String, reversed: Bool) -> LSTM {
        let name = "critic.layer\(number).\(name)"
        return LSTM(
          named: name, inputs: number == 1 ? inputs : 2 * units, hidden: units,
          reversed: reversed, in: &parameters, stream: stream.substream(name))
      }
      return Layer(
        forward: direction("forward", reversed: false),
        backward: direction("backward", reversed: true))
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

  /// What the layers made of some values, in order, for an evaluation with tangents at the same
  /// point.
  struct Trace<Scalar: TensorScalar> {
    fileprivate var layers: [(forward: LSTMOutput<Scalar>, backward: LSTMOutput<Scalar>)] = []
  }

  /// The value of each sample.
  ///
  /// - Parameters:
  ///   - hidden: `[branches * samples, time, H]`; padding has no influence.
  ///   - lengths: valid events of each row.
  ///   - weights: the critic's.
  ///   - mode: dropout on or off; the same stream gives the same masks for each branch and in each
  ///     evaluation.
  ///   - branches: how many times the samples occur in the batch.
  ///   - trace: becomes what the layers computed.
  /// - Returns: `[branches * samples, 1]`.
  func callAsFunction<Scalar>(
    _ hidden: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode,
    branches: Int = 1, trace: inout Trace<Scalar>
  ) -> Variable<Scalar> {
    var sequence = dropout(hidden, mode: mode, named: "critic.input", branches: branches)
    trace.layers = []
    for (index, layer) in layers.enumerated() {
      let isLast = index + 1 == layers.count
      let forward = layer.forward(sequence, weights, lengths: lengths, keepsSequence: !isLast)
      let backward = layer.backward(sequence, weights, lengths: lengths, keepsSequence: !isLast)
      trace.layers.append((forward, backward))
      guard !isLast else {
        // The state after a direction's last step is its output there.
        return head(
          forward.finalHidden.concatenated(with: backward.finalHidden), weights, mode, branches)
      }
      sequence = between(
        forward.sequence.concatenated(with: backward.sequence), mode: mode,
        named: "critic.layer\(index + 1)", branches: branches)
    }
    preconditionFailure("A critic has at least one layer.")
  }

  /// The value of each sample, without a trace.
  func callAsFunction<Scalar>(
    _ hidden: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode,
    branches: Int = 1
  ) -> Variable<Scalar> {
    var trace = Trace<Scalar>()
    return self(
      hidden, lengths: lengths, weights: weights, mode: mode, branches: branches, trace: &trace)
  }

  /// The value of each sample and its derivative along the tangent of `hidden`.
  ///
  /// `known` may be the trace of an evaluation of the same values with the same weights and mode:
  /// the recurrent layers then compute only tangents.
  func callAsFunction<Scalar>(
    _ hidden: Dual<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode,
    known: Trace<Scalar>? = nil
  ) -> Dual<Scalar> {
    var sequence = dropout(hidden, mode: mode, named: "critic.input")
    for (index, layer) in layers.enumerated() {
      let isLast = index + 1 == layers.count
      let forward = layer.forward(
        sequence, weights, lengths: lengths, keepsSequence: !isLast,
        known: known?.layers[index].forward)
      let backward = layer.backward(
        sequence, weights, lengths: lengths, keepsSequence: !isLast,
        known: known?.layers[index].backward)
      guard !isLast else {
        return head(
          forward.finalHidden.concatenated(with: backward.finalHidden), weights, mode)
      }
      sequence = between(
        forward.sequence.concatenated(with: backward.sequence), mode: mode,
        named: "critic.layer\(index + 1)")
    }
    preconditionFailure("A critic has at least one layer.")
  }

  /// Dropout at one layer's output and at the next one's input in one.
  private var between: ElementDropout { ElementDropout(keep: dropout.keep * dropout.keep) }

  private func head<Scalar>(
    _ readout: Variable<Scalar>, _ weights: Weights<Scalar>, _ mode: Mode, _ branches: Int
  ) -> Variable<Scalar> {
    var hidden = dropout(readout, mode: mode, named: "critic.readout", branches: branches)
    for (index, layer) in dense.enumerated() {
      hidden = dropout(
        layer(hidden, weights).leakyReLU(slope: Scalar(leakySlope)), mode: mode,
        named: "critic.dense\(index + 1)", branches: branches)
    }
    return value(hidden, weights)
  }

  private func head<Scalar>(
    _ readout: Dual<Scalar>, _ weights: Weights<Scalar>, _ mode: Mode
  ) -> Dual<Scalar> {
    var hidden = dropout(readout, mode: mode, named: "critic.readout")
    for (index, layer) in dense.enumerated() {
      hidden = dropout(
        layer(hidden, weights).leakyReLU(slope: Scalar(leakySlope)), mode: mode,
        named: "critic.dense\(index + 1)")
    }
    return value(hidden, weights)
  }
}
