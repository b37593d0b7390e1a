import Tensors

extension Variable {
  /// The same elements under another shape of the same count.
  public func reshaped(_ shape: Shape) -> Variable {
    Tape.record(value.reshaped(shape), from: [self]) { ReshapeRule(shape: self.shape) }
  }

  /// This and another tensor side by side along the last axis; all other extents must agree.
  public func concatenated(with other: Variable) -> Variable {
    precondition(
      shape.rank > 0 && shape.rank == other.shape.rank
        && shape.replacingLast(by: 1) == other.shape.replacingLast(by: 1),
      "Tensors \(shape) and \(other.shape) cannot be put side by side.")
    let widths = [shape[-1], other.shape[-1]]
    let total = widths[0] + widths[1]
    let rows = value.rowCount
    let joined = Tensor<Scalar>(shape: shape.replacingLast(by: total)) { result in
      withPointers(value, other.value) { left, right in
        Scalar.copyRows(
          rows, width: widths[0], from: left, stride: widths[0], to: result, stride: total)
        Scalar.copyRows(
          rows, width: widths[1], from: right, stride: widths[1], to: result + widths[0],
          stride: total)
      }
    }
    return Tape.record(joined, from: [self, other]) { ConcatenationRule(widths: widths) }
  }
}

private struct ReshapeRule<Scalar: TensorScalar>: GradientRule {
  let shape: Shape

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [outputs[0].map { $0.reshaped(shape) }]
  }
}

private struct ConcatenationRule<Scalar: TensorScalar>: GradientRule {
  let widths: [Int]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil, nil] }
    let starts = [0, widths[0]]
    return (0..<2).map { part in
      guard wanted[part] else { return nil }
      return Tensor(shape: gradient.shape.replacingLast(by: widths[part])) { result in
        gradient.withPointer {
          Scalar.copyRows(
            gradient.rowCount, width: widths[part], from: $0 + starts[part],
            stride: gradient.shape[-1], to: result, stride: widths[part])
        }
      }
    }
  }
}
