import Tensors

// From single events [batch, width] to sequences [batch, time, width].

extension Variable {
  /// The same event at every time: [batch, width] -> [batch, time, width].
  public func repeatedOverTime(_ time: Int) -> Variable {
    precondition(shape.rank == 2, "A tensor \(shape) is not [batch, width].")
    let sequences = SequenceShape([shape[0], time, shape[1]])
    let repeated = Tensor<Scalar>(shape: sequences.shape) { result in
      value.withPointer {
        Scalar.repeatOverTime(
          $0, batch: sequences.batch, time: time, width: sequences.width, into: result)
      }
    }
    return Tape.record(repeated, from: [self]) { RepetitionRule(sequences: sequences) }
  }

  /// One event per time, each [batch, width], put into one tensor [batch, time, width].
  ///
  /// - Precondition: at least one event, all of one shape.
  public static func stackedOverTime(_ events: [Variable]) -> Variable {
    precondition(!events.isEmpty, "A sequence of no events.")
    let shape = events[0].shape
    precondition(
      shape.rank == 2 && events.allSatisfy { $0.shape == shape },
      "Events \(events.map(\.shape)) cannot form a sequence.")
    let sequences = SequenceShape([shape[0], events.count, shape[1]])
    let stacked = Tensor<Scalar>(shape: sequences.shape) { result in
      for (time, event) in events.enumerated() {
        event.value.withPointer {
          Scalar.copyRows(
            sequences.batch, width: sequences.width, from: $0, stride: sequences.width,
            to: result + time * sequences.width, stride: sequences.time * sequences.width)
        }
      }
    }
    return Tape.record(stacked, from: events) { StackingRule(sequences: sequences) }
  }
}

private struct RepetitionRule<Scalar: TensorScalar>: GradientRule {
  let sequences: SequenceShape

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard let gradient = outputs[0] else { return [nil] }
    return [
      Tensor(shape: sequences.eventShape) { result in
        gradient.withPointer {
          Scalar.sumOverTime(
            $0, batch: sequences.batch, time: sequences.time, width: sequences.width, into: result)
        }
      }
    ]
  }
}

private struct StackingRule<Scalar: TensorScalar>: GradientRule {
  let sequences: SequenceShape

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    let gradient = outputs[0].map { Variable($0) }
    return wanted.enumerated().map { time, wanted in
      wanted ? gradient?.atTime(time).value : nil
    }
  }
}
