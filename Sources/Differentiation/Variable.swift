import Tensors

/// A tensor in a computation that may be differentiated.
///
/// A variable is either a *constant*, through which no gradient flows and which costs nothing, or
/// the result of something recorded on a `Tape`. An operation on constants alone is not recorded:
/// the same model code therefore serves training and inference.
public struct Variable<Scalar: TensorScalar> {
  /// The value.
  public let value: Tensor<Scalar>
  let node: (tape: Tape<Scalar>, index: Int)?

  init(value: Tensor<Scalar>, tape: Tape<Scalar>, index: Int) {
    self.value = value
    node = (tape, index)
  }

  /// A constant: gradients stop here.
  public init(_ value: Tensor<Scalar>) {
    self.value = value
    node = nil
  }

  /// The extents of the value.
  public var shape: Shape { value.shape }

  /// Whether gradients flow through this variable.
  public var isDifferentiable: Bool { node != nil }

  func isConstantOrOn(_ tape: Tape<Scalar>) -> Bool { node.map { $0.tape === tape } ?? true }

  /// The same value as a constant: gradients stop here.
  public var detached: Variable { Variable(value) }
}
