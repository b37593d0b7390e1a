import Tensors

/// A value together with its tangent: its derivative along one direction of the inputs.
///
/// Operations on dual numbers compute both forward, from recorded operations, so a loss made of
/// tangents can be differentiated in reverse like any other. This is how the gradient penalty gets
/// its second derivative at the price of about two ordinary passes (spec/01 section 11): with
/// g = dD/dh and v fixed, d(v . g)/d(weights) is the gradient of the tangent of D along v.
public struct Dual<Scalar: TensorScalar> {
  /// The value.
  public var value: Variable<Scalar>
  /// The derivative of the value along the direction, of the same shape.
  public var tangent: Variable<Scalar>

  /// A value and a tangent of the same shape.
  public init(value: Variable<Scalar>, tangent: Variable<Scalar>) {
    precondition(value.shape == tangent.shape)
    self.value = value
    self.tangent = tangent
  }
}
