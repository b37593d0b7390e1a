import Tensors

/// How a recorded operation passes gradients from its outputs back to its inputs.
///
/// A rule is a value that keeps what the operation's derivative needs: usually some of its inputs
/// or outputs. Adding a differentiable operation is one file: a function on `Variable` that
/// computes the outputs, and the rule that it records.
///
/// Rules are first order. Where a model needs the gradient of a directional derivative (the
/// gradient penalty), its operations are applied to `Dual` numbers instead: value and tangent are
/// both computed forward from recorded operations, and then differentiated once in reverse.
public protocol GradientRule<Scalar> {
  /// The number type of the tensors.
  associatedtype Scalar: TensorScalar

  /// The gradients of the loss with respect to the inputs.
  ///
  /// - Parameters:
  ///   - outputs: the gradient with respect to each output, of its shape; nil where none arrived.
  ///     At least one is present.
  ///   - wanted: which inputs need a gradient.
  /// - Returns: one entry per input, of its shape; nil where not wanted or identically zero.
  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?]
}
