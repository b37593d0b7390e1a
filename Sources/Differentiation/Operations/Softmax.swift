import Tensors

extension Variable {
  /// The softmax over the last axis.
  public func softmax() -> Variable {
    let output = Tensor<Scalar>(shape: shape) { y in
      value.withPointer { Scalar.softmax($0, rows: value.rowCount, width: shape[-1], into: y) }
    }
    return Tape.record(output, from: [self]) { SoftmaxRule(output: output) }
  }

  /// The logarithm of the softmax over the last axis, finite for every finite input.
  public func logSoftmax() -> Variable {
    let output = Tensor<Scalar>(shape: shape) { y in
      value.withPointer { Scalar.logSoftmax($0, rows: value.rowCount, width: shape[-1], into: y) }
    }
    return Tape.record(output, from: [self]) { LogSoftmaxRule(output: output) }
  }
}

private struct SoftmaxRule<Scalar: TensorScalar>: GradientRule {
  let output: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil] }
    return [
      Tensor(shape: output.shape) { dx in
        withPointers(output, gradient) {
          Scalar.softmaxGradient($0, $1, rows: output.rowCount, width: output.shape[-1], into: dx)
        }
      }
    ]
  }
}

private struct LogSoftmaxRule<Scalar: TensorScalar>: GradientRule {
  let output: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil] }
    return [
      Tensor(shape: output.shape) { dx in
        withPointers(output, gradient) {
          Scalar.logSoftmaxGradient(
            $0, $1, rows: output.rowCount, width: output.shape[-1], into: dx)
        }
      }
    ]
  }
}
