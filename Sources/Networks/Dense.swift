import Differentiation
import RandomStreams
import Tensors

/// A fully connected layer: y = x W + b on the last axis, the same for every event.
///
/// Trains `NAME.weight [inputs, outputs]`, Glorot uniform at first, and `NAME.bias [outputs]`, 0 at
/// first. It has no activation of its own.
public struct Dense: Sendable {
  /// The weight, `[inputs, outputs]`.
  public let weight: ParameterID
  /// The bias, `[outputs]`.
  public let bias: ParameterID

  /// Adds the layer's parameters to `parameters`.
  public init<Scalar: TensorScalar>(
    named name: String, inputs: Int, outputs: Int, in parameters: inout Parameters<Scalar>,
    stream: RandomStream
  ) {
    weight = parameters.add(
      .glorotUniform, [inputs, outputs], named: "\(name).weight", stream: stream)
    bias = parameters.add(.zeros, [outputs], named: "\(name).bias", stream: stream)
  }

  /// `[..., inputs]` to `[..., outputs]`.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, _ weights: Weights<Scalar>
  ) -> Variable<Scalar> {
    x.matrixProduct(weights[weight]).adding(bias: weights[bias])
  }

  /// `[..., inputs]` to `[..., outputs]`, value and tangent.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Dual<Scalar>, _ weights: Weights<Scalar>
  ) -> Dual<Scalar> {
    x.matrixProduct(weights[weight]).adding(bias: weights[bias])
  }
}
