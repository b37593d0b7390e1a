import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Dropout")
struct DropoutTests {
  private let stream = RandomStream(seed: 8)
  private let x = Variable(Tensor<Float>.testInput([4, 5, 6]))

  @Test("B14: in inference, and when everything is kept, nothing changes to the last bit")
  func off() {
    for pattern in [Dropout.Pattern.perElement, .perSample] {
      #expect(Dropout(keep: 0.5, pattern)(x, mode: .inference, named: "a").value == x.value)
      #expect(Dropout(keep: 1, pattern)(x, mode: .training(stream), named: "a").value == x.value)
    }
  }

  @Test(
    "B14: the mean of many masks approaches the input",
    arguments: [Dropout.Pattern.perElement, .perSample])
  func mean(pattern: Dropout.Pattern) {
    let (dropout, draws) = (Dropout(keep: 0.8, pattern), 4000)
    var sum = Tensor<Float>.zeros(x.shape)
    for draw in 0..<draws {
      let mode = Mode.training(stream.substream("draw", draw))
      sum.add(dropout(x, mode: mode, named: "a").value)
    }
    // A mask entry has variance (1 - q) / q = 1/4; 120 entries, so five standard errors.
    let standardError = 0.5 / Float(draws).squareRoot()
    for (total, value) in zip(sum.scalars, x.value.scalars) {
      #expect(abs(total / Float(draws) / value - 1) < 5 * standardError)
    }
  }

  @Test("Kept elements are divided by the probability of keeping, the others are 0")
  func values() {
    let y = Dropout(keep: 0.25)(x, mode: .training(stream), named: "a").value
    var kept = 0
    for (result, value) in zip(y.scalars, x.value.scalars) {
      #expect(result == 0 || result == value * 4)
      kept += result == 0 ? 0 : 1
    }
    #expect((10...50).contains(kept), "of 120, 30 are expected and the deviation is 4.7")
  }

  @Test("A mask per sample is the same at all times, and differs between samples")
  func perSample() {
    let ones = Variable(Tensor<Float>(repeating: 1, shape: [8, 3, 16]))
    let y = Dropout(keep: 0.5, .perSample)(ones, mode: .training(stream), named: "a")
    let first = y.atTime(0).value
    #expect(y.atTime(1).value == first && y.atTime(2).value == first)
    let rows = Set((0..<8).map { Array(first.scalars[(16 * $0)..<(16 * $0 + 16)]) })
    #expect(rows.count == 8)
    let mask: Tensor<Float>? = Dropout(keep: 0.5, .perSample)
      .mask([8, 16], mode: .training(stream), named: "a")
    #expect(first == mask)
  }

  @Test("One mode and name give one mask; another name or stream gives another")
  func reproducible() {
    let dropout = Dropout(keep: 0.5)
    let mode = Mode.training(stream)
    let first = dropout(x, mode: mode, named: "a").value
    #expect(dropout(x, mode: mode, named: "a").value == first)
    #expect(dropout(x, mode: mode, named: "b").value != first)
    #expect(dropout(x, mode: .training(RandomStream(seed: 9)), named: "a").value != first)
  }

  @Test("Value and tangent of a dual number lose the same elements")
  func dual() {
    let mode = Mode.training(stream)
    let tangent = Variable(Tensor<Float>.testInput([4, 5, 6], seed: 1))
    let dropout = Dropout(keep: 0.5)
    let result = dropout(Dual(value: x, tangent: tangent), mode: mode, named: "a")
    #expect(result.value.value == dropout(x, mode: mode, named: "a").value)
    let isKept = (result.value.value.scalars.map { $0 != 0 })
    #expect(result.tangent.value.scalars.map { $0 != 0 } == isKept)
  }

  @Test(
    "B9: gradients pass kept elements only", arguments: [Dropout.Pattern.perElement, .perSample])
  func gradients(pattern: Dropout.Pattern) {
    let mode = Mode.training(stream)
    checkGradients(Parameters<Double>(), inputs: [.testInput([2, 3, 4])]) { _, inputs in
      Dropout(keep: 0.5, pattern)(inputs[0], mode: mode, named: "a").tanh()
    }
  }
}
