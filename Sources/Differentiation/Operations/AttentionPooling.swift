import Tensors

extension Variable {
  /// The weighted sum over time whose weights are the softmax of the scores of valid events.
  ///
  /// Exact by default; the profile `reference` adds an epsilon to the denominator (spec/00
  /// section 6.2). Padding is never read and gets weight and gradient 0; a sample of length 0
  /// gives zeros.
  ///
  /// - Parameters:
  ///   - scores: one number per event, [batch, time].
  ///   - lengths: how many events of each sample are valid.
  ///   - epsilon: added to the sum of the exponentials of the scores themselves.
  /// - Returns: [batch, time, width] -> [batch, width].
  public func softmaxPooled(
    scores: Variable, lengths: [Int32], epsilon: Scalar = 0
  ) -> Variable {
    attentionPooled(scores: scores, lengths: lengths, epsilon: epsilon).context
  }

  /// Like `softmaxPooled`, and the weights [batch, time], as a constant, for inspection.
  public func attentionPooled(
    scores: Variable, lengths: [Int32], epsilon: Scalar = 0
  ) -> (context: Variable, weights: Tensor<Scalar>) {
    let sequences = SequenceShape(shape, lengths: lengths)
    precondition(
      scores.shape == [sequences.batch, sequences.time],
      "Scores \(scores.shape) for sequences \(shape).")
    var weights = Tensor<Scalar>.zeros(scores.shape)
    let context = Tensor<Scalar>(shape: sequences.eventShape) { context in
      weights.withMutablePointer { weights in
        withPointers(value, scores.value) { x, scores in
          Scalar.softmaxPool(
            x, scores: scores, epsilon: epsilon, batch: sequences.batch, time: sequences.time,
            width: sequences.width, lengths: lengths, weights: weights, context: context)
        }
      }
    }
    let result = Tape.record(context, from: [self, scores]) {
      AttentionPoolingRule(
        input: value, weights: weights, context: context, sequences: sequences, lengths: lengths)
    }
    return (result, weights)
  }
}

private struct AttentionPoolingRule<Scalar: TensorScalar>: GradientRule {
  let input: Tensor<Scalar>
  let weights: Tensor<Scalar>
  let context: Tensor<Scalar>
  let sequences: SequenceShape
  let lengths: [Int32]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil, nil] }
    var inputGradient: Tensor<Scalar>?
    var scoreGradient: Tensor<Scalar>?
    if wanted[0] {
      inputGradient = Tensor(shape: input.shape) { compute(gradient, dx: $0, dscores: nil) }
    }
    if wanted[1] {
      scoreGradient = Tensor(shape: weights.shape) { compute(gradient, dx: nil, dscores: $0) }
    }
    return [inputGradient, scoreGradient]
  }

  private func compute(
    _ gradient: Tensor<Scalar>, dx: UnsafeMutablePointer<Scalar>?,
    dscores: UnsafeMutablePointer<Scalar>?
  ) {
    withPointers(input, weights, context, gradient) { input, weights, context, gradient in
      Scalar.softmaxPoolGradient(
        input, weights: weights, context: context, gradient: gradient, batch: sequences.batch,
        time: sequences.time, width: sequences.width, lengths: lengths, dx: dx, dscores: dscores)
    }
  }
}
