import Tensors

// Losses that measure how far sequences are from constant targets.

extension Variable {
  /// The mean of the squared differences from a constant target, as a tensor of rank 0.
  ///
  /// - Parameters:
  ///   - target: of the same shape.
  ///   - lengths: if given, for [batch, time, width], only valid events count and are averaged.
  ///   - measured: if given, of the same shape, 1 for each entry that counts and is averaged, and 0
  ///     for the others and on padding.
  /// - Returns: the loss; 0 if nothing is valid.
  public func meanSquaredError(
    to target: Tensor<Scalar>, lengths: [Int32]? = nil, measured: Tensor<Scalar>? = nil
  ) -> Variable {
    guard let measured else {
      let rows = DistanceRows(shape, target: target, lengths: lengths)
      let count = rows.lengths.reduce(0) { $0 + Int($1) } * rows.width
      return meanSquaredError(to: target, rows, share: 1 / Scalar(max(count, 1)))
    }
    return multiplied(by: measured).meanSquaredError(
      to: target * measured, DistanceRows(shape, target: target, lengths: lengths),
      share: 1 / max(measured.sum(), 1))
  }

  private func meanSquaredError(
    to target: Tensor<Scalar>, _ rows: DistanceRows, share: Scalar
  ) -> Variable {
    let total = rows.squaredDistances(value, target).sum()
    return Tape.record(.scalar(total * share), from: [self]) {
      let scales = Tensor(repeating: 2 * share, shape: [rows.batch])
      return DistanceRule(input: value, target: target, scales: scales, rows: rows)
    }
  }

  /// The batch mean of the Euclidean distance of each flattened sample from a constant target.
  ///
  /// The norm is not squared, and 1e-12 is added under the root to keep the gradient finite at
  /// distance 0 (spec/01 section 11); a distance of 0 therefore counts as 1e-6.
  ///
  /// - Parameters:
  ///   - target: of the same shape, [batch, time, width].
  ///   - lengths: only valid events count.
  ///   - measured: if given, of the same shape, 1 for each entry that counts and 0 for the others.
  /// - Returns: the loss.
  public func meanEuclideanDistance(
    to target: Tensor<Scalar>, lengths: [Int32], measured: Tensor<Scalar>? = nil
  ) -> Variable {
    if let measured {
      return multiplied(by: measured).meanEuclideanDistance(to: target * measured, lengths: lengths)
    }
    let rows = DistanceRows(shape, target: target, lengths: lengths)
    var distances = rows.squaredDistances(value, target)
    let mean = distances.withMutablePointer { Scalar.meanRoot($0, count: rows.batch) }
    return Tape.record(.scalar(mean), from: [self]) {
      let scales = Tensor<Scalar>(shape: [rows.batch]) { scales in
        distances.withPointer {
          Scalar.reciprocals(
            of: $0, times: 1 / Scalar(rows.batch), count: rows.batch, into: scales)
        }
      }
      return DistanceRule(input: value, target: target, scales: scales, rows: rows)
    }
  }
}

/// d loss / dx = scale of the sample times (x - target), on valid events.
private struct DistanceRule<Scalar: TensorScalar>: GradientRule {
  let input: Tensor<Scalar>
  let target: Tensor<Scalar>
  let scales: Tensor<Scalar>
  let rows: DistanceRows

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let upstream = outputs[0]?.item else { return [nil] }
    let factors = scales.scaled(by: upstream)
    return [
      Tensor(shape: input.shape) { result in
        withPointers(input, target, factors) { input, target, factors in
          Scalar.scaledDifferences(
            input, to: target, scales: factors, batch: rows.batch, time: rows.time,
            width: rows.width, lengths: rows.lengths, into: result)
        }
      }
    ]
  }
}

/// How the kernels see the tensors: as sequences, or without lengths as one event per sample.
private struct DistanceRows {
  let batch: Int
  let time: Int
  let width: Int
  let lengths: [Int32]

  init<Scalar>(_ shape: Shape, target: Tensor<Scalar>, lengths: [Int32]?) {
    precondition(shape == target.shape, "A target \(target.shape) for a tensor \(shape).")
    if let lengths {
      let sequences = SequenceShape(shape, lengths: lengths)
      (batch, time, width) = (sequences.batch, sequences.time, sequences.width)
      self.lengths = lengths
    } else {
      batch = shape.rank > 0 ? shape[0] : 1
      time = 1
      width = shape.count / max(batch, 1)
      self.lengths = [Int32](repeating: 1, count: batch)
    }
  }

  func squaredDistances<Scalar>(
    _ input: Tensor<Scalar>, _ target: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    Tensor(shape: [batch]) { result in
      withPointers(input, target) {
        Scalar.squaredDistances(
          $0, to: $1, batch: batch, time: time, width: width, lengths: lengths, into: result)
      }
    }
  }
}
