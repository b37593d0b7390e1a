import Tensors

extension Variable {
  /// Valid events unchanged, padding exactly 0 even where it was not a number.
  ///
  /// [batch, time, width] -> [batch, time, width].
  public func maskedBeyond(lengths: [Int32]) -> Variable {
    let masked = value.maskedBeyond(lengths: lengths)
    return Tape.record(masked, from: [self]) { PaddingRule(lengths: lengths) }
  }

  /// Every event multiplied by a constant mask [batch, width], the same at all times.
  public func multiplied(overTimeBy mask: Tensor<Scalar>) -> Variable {
    Tape.record(value.multiplied(overTimeBy: mask), from: [self]) { OverTimeRule(mask: mask) }
  }
}

private struct PaddingRule<Scalar: TensorScalar>: GradientRule {
  let lengths: [Int32]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [outputs[0]?.maskedBeyond(lengths: lengths)]
  }
}

private struct OverTimeRule<Scalar: TensorScalar>: GradientRule {
  let mask: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [outputs[0]?.multiplied(overTimeBy: mask)]
  }
}

extension Tensor {
  fileprivate func maskedBeyond(lengths: [Int32]) -> Tensor {
    let sequences = SequenceShape(shape, lengths: lengths)
    return Tensor(shape: shape) { result in
      withPointer {
        Scalar.maskPadding(
          $0, batch: sequences.batch, time: sequences.time, width: sequences.width,
          lengths: lengths, into: result)
      }
    }
  }

  fileprivate func multiplied(overTimeBy mask: Tensor) -> Tensor {
    let sequences = SequenceShape(shape)
    precondition(
      mask.shape == sequences.eventShape, "A mask \(mask.shape) for sequences \(shape).")
    return Tensor(shape: shape) { result in
      withPointers(self, mask) { x, mask in
        Scalar.multiplyOverTime(
          x, by: mask, batch: sequences.batch, time: sequences.time, width: sequences.width,
          into: result)
      }
    }
  }
}
