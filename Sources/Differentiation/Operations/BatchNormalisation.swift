import Tensors

/// The mean and the variance of each feature over the valid events of a batch.
public struct BatchStatistics<Scalar: TensorScalar>: Sendable, Equatable {
  /// The means, [width].
  public var mean: Tensor<Scalar>
  /// The variances, [width], divided by the number of events they were taken over.
  public var variance: Tensor<Scalar>

  /// Given statistics of one number of features.
  public init(mean: Tensor<Scalar>, variance: Tensor<Scalar>) {
    precondition(mean.shape.rank == 1 && mean.shape == variance.shape)
    self.mean = mean
    self.variance = variance
  }
}

extension Variable {
  /// Each feature shifted and scaled to mean 0 and variance 1 over this batch, then by `scale` and
  /// `shift`; mean and variance take part in the derivative.
  ///
  /// Padding is neither read nor counted, and 0 in the result. [batch, time, width] -> the same.
  ///
  /// - Parameters:
  ///   - scale: [width].
  ///   - shift: [width].
  ///   - lengths: how many events of each sample are valid.
  ///   - epsilon: added to the variance under the root.
  /// - Returns: the result, and the mean and variance of this batch.
  public func batchNormalised(
    scale: Variable, shift: Variable, lengths: [Int32], epsilon: Double
  ) -> (output: Variable, statistics: BatchStatistics<Scalar>) {
    let sequences = SequenceShape(shape, lengths: lengths)
    var variance = Tensor<Scalar>.zeros([sequences.width])
    let mean = Tensor<Scalar>(shape: [sequences.width]) { mean in
      value.withPointer { x in
        variance.withMutablePointer { variance in
          Scalar.batchStatistics(
            x, batch: sequences.batch, time: sequences.time, width: sequences.width,
            lengths: lengths, mean: mean, variance: variance)
        }
      }
    }
    let statistics = BatchStatistics(mean: mean, variance: variance)
    let output = normalised(
      by: statistics, isOwn: true, scale: scale, shift: shift, lengths: lengths, epsilon: epsilon)
    return (output, statistics)
  }

  /// Each feature shifted and scaled by constant statistics, then by `scale` and `shift`.
  ///
  /// Otherwise as `batchNormalised`.
  public func normalised(
    by statistics: BatchStatistics<Scalar>, scale: Variable, shift: Variable, lengths: [Int32],
    epsilon: Double
  ) -> Variable {
    normalised(
      by: statistics, isOwn: false, scale: scale, shift: shift, lengths: lengths, epsilon: epsilon)
  }

  private func normalised(
    by statistics: BatchStatistics<Scalar>, isOwn: Bool, scale: Variable, shift: Variable,
    lengths: [Int32], epsilon: Double
  ) -> Variable {
    let sequences = SequenceShape(shape, lengths: lengths)
    precondition(
      [statistics.mean.shape, scale.shape, shift.shape].allSatisfy { $0 == [sequences.width] },
      "Scale \(scale.shape) and shift \(shift.shape) for sequences \(shape).")
    var inverseDeviation = Tensor<Scalar>.zeros([sequences.width])
    var normalised = Tensor<Scalar>.zeros(shape)
    let output = Tensor<Scalar>(shape: shape) { output in
      inverseDeviation.withMutablePointer { inverseDeviation in
        normalised.withMutablePointer { normalised in
          value.withPointer { x in
            withPointers(statistics.mean, statistics.variance, scale.value, shift.value) {
              Scalar.batchNormalise(
                x, batch: sequences.batch, time: sequences.time, width: sequences.width,
                lengths: lengths, mean: $0, variance: $1, epsilon: epsilon, scale: $2, shift: $3,
                inverseDeviation: inverseDeviation, normalised: normalised, into: output)
            }
          }
        }
      }
    }
    return Tape.record(output, from: [self, scale, shift]) {
      BatchNormalisationRule(
        normalised: normalised, inverseDeviation: inverseDeviation, scale: scale.value,
        lengths: lengths, ofBatch: isOwn)
    }
  }
}

private struct BatchNormalisationRule<Scalar: TensorScalar>: GradientRule {
  let normalised: Tensor<Scalar>
  let inverseDeviation: Tensor<Scalar>
  let scale: Tensor<Scalar>
  let lengths: [Int32]
  /// Whether the statistics were those of the input, and not constants.
  let ofBatch: Bool

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil, nil, nil] }
    let sequences = SequenceShape(normalised.shape)
    var dscale = Tensor<Scalar>.zeros(scale.shape)
    var dshift = Tensor<Scalar>.zeros(scale.shape)
    let dx = Tensor<Scalar>(shape: normalised.shape) { dx in
      dscale.withMutablePointer { dscale in
        dshift.withMutablePointer { dshift in
          withPointers(gradient, inverseDeviation, normalised, scale) {
            Scalar.batchNormaliseGradient(
              $0, batch: sequences.batch, time: sequences.time, width: sequences.width,
              lengths: lengths, inverseDeviation: $1, normalised: $2, scale: $3, ofBatch: ofBatch,
              dx: dx, dscale: dscale, dshift: dshift)
          }
        }
      }
    }
    return [dx, dscale, dshift]
  }
}
