import Tensors

extension Variable {
  /// The sum of all elements, as a tensor of rank 0.
  public func sum() -> Variable {
    Tape.record(.scalar(value.sum()), from: [self]) { SumRule(shape: shape, factor: 1) }
  }

  /// The mean of all elements, as a tensor of rank 0.
  public func mean() -> Variable {
    let share = 1 / Scalar(shape.count)
    return Tape.record(.scalar(value.sum() * share), from: [self]) {
      SumRule(shape: shape, factor: share)
    }
  }
}

private struct SumRule<Scalar: TensorScalar>: GradientRule {
  let shape: Shape
  let factor: Scalar

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [outputs[0].map { Tensor(repeating: $0.item * factor, shape: shape) }]
  }
}
