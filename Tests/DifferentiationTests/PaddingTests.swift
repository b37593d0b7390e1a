import Differentiation
import Tensors
import TestSupport
import Testing

/// B3: what lies behind the end of a sample changes nothing, not even if it is not a number.
@Suite("B3: padding")
struct PaddingTests {
  private typealias Operation = (Variable<Double>, Variable<Double>) -> Variable<Double>

  private let lengths: [Int32] = [3, 1, 2]

  /// Ragged events [3, time, 2] and scores [3, time], the same for any `time` on valid events.
  private func padded(time: Int, with garbage: Double) -> (Tensor<Double>, Tensor<Double>) {
    let events = Tensor<Double>.testInput([3, 3, 2]).scalars
    let scores = Tensor<Double>.testInput([3, 3], seed: 1).scalars
    var (paddedEvents, paddedScores): ([Double], [Double]) = ([], [])
    for (sample, length) in lengths.enumerated() {
      for t in 0..<time {
        let valid = t < length
        paddedEvents += (0..<2).map { valid ? events[(sample * 3 + t) * 2 + $0] : garbage }
        paddedScores.append(valid ? scores[sample * 3 + t] : garbage)
      }
    }
    return (
      Tensor(paddedEvents, shape: [3, time, 2]), Tensor(paddedScores, shape: [3, time])
    )
  }

  /// Gradients on valid events, in order; records an issue unless they are 0 elsewhere.
  private func validPart(_ gradient: Tensor<Double>) -> [Double] {
    let time = gradient.shape[1]
    let width = gradient.shape.count / (3 * time)
    var valid: [Double] = []
    for (sample, length) in lengths.enumerated() {
      for t in 0..<time {
        let start = (sample * time + t) * width
        let event = gradient.scalars[start..<(start + width)]
        if t < length {
          valid += event
        } else {
          #expect(event.allSatisfy { $0 == 0 }, "A gradient on padding: \(event).")
        }
      }
    }
    return valid
  }

  private func run(
    time: Int, garbage: Double, _ operation: Operation
  ) -> (output: [Double], gradients: [[Double]]) {
    let (events, scores) = padded(time: time, with: garbage)
    let tape = Tape<Double>()
    let inputs = [tape.variable(events), tape.variable(scores)]
    let output = operation(inputs[0], inputs[1])
    let loss = (output * output).sum()
    return (output.value.scalars, tape.gradients(of: loss, for: inputs).map(validPart))
  }

  private func check(_ operation: Operation) {
    let reference = run(time: 3, garbage: 0, operation)
    #expect(reference.gradients[0].contains { $0 != 0 })
    for time in [3, 4, 9] {
      for garbage in [0, 7, -1e300, Double.nan, .infinity] {
        let result = run(time: time, garbage: garbage, operation)
        #expect(result.output == reference.output, "time \(time), garbage \(garbage)")
        #expect(result.gradients == reference.gradients, "time \(time), garbage \(garbage)")
      }
    }
  }

  @Test("Attention pooling")
  func attention() {
    check { events, scores in events.softmaxPooled(scores: scores, lengths: lengths) }
  }

  @Test("Last and first events")
  func events() {
    check { events, _ in events.atLastEvent(lengths: lengths) }
    check { events, _ in events.atFirstEvent() }
  }

  @Test("Sums of masked events")
  func masked() {
    check { events, _ in events.maskedBeyond(lengths: lengths).sum() }
  }

  @Test("Distances")
  func distances() {
    check { events, _ in
      events.meanSquaredError(to: .zeros(events.shape), lengths: lengths)
    }
    check { events, _ in
      events.meanEuclideanDistance(to: .zeros(events.shape), lengths: lengths)
    }
  }

  @Test("Masked padding is exactly 0, valid events are untouched")
  func exactZeros() {
    let (events, _) = padded(time: 4, with: .nan)
    let (clean, _) = padded(time: 4, with: 0)
    #expect(Variable(events).maskedBeyond(lengths: lengths).value == clean)
  }

  @Test("Permuting the batch permutes the pooled rows")
  func permutation() {
    let (events, scores) = padded(time: 3, with: 0)
    let order = [2, 0, 1]
    func permuted(_ tensor: Tensor<Double>) -> Tensor<Double> {
      let width = tensor.shape.count / 3
      let rows = order.flatMap { tensor.scalars[($0 * width)..<(($0 + 1) * width)] }
      return Tensor(rows, shape: tensor.shape)
    }
    let context = Variable(events).softmaxPooled(scores: Variable(scores), lengths: lengths).value
    let other = Variable(permuted(events)).softmaxPooled(
      scores: Variable(permuted(scores)), lengths: order.map { lengths[$0] }
    ).value
    #expect(other == permuted(context))
  }
}
