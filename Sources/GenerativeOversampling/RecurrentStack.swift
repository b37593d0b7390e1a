import Differentiation
import Networks
import RandomStreams
import Tensors

/// LSTM layers one upon another, with dropout at each layer's input and output (spec/01 section 9).
///
/// The generator is one such stack over the events and, in the seq2seq form, one over the labels; the
/// decoder of the events is another. They differ in what their states start from.
struct RecurrentStack: Sendable {
  private let name: String
  private let layers: [LSTM]
  private let dropout: ElementDropout

  /// What a stack makes of some sequences.
  struct Output<Scalar: TensorScalar> {
    /// The last layer's outputs, `[samples, time, H]`; arbitrary on padding.
    var sequence: Variable<Scalar>
    /// Each layer's hidden state after the last valid event, `[samples, H]`.
    var finalHiddens: [Variable<Scalar>]
    /// Each layer's cell state after the last valid event, `[samples, H]`.
    var finalCells: [Variable<Scalar>]
  }

  /// A stack with new weights, `NAME.layer1` and on.
  init<Scalar>(
    named name: String, inputs: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.name = name
    dropout = ElementDropout(configuration)
    layers = (1...configuration.layers).map { number in
      let layer = "\(name).layer\(number)"
      return LSTM(
        named: layer, inputs: number == 1 ? inputs : configuration.hiddenUnits,
        hidden: configuration.hiddenUnits, in: &parameters, stream: stream.substream(layer))
    }
  }

  /// The outputs and final states.
  ///
  /// - Parameters:
  ///   - x: `[branches * samples, time, inputs]`.
  ///   - lengths: valid events of each row.
  ///   - initialHiddens: each layer's first hidden state, `[branches * samples, H]`; nil for zeros.
  ///   - initialCells: each layer's first cell state; nil for zeros.
  ///   - weights: of the network that the stack is part of.
  ///   - mode: dropout on or off.
  ///   - branches: how many times the samples occur in the batch.
  /// - Returns: tensors of as many rows as `x` has.
  func callAsFunction<Scalar>(
    _ x: Variable<Scalar>, lengths: [Int32], initialHiddens: [Variable<Scalar>]? = nil,
    initialCells: [Variable<Scalar>]? = nil, weights: Weights<Scalar>, mode: Mode,
    branches: Int = 1
  ) -> Output<Scalar> {
    var output = Output(
      sequence: dropout(x, mode: mode, named: "\(name).input", branches: branches),
      finalHiddens: [], finalCells: [])
    for (index, layer) in layers.enumerated() {
      let result = layer(
        output.sequence, weights, lengths: lengths, initialHidden: initialHiddens?[index],
        initialCell: initialCells?[index])
      output.finalHiddens.append(result.finalHidden)
      output.finalCells.append(result.finalCell)
      let follows = index + 1 < layers.count ? dropout.betweenLayers : dropout
      output.sequence = follows(
        result.sequence, mode: mode, named: "\(name).layer\(index + 1)", branches: branches)
    }
    return output
  }
}
