import Differentiation
import RandomStreams
import Tensors

/// A long short-term memory layer over sequences, in one direction (spec/00 6.1).
///
/// Trains `NAME.inputWeight [inputs, 4 hidden]`, `NAME.recurrentWeight [hidden, 4 hidden]` and
/// `NAME.bias [4 hidden]`; gates in the order input, forget, candidate, output. At first:
///
/// | flavour | input weight | recurrent weight | bias | constant added to the forget gate |
/// |---|---|---|---|---|
/// | `standard` | Glorot over the joined kernel | the same | 0 | 1 |
/// | `keras-relu` | orthogonal | orthogonal | 0, forget 1 | 0 |
/// | `keras-tanh` | Glorot | orthogonal | 0, forget 1 | 0 |
public struct LSTM: Sendable {
  /// Activations and first values.
  public let flavour: LSTMFlavour
  /// Whether each sample is read from its last valid event back to its first.
  public private(set) var isReversed: Bool
  /// The number of units.
  public let hidden: Int
  /// The weight of the input, `[inputs, 4 hidden]`.
  public let inputWeight: ParameterID
  /// The weight of the previous output, `[hidden, 4 hidden]`.
  public let recurrentWeight: ParameterID
  /// The bias, `[4 hidden]`.
  public let bias: ParameterID

  /// Adds the layer's parameters to `parameters`.
  public init<Scalar: TensorScalar>(
    named name: String, inputs: Int, hidden: Int, flavour: LSTMFlavour = .standard,
    reversed: Bool = false, in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.flavour = flavour
    self.hidden = hidden
    isReversed = reversed
    let start = flavour.start(inputs: inputs, hidden: hidden)
    inputWeight = parameters.add(
      start.input, [inputs, 4 * hidden], fans: start.fans, named: "\(name).inputWeight",
      stream: stream)
    recurrentWeight = parameters.add(
      start.recurrent, [hidden, 4 * hidden], fans: start.fans, named: "\(name).recurrentWeight",
      stream: stream)
    bias = parameters.add(flavour.firstBias(hidden: hidden), named: "\(name).bias")
  }

  /// The same layer with the same weights, which reads each sample from its other end.
  public var readingBackwards: LSTM {
    var other = self
    other.isReversed.toggle()
    return other
  }

  /// The outputs and final states for `x [batch, time, inputs]`.
  ///
  /// - Parameters:
  ///   - x: the sequences; padding has no effect.
  ///   - weights: the parameters of this pass.
  ///   - lengths: the number of valid events of each sample.
  ///   - initialHidden: `[batch, hidden]`; nil for zeros.
  ///   - initialCell: `[batch, hidden]`; nil for zeros.
  ///   - recurrentMask: `[batch, hidden]`, multiplies the previous output at every event.
  ///   - keepsSequence: whether the outputs are wanted, not only the final states.
  /// - Returns: the output sequence, 0 on padding, and the states after each sample's last event.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32],
    initialHidden: Variable<Scalar>? = nil, initialCell: Variable<Scalar>? = nil,
    recurrentMask: Tensor<Scalar>? = nil, keepsSequence: Bool = true
  ) -> LSTMOutput<Scalar> {
    x.lstm(
      inputWeight: weights[inputWeight], recurrentWeight: weights[recurrentWeight],
      bias: weights[bias], lengths: lengths, initialHidden: initialHidden,
      initialCell: initialCell, recurrentMask: recurrentMask, options: options(keepsSequence))
  }

  /// The outputs and final states for a value and a tangent; otherwise as above.
  ///
  /// `known` may be what the layer made of the same value before; then only tangents are computed.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Dual<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32],
    initialHidden: Dual<Scalar>? = nil, initialCell: Dual<Scalar>? = nil,
    recurrentMask: Tensor<Scalar>? = nil, keepsSequence: Bool = true,
    known: LSTMOutput<Scalar>? = nil
  ) -> DualLSTMOutput<Scalar> {
    x.lstm(
      inputWeight: weights[inputWeight], recurrentWeight: weights[recurrentWeight],
      bias: weights[bias], lengths: lengths, initialHidden: initialHidden,
      initialCell: initialCell, recurrentMask: recurrentMask, options: options(keepsSequence),
      known: known)
  }

  private func options(_ keepsSequence: Bool) -> LSTMOptions {
    LSTMOptions(flavour: flavour, reversed: isReversed, keepsSequence: keepsSequence)
  }
}

extension LSTMFlavour {
  /// First values of the two kernels; `fans` nil where each kernel goes by its own extents.
  fileprivate func start(
    inputs: Int, hidden: Int
  ) -> (input: Initialiser, recurrent: Initialiser, fans: (inputs: Int, outputs: Int)?) {
    switch self {
    case .standard: (.glorotUniform, .glorotUniform, (inputs + hidden, 4 * hidden))
    case .kerasReLU: (.orthogonal, .orthogonal, nil)
    case .kerasTanh: (.glorotUniform, .orthogonal, nil)
    }
  }

  /// Zeros, with ones for the forget gate in the flavours that train their forget bias.
  func firstBias<Scalar: TensorScalar>(hidden: Int) -> Tensor<Scalar> {
    var bias = [Double](repeating: 0, count: 4 * hidden)
    if constantForgetBias == 0 {
      for unit in hidden..<(2 * hidden) { bias[unit] = 1 }
    }
    return Tensor(converting: Tensor<Double>(bias, shape: [4 * hidden]))
  }
}
