import Differentiation
import Tensors
import TestSupport
import Testing

/// What an LSTM layer may leave out changes nothing in what it computes.
@Suite("LSTM shortcuts")
struct LSTMShortcutTests {
  @Test(
    "Tangents on known values are those of a whole pass",
    arguments: LSTMCase.combinations + LSTMCase.sizes)
  func knownValues(of layer: LSTMCase) {
    let whole = layer.fused(Float.self, dual: true)
    let known = layer.fused(Float.self, dual: true, valuesKnown: true)
    #expect(whole == known)
  }

  @Test("Final states without the sequence are the same, and so are their gradients")
  func finalStatesOnly() {
    let x = Tensor<Float>.testInput([5, 7, 3], seed: 1)
    let weights = [
      Tensor<Float>.testInput([3, 40], seed: 2), .testInput([10, 40], seed: 3),
      .testInput([40], seed: 4),
    ]
    func results(keepsSequence: Bool) -> [Tensor<Float>] {
      let tape = Tape<Float>()
      let inputs = ([x] + weights).map { tape.variable($0) }
      let output = inputs[0].lstm(
        inputWeight: inputs[1], recurrentWeight: inputs[2], bias: inputs[3],
        lengths: [7, 3, 0, 5, 7], options: LSTMOptions(keepsSequence: keepsSequence))
      let loss = (output.finalHidden * output.finalHidden + output.finalCell).sum()
      return [output.finalHidden.value, output.finalCell.value]
        + tape.gradients(of: loss, for: inputs)
    }
    #expect(results(keepsSequence: false) == results(keepsSequence: true))
  }

  @Test("A sample's result does not depend on its place or company, to the last bit")
  func company() {
    for hidden in [1, 8, 10, 16, 64, 100] {
      let x = Tensor<Float>.testInput([29, 6, 5], seed: 1)
      let lengths = (0..<29).map { Int32(1 + $0 * 5 % 6) }
      let weights = [
        Tensor<Float>.testInput([5, 4 * hidden], seed: 2),
        .testInput([hidden, 4 * hidden], seed: 3), .testInput([4 * hidden], seed: 4),
      ].map { Variable($0) }
      func run(_ samples: Range<Int>) -> Tensor<Float> {
        Variable(part(of: x, samples)).lstm(
          inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2],
          lengths: Array(lengths[samples])
        ).sequence.value
      }
      let together = run(0..<29)
      for sample in 0..<29 {
        #expect(run(sample..<sample + 1) == part(of: together, sample..<sample + 1))
      }
    }
  }

  private func part(of sequences: Tensor<Float>, _ samples: Range<Int>) -> Tensor<Float> {
    let size = sequences.shape[1] * sequences.shape[2]
    return Tensor(
      Array(sequences.scalars[samples.lowerBound * size..<samples.upperBound * size]),
      shape: [samples.count, sequences.shape[1], sequences.shape[2]])
  }
}
