import Tensors

/// What a look at a sequence by additive attention gives.
public struct AdditiveAttention<Scalar: TensorScalar> {
  /// The mean of the events, [batch, width].
  public let context: Variable<Scalar>
  /// The scores before the softmax, [batch, time]; 0 on padding.
  public let scores: Tensor<Scalar>
  /// The weights in the mean, [batch, time]; 0 on padding.
  public let weights: Tensor<Scalar>
}

extension Variable {
  /// The mean of the valid events [batch, time, width], weighted by additive attention.
  ///
  /// An event's weight is the softmax of its score v tanh(query + key) (spec/00 section 6.3).
  /// Padding is never read and gets gradient 0. Neither pass keeps or writes the tanh of all
  /// events; the backward pass computes it anew.
  ///
  /// - Parameters:
  ///   - query: what is looked for, [batch, width].
  ///   - keys: what each event offers, [batch, time, width].
  ///   - score: v as a column, [width, 1].
  ///   - lengths: how many events of each sample are valid.
  /// - Returns: the mean, and scores and weights as constants, for inspection.
  /// - Complexity: O(valid events * width).
  public func additivelyAttended(
    query: Variable, keys: Variable, score: Variable, lengths: [Int32]
  ) -> AdditiveAttention<Scalar> {
    let sequences = SequenceShape(shape, lengths: lengths)
    precondition(
      keys.shape == shape && query.shape == sequences.eventShape
        && score.shape == [sequences.width, 1],
      "Keys \(keys.shape), query \(query.shape) and score \(score.shape) for sequences \(shape).")
    var scores = Tensor<Scalar>.zeros([sequences.batch, sequences.time])
    var weights = scores
    let context = Tensor<Scalar>(shape: sequences.eventShape) { context in
      scores.withMutablePointer { scores in
        weights.withMutablePointer { weights in
          withPointers(value, keys.value, query.value, score.value) { x, keys, query, v in
            Scalar.additiveAttention(
              x, keys: keys, query: query, v: v, batch: sequences.batch, time: sequences.time,
              width: sequences.width, lengths: lengths, scores: scores, weights: weights,
              context: context)
          }
        }
      }
    }
    let result = Tape.record(context, from: [self, keys, query, score]) {
      AdditiveAttentionRule(
        input: value, keys: keys.value, query: query.value, score: score.value, weights: weights,
        context: context, sequences: sequences, lengths: lengths)
    }
    return AdditiveAttention(context: result, scores: scores, weights: weights)
  }
}

private struct AdditiveAttentionRule<Scalar: TensorScalar>: GradientRule {
  let input: Tensor<Scalar>
  let keys: Tensor<Scalar>
  let query: Tensor<Scalar>
  let score: Tensor<Scalar>
  let weights: Tensor<Scalar>
  let context: Tensor<Scalar>
  let sequences: SequenceShape
  let lengths: [Int32]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil, nil, nil, nil] }
    var row = Tensor<Scalar>.zeros([sequences.width])
    var inputGradient = wanted[0] ? Tensor<Scalar>.zeros(input.shape) : nil
    var keyGradient = Tensor<Scalar>.zeros(keys.shape)
    var queryGradient = Tensor<Scalar>.zeros(query.shape)
    var scoreGradient = Tensor<Scalar>.zeros(score.shape)
    row.withMutablePointer { row in
      keyGradient.withMutablePointer { dkeys in
        queryGradient.withMutablePointer { dquery in
          scoreGradient.withMutablePointer { dv in
            guard inputGradient != nil else {
              compute(gradient, row: row, dx: nil, dkeys: dkeys, dquery: dquery, dv: dv)
              return
            }
            inputGradient?.withMutablePointer { dx in
              compute(gradient, row: row, dx: dx, dkeys: dkeys, dquery: dquery, dv: dv)
            }
          }
        }
      }
    }
    return [inputGradient, keyGradient, queryGradient, scoreGradient]
  }

  private func compute(
    _ gradient: Tensor<Scalar>, row: UnsafeMutablePointer<Scalar>,
    dx: UnsafeMutablePointer<Scalar>?, dkeys: UnsafeMutablePointer<Scalar>,
    dquery: UnsafeMutablePointer<Scalar>, dv: UnsafeMutablePointer<Scalar>
  ) {
    withPointers(input, keys, query, score) { x, keys, query, v in
      withPointers(weights, context, gradient) { weights, context, gradient in
        Scalar.additiveAttentionGradient(
          x, keys: keys, query: query, v: v, weights: weights, context: context,
          gradient: gradient, batch: sequences.batch, time: sequences.time,
          width: sequences.width, lengths: lengths, row: row, dx: dx, dkeys: dkeys,
          dquery: dquery, dv: dv)
      }
    }
  }
}
