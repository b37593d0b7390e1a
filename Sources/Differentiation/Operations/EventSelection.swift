import Tensors

// From sequences [batch, time, width] to single events [batch, width].

extension Variable {
  /// The last valid event of each sample: [batch, time, width] -> [batch, width].
  ///
  /// Zeros, without a gradient, where the length is 0.
  public func atLastEvent(lengths: [Int32]) -> Variable {
    let sequences = SequenceShape(shape, lengths: lengths)
    let events = Tensor<Scalar>(shape: sequences.eventShape) { result in
      value.withPointer {
        Scalar.gatherLast(
          $0, batch: sequences.batch, time: sequences.time, width: sequences.width,
          lengths: lengths, into: result)
      }
    }
    return Tape.record(events, from: [self]) {
      LastEventRule(sequences: sequences, lengths: lengths)
    }
  }

  /// The first event of each sample: [batch, time, width] -> [batch, width].
  public func atFirstEvent() -> Variable { atTime(0) }

  /// The events at one time: [batch, time, width] -> [batch, width].
  public func atTime(_ time: Int) -> Variable {
    let sequences = SequenceShape(shape)
    precondition(time >= 0 && time < sequences.time, "Time \(time) of a tensor \(shape).")
    let events = Tensor<Scalar>(shape: sequences.eventShape) { result in
      value.withPointer {
        Scalar.copyRows(
          sequences.batch, width: sequences.width, from: $0 + time * sequences.width,
          stride: sequences.time * sequences.width, to: result, stride: sequences.width)
      }
    }
    return Tape.record(events, from: [self]) { TimeRule(sequences: sequences, time: time) }
  }
}

private struct LastEventRule<Scalar: TensorScalar>: GradientRule {
  let sequences: SequenceShape
  let lengths: [Int32]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil] }
    return [
      Tensor(shape: sequences.shape) { result in
        gradient.withPointer {
          Scalar.scatterLast(
            $0, batch: sequences.batch, time: sequences.time, width: sequences.width,
            lengths: lengths, into: result)
        }
      }
    ]
  }
}

private struct TimeRule<Scalar: TensorScalar>: GradientRule {
  let sequences: SequenceShape
  let time: Int

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil] }
    var result = Tensor<Scalar>.zeros(sequences.shape)
    result.withMutablePointer { result in
      gradient.withPointer {
        Scalar.copyRows(
          sequences.batch, width: sequences.width, from: $0, stride: sequences.width,
          to: result + time * sequences.width, stride: sequences.time * sequences.width)
      }
    }
    return [result]
  }
}
