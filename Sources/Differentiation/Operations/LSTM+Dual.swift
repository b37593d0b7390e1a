import Tensors

/// What an LSTM layer computes from dual numbers.
public struct DualLSTMOutput<Scalar: TensorScalar> {
  /// The hidden state after each event, [batch, time, hidden]; 0 on padding.
  public let sequence: Dual<Scalar>
  /// The hidden state after the last event that was run, [batch, hidden].
  public let finalHidden: Dual<Scalar>
  /// The cell state after the last event that was run, [batch, hidden].
  public let finalCell: Dual<Scalar>
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
  ///
  /// - Complexity: about twice that of `Variable.lstm`, forward and backward.
  public func lstm(
    inputWeight: Variable<Scalar>, recurrentWeight: Variable<Scalar>, bias: Variable<Scalar>,
    lengths: [Int32], initialHidden: Dual? = nil, initialCell: Dual? = nil,
    recurrentMask: Tensor<Scalar>? = nil, options: LSTMOptions = LSTMOptions()
  ) -> DualLSTMOutput<Scalar> {
    let outputs = LSTMRule.record(
      lanes: 2,
      inputs: [
        value, tangent, initialHidden?.value, initialHidden?.tangent, initialCell?.value,
        initialCell?.tangent,
      ],
      weights: [inputWeight, recurrentWeight, bias], recurrentMask: recurrentMask,
      lengths: lengths, options: options)
    return DualLSTMOutput(
      sequence: Dual(value: outputs[0], tangent: outputs[1]),
      finalHidden: Dual(value: outputs[2], tangent: outputs[3]),
      finalCell: Dual(value: outputs[4], tangent: outputs[5]))
  }
}
