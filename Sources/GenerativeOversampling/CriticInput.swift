import Differentiation
import Networks
import Tensors

/// What the critic can be evaluated on: values, or values with tangents.
///
/// The gradient penalty needs both (see `GradientPenalty`). With this protocol the critic is written
/// once; each conformance only hands the operations on.
protocol CriticInput<Scalar> {
  associatedtype Scalar: TensorScalar

  /// This and another tensor side by side along the last axis.
  func concatenated(with other: Self) -> Self
  /// The last valid event of each sample: `[batch, time, width]` to `[batch, width]`.
  func atLastEvent(lengths: [Int32]) -> Self
  /// x where positive, else `slope` x.
  func leakyReLU(slope: Scalar) -> Self
  /// With elements dropped, in training.
  func through(_ dropout: ElementDropout, mode: Mode, named name: String, branches: Int) -> Self
  /// What a dense layer makes of it.
  func through(_ layer: Dense, _ weights: Weights<Scalar>) -> Self
  /// What an LSTM layer makes of it.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - weights: of the critic.
  ///   - lengths: valid events of each row.
  ///   - initial: the state before the first step; nil for zeros.
  ///   - keepsSequence: whether the outputs are wanted, not only the final state.
  ///   - known: what the layer made of the same values before, if it did.
  /// - Returns: the outputs and the final state.
  func through(
    _ layer: LSTM, _ weights: Weights<Scalar>, lengths: [Int32], initial: LSTMState<Self>?,
    keepsSequence: Bool, known: LSTMOutput<Scalar>?
  ) -> CriticLayerOutput<Self>
}

/// Both states of an LSTM layer between two steps, each `[batch, units]`.
struct LSTMState<Value> {
  let hidden: Value
  let cell: Value
}

/// What an LSTM layer made of some input.
struct CriticLayerOutput<Value: CriticInput> {
  /// The outputs, `[batch, time, units]`; nil if only the final state was wanted.
  let sequence: Value?
  /// The state after the last step.
  let state: LSTMState<Value>
  /// For a later run with tangents over the same values; nil if this one had tangents.
  let run: LSTMOutput<Value.Scalar>?
}

extension Variable: CriticInput {
  func through(
    _ dropout: ElementDropout, mode: Mode, named name: String, branches: Int
  ) -> Variable {
    dropout(self, mode: mode, named: name, branches: branches)
  }

  func through(_ layer: Dense, _ weights: Weights<Scalar>) -> Variable { layer(self, weights) }

  func through(
    _ layer: LSTM, _ weights: Weights<Scalar>, lengths: [Int32], initial: LSTMState<Variable>?,
    keepsSequence: Bool, known: LSTMOutput<Scalar>?
  ) -> CriticLayerOutput<Variable> {
    let output = layer(
      self, weights, lengths: lengths, initialHidden: initial?.hidden, initialCell: initial?.cell,
      keepsSequence: keepsSequence)
    return CriticLayerOutput(
      sequence: keepsSequence ? output.sequence : nil,
      state: LSTMState(hidden: output.finalHidden, cell: output.finalCell), run: output)
  }
}

extension Dual: CriticInput {
  func through(
    _ dropout: ElementDropout, mode: Mode, named name: String, branches: Int
  ) -> Dual {
    dropout(self, mode: mode, named: name, branches: branches)
  }

  func through(_ layer: Dense, _ weights: Weights<Scalar>) -> Dual { layer(self, weights) }

  func through(
    _ layer: LSTM, _ weights: Weights<Scalar>, lengths: [Int32], initial: LSTMState<Dual>?,
    keepsSequence: Bool, known: LSTMOutput<Scalar>?
  ) -> CriticLayerOutput<Dual> {
    let output = layer(
      self, weights, lengths: lengths, initialHidden: initial?.hidden, initialCell: initial?.cell,
      keepsSequence: keepsSequence, known: known)
    return CriticLayerOutput(
      sequence: keepsSequence ? output.sequence : nil,
      state: LSTMState(hidden: output.finalHidden, cell: output.finalCell), run: nil)
  }
}
