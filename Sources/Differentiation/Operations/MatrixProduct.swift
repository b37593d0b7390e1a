import Tensors

extension Variable {
  /// The matrix product with a weight, for every event: [..., inputs] x [inputs, outputs].
  ///
  /// - Returns: [..., outputs]; all leading dimensions are treated as rows of one matrix.
  public func matrixProduct(_ weight: Variable) -> Variable {
    precondition(
      weight.shape.rank == 2 && shape.rank > 0 && shape[-1] == weight.shape[0],
      "A tensor \(shape) cannot be multiplied by a weight \(weight.shape).")
    let product = Tensor.matrixProduct(value.asMatrix, weight.value)
    let result = product.reshaped(shape.replacingLast(by: weight.shape[1]))
    return Tape.record(result, from: [self, weight]) {
      MatrixProductRule(input: value, weight: weight.value)
    }
  }

  /// A vector added to every event: [..., outputs] + [outputs].
  public func adding(bias: Variable) -> Variable {
    precondition(
      bias.shape.rank == 1 && shape.rank > 0 && shape[-1] == bias.shape[0],
      "A bias \(bias.shape) cannot be added to a tensor \(shape).")
    let width = shape[-1]
    let sum = Tensor<Scalar>(shape: shape) { result in
      withPointers(value, bias.value) { x, bias in
        Scalar.add(bias: bias, toRowsOf: x, rows: value.rowCount, width: width, into: result)
      }
    }
    return Tape.record(sum, from: [self, bias]) { BiasRule() }
  }
}

/// y = x w, so dx = dy w^T and dw = x^T dy.
private struct MatrixProductRule<Scalar: TensorScalar>: GradientRule {
  let input: Tensor<Scalar>
  let weight: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0]?.asMatrix else { return [nil, nil] }
    return [
      wanted[0]
        ? Tensor.matrixProduct(gradient, weight, transposingSecond: true).reshaped(input.shape)
        : nil,
      wanted[1] ? Tensor.matrixProduct(input.asMatrix, gradient, transposingFirst: true) : nil,
    ]
  }
}

private struct BiasRule<Scalar: TensorScalar>: GradientRule {
  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [wanted[0] ? outputs[0] : nil, wanted[1] ? outputs[0]?.columnSums() : nil]
  }
}

extension Tensor {
  /// The tensor with all leading dimensions merged into one.
  fileprivate var asMatrix: Tensor { reshaped([rowCount, shape[-1]]) }
}
