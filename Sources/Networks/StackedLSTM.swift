import Differentiation
import RandomStreams
import Tensors

/// LSTM layers of one width upon each other, in one direction (spec/00 6.1).
///
/// Faster than `LSTM` layer by layer, with the same numbers, where nothing but dropout masks that
/// are constant over time stands between the layers. Trains the parameters of `LSTM` under the names
/// `NAME0`, `NAME1` and so on.
public struct StackedLSTM: Sendable {
  /// From the lowest to the highest.
  public let layers: [LSTM]

  /// Masks on a layer's inputs; each nil where nothing is dropped.
  public struct Masks<Scalar: TensorScalar> {
    /// `[batch, inputs]`, multiplies the input of every event.
    public var input: Tensor<Scalar>?
    /// `[batch, hidden]`, multiplies the previous output at every event.
    public var recurrent: Tensor<Scalar>?

    /// The given masks.
    public init(input: Tensor<Scalar>? = nil, recurrent: Tensor<Scalar>? = nil) {
      self.input = input
      self.recurrent = recurrent
    }
  }

  /// Adds the parameters of `count` layers to `parameters`.
  ///
  /// - Precondition: `count` is at least 1.
  public init<Scalar: TensorScalar>(
    named name: String, count: Int, inputs: Int, hidden: Int, flavour: LSTMFlavour = .standard,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    precondition(count >= 1, "A stack has at least one layer.")
    layers = (0..<count).map { layer in
      LSTM(
        named: "\(name)\(layer)", inputs: layer == 0 ? inputs : hidden, hidden: hidden,
        flavour: flavour, in: &parameters, stream: stream)
    }
  }

  /// The outputs and final states for `x [batch, time, inputs]`.
  ///
  /// - Parameters:
  ///   - x: the sequences; padding has no effect.
  ///   - weights: the parameters of this pass.
  ///   - lengths: the number of valid events of each sample.
  ///   - masks: of each layer; empty for none.
  ///   - keepsSequence: whether the last layer's outputs are wanted, not only the final states.
  /// - Returns: the last layer's output sequence, 0 on padding, and the states of all layers after
  ///   each sample's last event.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32],
    masks: [Masks<Scalar>] = [], keepsSequence: Bool = true
  ) -> LSTMStackOutput<Scalar> {
    precondition(masks.isEmpty || masks.count == layers.count, "Masks are for all layers or none.")
    return x.lstmStack(
      layers.enumerated().map { index, layer in
        LSTMStackLayer(
          inputWeight: weights[layer.inputWeight], recurrentWeight: weights[layer.recurrentWeight],
          bias: weights[layer.bias], inputMask: masks.isEmpty ? nil : masks[index].input,
          recurrentMask: masks.isEmpty ? nil : masks[index].recurrent)
      },
      lengths: lengths,
      options: LSTMOptions(flavour: layers[0].flavour, keepsSequence: keepsSequence))
  }
}
