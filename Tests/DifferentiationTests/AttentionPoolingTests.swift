import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("Attention pooling")
struct AttentionPoolingTests {
  /// B4's events, with the scores that its weights give: v = tanh(h W + b) u, W = I, b = 0.
  private func anchor(lengths: [Int32], epsilon: Double) -> (Variable<Double>, Tensor<Double>) {
    let events = Variable<Double>(Tensor([0, 0, 1, 2, 2, -1], shape: [1, 3, 2]))
    let identity = Variable<Double>(Tensor([1, 0, 0, 1], shape: [2, 2]))
    let context = Variable<Double>(Tensor([1, 0], shape: [2, 1]))
    let scores = events.matrixProduct(identity).tanh().matrixProduct(context).reshaped([1, 3])
    return events.attentionPooled(scores: scores, lengths: lengths, epsilon: epsilon)
  }

  @Test("B4: weights and context of three events")
  func anchorOfThree() {
    let (context, weights) = anchor(lengths: [3], epsilon: 0)
    expectClose(
      weights, Tensor([0.1734929135, 0.3715676362, 0.4549394504], shape: [1, 3]), relative: 1e-9)
    expectClose(
      context.value, Tensor([1.2814465369, 0.2881958219], shape: [1, 2]), relative: 1e-9)
  }

  @Test("B4: the third event masked")
  func anchorOfTwo() {
    let (context, weights) = anchor(lengths: [2], epsilon: 0)
    expectClose(
      context.value, Tensor([0.6816997422, 1.3633994844], shape: [1, 2]), relative: 1e-9)
    #expect(weights.scalars[2] == 0)
  }

  @Test("B4: an epsilon of 1e-7 changes the result by less than 1e-6, but does change it")
  func epsilon() {
    for lengths: [Int32] in [[3], [2]] {
      let exact = anchor(lengths: lengths, epsilon: 0).0.value
      let shifted = anchor(lengths: lengths, epsilon: 1e-7).0.value
      expectClose(shifted, exact, relative: 0, absolute: 1e-6)
      #expect(shifted != exact)
    }
  }

  @Test("The epsilon is added to the sum of the exponentials themselves")
  func epsilonAgainstFormula() {
    let scores = Variable<Double>(Tensor([-2, 1, 0.5], shape: [1, 3]))
    let events = Variable<Double>(.testInput([1, 3, 2]))
    let weights = events.attentionPooled(scores: scores, lengths: [3], epsilon: 0.25).weights
    let exponentials = scores.exponential().value
    let sum = exponentials.sum() + 0.25
    expectClose(weights, exponentials.scaled(by: 1 / sum), relative: 1e-12)
  }

  @Test("B5: weights are not negative, sum to 1 over valid events and vanish on padding")
  func weights() {
    let lengths: [Int32] = [5, 3, 1, 0]
    let events = Variable<Double>(.testInput([4, 5, 3]))
    let scores = Variable<Double>(Tensor.testInput([4, 5], seed: 1).scaled(by: 20))
    let weights = events.attentionPooled(scores: scores, lengths: lengths).weights.scalars
    for (sample, length) in lengths.enumerated() {
      let row = weights[(sample * 5)..<(sample * 5 + 5)]
      #expect(row.allSatisfy { $0 >= 0 })
      #expect(row.suffix(5 - Int(length)).allSatisfy { $0 == 0 })
      expectClose(row.reduce(0, +), length > 0 ? 1 : 0, relative: 1e-12)
    }
  }

  @Test("B5: equal scores give the mean of the valid events")
  func equalScores() {
    let events = Tensor<Double>.testInput([1, 4, 2])
    let scores = Variable(Tensor<Double>(repeating: 700, shape: [1, 4]))
    let context = Variable(events).softmaxPooled(scores: scores, lengths: [3]).value.scalars
    for feature in 0..<2 {
      let mean = (0..<3).map { events.scalars[$0 * 2 + feature] }.reduce(0, +) / 3
      expectClose(context[feature], mean, relative: 1e-12)
    }
  }

  @Test("B5: a single event is returned as it is")
  func singleEvent() {
    let events = Tensor<Float>.testInput([3, 1, 4])
    let scores = Variable(Tensor<Float>([-1000, 0, 1000], shape: [3, 1]))
    let context = Variable(events).softmaxPooled(scores: scores, lengths: [1, 1, 1]).value
    #expect(context == events.reshaped([3, 4]))
  }

  @Test("B5: padding has no gradient even where the context's is infinite")
  func infiniteGradient() {
    let tape = Tape<Double>()
    let events = tape.variable(.testInput([1, 3, 2]))
    let scores = Variable<Double>(.testInput([1, 3], seed: 1))
    let context = events.softmaxPooled(scores: scores, lengths: [2])
    let loss = context.multiplied(by: Tensor(repeating: .infinity, shape: [1, 2])).sum()
    #expect(tape.gradients(of: loss, for: [events])[0].scalars.suffix(2) == [0, 0])
  }

  @Test("B5: context and gradients equal PyTorch's, extreme scores included")
  func fixture() throws {
    let fixture = try Fixture("losses")
    try compare(fixture, Double.self, relative: 1e-10, absolute: 1e-11)
    try compare(fixture, Float.self, relative: 1e-5, absolute: 1e-4)
  }

  private func compare<Scalar: TensorScalar>(
    _ fixture: Fixture, _ type: Scalar.Type, relative: Double, absolute: Double
  ) throws {
    let tape = Tape<Scalar>()
    let events = tape.variable(try fixture.tensor("sequences"))
    let scores = tape.variable(try fixture.tensor("scores"))
    let (context, weights) = events.attentionPooled(
      scores: scores, lengths: try fixture.integers("lengths"))
    let upstream = Variable<Scalar>(try fixture.tensor("contextUpstream"))
    let gradients = tape.gradients(of: (context * upstream).sum(), for: [events, scores])
    for (name, tensor) in [
      ("attention", weights), ("context", context.value),
      ("contextGradientOfSequences", gradients[0]), ("contextGradientOfScores", gradients[1]),
    ] {
      expectClose(
        tensor, try fixture.tensor(name), relative: relative, absolute: absolute, name)
    }
  }
}
