import Tensors

/// What an LSTM layer computes from dual numbers.
public struct DualLSTMOutput<Scalar: TensorScalar> {
  private let keptSequence: Dual<Scalar>?
  /// The hidden state after the last event that was run, [batch, hidden].
  public let finalHidden: Dual<Scalar>
  /// The cell state after the last event that was run, [batch, hidden].
  public let finalCell: Dual<Scalar>

  /// The hidden state after each event, [batch, time, hidden]; 0 on padding.
  ///
  /// - Precondition: the layer was not told to do without.
  public var sequence: Dual<Scalar> {
    guard let keptSequence else { preconditionFailure("This layer keeps only its final states.") }
    return keptSequence
  }

  fileprivate init(_ recorded: LSTMRule<Scalar>.Recorded) {
    func dual(_ quantity: Int) -> Dual<Scalar>? {
      guard let value = recorded.outputs[2 * quantity],
        let tangent = recorded.outputs[2 * quantity + 1]
      else { return nil }
      return Dual(value: value, tangent: tangent)
    }
    keptSequence = dual(0)
    guard let finalHidden = dual(1), let finalCell = dual(2) else {
      preconditionFailure("An LSTM always has final states.")
    }
    self.finalHidden = finalHidden
    self.finalCell = finalCell
  }
}

extension Dual {
  /// An LSTM layer over sequences [batch, time, features] with tangents.
  ///
  /// The tangents of the pre-activations are a' = x'_t W + h'_{t-1} U, since weights have none; the
  /// rest follows by the product and chain rules. Value and tangent run through one fused
  /// operation, whose reverse is known in closed form: it needs the second derivatives of the
  /// activations, but nothing that grows faster than the sequence.
  ///
  /// The parameters are those of `Variable.lstm`; the recurrent mask multiplies the tangent too.
  /// `known` may be the output of `Variable.lstm` for the same values, weights, mask and options:
  /// then only the tangents are computed.
  ///
  /// - Complexity: about twice that of `Variable.lstm`, forward and backward; forward half of that
  ///   if the values are known.
  public func lstm(
    inputWeight: Variable<Scalar>, recurrentWeight: Variable<Scalar>, bias: Variable<Scalar>,
    lengths: [Int32], initialHidden: Dual? = nil, initialCell: Dual? = nil,
    recurrentMask: Tensor<Scalar>? = nil, options: LSTMOptions = LSTMOptions(),
    known: LSTMOutput<Scalar>? = nil
  ) -> DualLSTMOutput<Scalar> {
    DualLSTMOutput(
      LSTMRule.record(
        lanes: 2,
        inputs: [
          value, tangent, initialHidden?.value, initialHidden?.tangent, initialCell?.value,
          initialCell?.tangent,
        ],
        weights: [inputWeight, recurrentWeight, bias], recurrentMask: recurrentMask,
        lengths: lengths, options: options, values: known?.run))
  }
}
