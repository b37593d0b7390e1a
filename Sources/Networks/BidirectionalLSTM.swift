import Differentiation
import RandomStreams
import Tensors

/// Two LSTM layers over the same sequences, one from each end (spec/00 6.1).
///
/// The layers have separate parameters, `NAME.forward...` and `NAME.backward...`. The backward one
/// starts at the last valid event of each sample, so padding reaches neither.
public struct BidirectionalLSTM: Sendable {
  /// The layer that reads from the first event on.
  public let forward: LSTM
  /// The layer that reads from the last valid event back.
  public let backward: LSTM

  /// Adds the parameters of both layers, of `hidden` units each, to `parameters`.
  public init<Scalar: TensorScalar>(
    named name: String, inputs: Int, hidden: Int, flavour: LSTMFlavour = .standard,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    forward = LSTM(
      named: "\(name).forward", inputs: inputs, hidden: hidden, flavour: flavour,
      in: &parameters, stream: stream)
    backward = LSTM(
      named: "\(name).backward", inputs: inputs, hidden: hidden, flavour: flavour, reversed: true,
      in: &parameters, stream: stream)
  }

  /// The outputs for `x [batch, time, inputs]`: `[batch, time, 2 hidden]`, forward then backward.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> Variable<Scalar> {
    forward(x, weights, lengths: lengths).sequence
      .concatenated(with: backward(x, weights, lengths: lengths).sequence)
  }

  /// The outputs for a value and a tangent, `[batch, time, 2 hidden]`.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Dual<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> Dual<Scalar> {
    forward(x, weights, lengths: lengths).sequence
      .concatenated(with: backward(x, weights, lengths: lengths).sequence)
  }
}
