import Tensors

extension Variable {
  /// The weighted cross entropy of logits [batch, classes], as a tensor of rank 0.
  ///
  /// -(1/batch) sum over b of weights[b] log softmax(logits[b])[classes[b]]: divided by the batch
  /// size, not by the sum of the weights (spec/00 section 6.4). Finite for every finite logit.
  ///
  /// - Parameters:
  ///   - classes: the true class of each sample.
  ///   - weights: the weight of each sample.
  /// - Returns: the loss.
  public func softmaxCrossEntropy(classes: [Int32], weights: [Scalar]) -> Variable {
    precondition(
      shape.rank == 2 && classes.count == shape[0] && weights.count == shape[0],
      "Logits \(shape) with \(classes.count) classes and \(weights.count) weights.")
    let (rows, width) = (shape[0], shape[1])
    precondition(
      classes.allSatisfy { $0 >= 0 && $0 < width }, "A class is outside 0..<\(width).")
    var loss: Scalar = 0
    let logProbabilities = Tensor<Scalar>(shape: shape) { result in
      value.withPointer {
        loss = Scalar.crossEntropy(
          logits: $0, classes: classes, weights: weights, rows: rows, width: width,
          logProbabilities: result)
      }
    }
    return Tape.record(.scalar(loss), from: [self]) {
      CrossEntropyRule(logProbabilities: logProbabilities, classes: classes, weights: weights)
    }
  }
}

private struct CrossEntropyRule<Scalar: TensorScalar>: GradientRule {
  let logProbabilities: Tensor<Scalar>
  let classes: [Int32]
  let weights: [Scalar]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let upstream = outputs[0]?.item else { return [nil] }
    let shape = logProbabilities.shape
    return [
      Tensor(shape: shape) { result in
        logProbabilities.withPointer {
          Scalar.crossEntropyGradient(
            logProbabilities: $0, classes: classes, weights: weights, rows: shape[0],
            width: shape[1], upstream: upstream, into: result)
        }
      }
    ]
  }
}
