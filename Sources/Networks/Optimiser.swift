import Tensors

/// A rule that changes parameters against their gradients, step by step (spec/00 6.4).
///
/// ```swift
/// var adam = Adam<Float>(learningRate: 1e-4, beta1: 0.5, beta2: 0.9)
/// adam.update(&parameters, gradients: weights.gradients(of: loss, on: tape))
/// ```
///
/// An optimiser belongs to one `Parameters` value: its state has a tensor or two for each of the
/// parameters, in their order, made at the first step. State and parameters together are all that
/// training needs to continue as if it had never stopped.
public protocol Optimiser<Scalar>: Sendable {
  /// The number type of the parameters.
  associatedtype Scalar: TensorScalar

  /// The size of a step; a schedule may change it between steps.
  var learningRate: Double { get set }

  /// What the steps so far have left behind.
  var state: OptimiserState<Scalar> { get set }

  /// Makes one step.
  ///
  /// - Precondition: one gradient for each parameter, in order, of its shape.
  mutating func update(
    _ parameters: inout Parameters<Scalar>, gradients: [Tensor<Scalar>])
}

extension Optimiser {
  /// The state as named tensors, `first.NAME` and so on, and `step`: what a checkpoint keeps.
  public func namedTensors(for parameters: Parameters<Scalar>) -> [NamedTensor<Scalar>] {
    var state = state
    state.prepare(for: parameters)
    return state.slots(parameters.names).map { NamedTensor($0, $1) }
      // Single precision counts to 2^24 exactly; by then every correction is 1 to the last bit.
      + [NamedTensor("step", .scalar(Scalar(state.step)))]
  }

  /// Replaces the state by a stored one.
  ///
  /// Changes nothing when it throws.
  ///
  /// - Throws: `CheckpointMismatch` unless names and shapes are those of an optimiser of this kind
  ///   for these parameters.
  public mutating func restore(
    _ stored: [NamedTensor<Scalar>], for parameters: Parameters<Scalar>
  ) throws(CheckpointMismatch) {
    var state = state
    state.prepare(for: parameters)
    let expected = state.slots(parameters.names).map { ($0, $1.shape) } + [("step", [])]
    try state.replace(stored.matched(to: expected), parameterCount: parameters.names.count)
    self.state = state
  }
}
