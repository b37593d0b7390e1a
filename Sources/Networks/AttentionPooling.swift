import Differentiation
import RandomStreams
import Tensors

/// Attention with context: a sequence summed up in one vector (spec/00 6.2).
///
/// v = tanh(h W + b), e = v . u, and the result is the mean of the valid events h weighted by the
/// softmax of e. Trains `NAME.weight [features, features]` and `NAME.context [features, 1]`, Glorot
/// uniform at first, and `NAME.bias [features]`, 0 at first. The softmax is exact unless the layer is
/// given an epsilon for its denominator, which the profile `reference` has.
public struct AttentionPooling: Sendable {
  /// W, `[features, features]`.
  public let weight: ParameterID
  /// b, `[features]`.
  public let bias: ParameterID
  /// u as a column, `[features, 1]`.
  public let context: ParameterID
  /// Added to the sum of the exponentials of the scores.
  public let epsilon: Double

  /// Adds the layer's parameters to `parameters`.
  public init<Scalar: TensorScalar>(
    named name: String, features: Int, epsilon: Double = 0,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.epsilon = epsilon
    weight = parameters.add(
      .glorotUniform, [features, features], named: "\(name).weight", stream: stream)
    bias = parameters.add(.zeros, [features], named: "\(name).bias", stream: stream)
    context = parameters.add(
      Initialiser.glorotUniform.tensor([features], stream: stream.substream("\(name).context"))
        .reshaped([features, 1]),
      named: "\(name).context")
  }

  /// `[batch, time, features]` to `[batch, features]`.
  public func callAsFunction<Scalar: TensorScalar>(
    _ h: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> Variable<Scalar> {
    pooled(h, weights, lengths: lengths).context
  }

  /// The result and the weights of all events, `[batch, time]`, which are 0 on padding.
  public func pooled<Scalar: TensorScalar>(
    _ h: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32]
  ) -> (context: Variable<Scalar>, weights: Tensor<Scalar>) {
    let scores = h.matrixProduct(weights[weight]).adding(bias: weights[bias]).tanh()
      .matrixProduct(weights[context]).reshaped([h.shape[0], h.shape[1]])
    return h.attentionPooled(scores: scores, lengths: lengths, epsilon: Scalar(epsilon))
  }
}
