import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("Additive attention")
struct AdditiveAttentionTests {
  private typealias Outcome<Scalar: TensorScalar> = (
    context: Tensor<Scalar>, scores: Tensor<Scalar>, weights: Tensor<Scalar>,
    gradients: [Tensor<Scalar>]
  )

  private func inputs<Scalar: TensorScalar>(
    batch: Int = 4, time: Int, width: Int
  ) -> [Tensor<Scalar>] {
    [
      .testInput([batch, time, width]), .testInput([batch, time, width], seed: 1),
      .testInput([batch, width], seed: 2), .testInput([width, 1], seed: 3),
    ]
  }

  /// A number that depends on every element of the context in its own way.
  private func loss<Scalar>(_ context: Variable<Scalar>) -> Variable<Scalar> {
    (context * Variable(.testInput(context.shape, seed: 9))).mean()
  }

  private func fused<Scalar: TensorScalar>(
    _ inputs: [Tensor<Scalar>], lengths: [Int32]
  ) -> Outcome<Scalar> {
    let tape = Tape<Scalar>()
    let variables = inputs.map { tape.variable($0) }
    let look = variables[0].additivelyAttended(
      query: variables[2], keys: variables[1], score: variables[3], lengths: lengths)
    return (
      look.context.value, look.scores, look.weights,
      tape.gradients(of: loss(look.context), for: variables)
    )
  }

  /// The same from plain operations: the slow twin.
  private func plain<Scalar: TensorScalar>(
    _ inputs: [Tensor<Scalar>], lengths: [Int32]
  ) -> Outcome<Scalar> {
    let tape = Tape<Scalar>()
    let variables = inputs.map { tape.variable($0) }
    let time = inputs[0].shape[1]
    let scores = (variables[2].repeatedOverTime(time) + variables[1]).tanh()
      .matrixProduct(variables[3]).reshaped([inputs[0].shape[0], time])
    let (context, weights) = variables[0].attentionPooled(scores: scores, lengths: lengths)
    return (
      context.value, scores.value, weights, tape.gradients(of: loss(context), for: variables)
    )
  }

  @Test(
    "B6: context, weights and all gradients equal those of plain operations",
    arguments: [(1, 1), (3, 5), (7, 8), (6, 16), (5, 37), (4, 64)])
  func likePlainOperations(time: Int, width: Int) {
    let lengths: [Int32] = [Int32(time), 1, Int32((time + 1) / 2), Int32(time)]
    let inputs: [Tensor<Double>] = inputs(time: time, width: width)
    let (ours, theirs) = (fused(inputs, lengths: lengths), plain(inputs, lengths: lengths))
    expectClose(ours.context, theirs.context, relative: 1e-12, absolute: 1e-13)
    expectClose(ours.weights, theirs.weights, relative: 1e-12, absolute: 1e-13)
    for (first, second) in zip(ours.gradients, theirs.gradients) {
      expectClose(first, second, relative: 1e-10, absolute: 1e-13)
    }
    for (sample, length) in lengths.enumerated() {
      for event in 0..<Int(length) {
        let place = sample * time + event
        #expect(abs(ours.scores.scalars[place] - theirs.scores.scalars[place]) < 1e-12)
      }
    }
  }

  @Test("B6: single precision agrees with double", arguments: [5, 16, 33])
  func singlePrecision(width: Int) {
    let lengths: [Int32] = [6, 2, 4, 1]
    let ours: Outcome<Float> = fused(inputs(time: 6, width: width), lengths: lengths)
    let exact: Outcome<Double> = fused(inputs(time: 6, width: width), lengths: lengths)
    for (first, second) in zip(
      [ours.context] + ours.gradients, [exact.context] + exact.gradients)
    {
      expectClose(Tensor<Double>(converting: first), second, relative: 1e-4, absolute: 1e-6)
    }
  }

  @Test("B9: gradients by finite differences")
  func finiteDifferences() {
    gradientCheck(
      inputs: inputs(time: 4, width: 5), names: ["events", "keys", "query", "score"]
    ) { variables in
      loss(
        variables[0].additivelyAttended(
          query: variables[2], keys: variables[1], score: variables[3], lengths: [4, 1, 3, 2]
        ).context)
    }
  }

  @Test("B3, B5: padding is never read and gets gradient 0; a sample without events gives zeros")
  func padding() {
    let lengths: [Int32] = [2, 0]
    var inputs: [Tensor<Double>] = inputs(batch: 2, time: 3, width: 4)
    let clean = fused(inputs, lengths: lengths)
    for input in 0..<2 {
      inputs[input].withMutableElements { elements in
        for place in 8..<24 { elements[place] = place % 2 == 0 ? .nan : .infinity }
      }
    }
    let dirty = fused(inputs, lengths: lengths)
    #expect(dirty.context == clean.context)
    #expect(dirty.gradients == clean.gradients)
    #expect(dirty.scores.scalars.dropFirst(2).allSatisfy { $0 == 0 })
    #expect(dirty.context.scalars.dropFirst(4).allSatisfy { $0 == 0 })
    #expect(abs(dirty.weights.scalars.prefix(2).reduce(0, +) - 1) < 1e-15)
    for gradient in dirty.gradients.prefix(2) {
      #expect(gradient.scalars.dropFirst(8).allSatisfy { $0 == 0 })
    }
  }

  @Test("Constants cost no gradient: nothing is recorded and events may be constant")
  func constants() {
    let inputs: [Tensor<Double>] = inputs(batch: 2, time: 3, width: 4)
    let tape = Tape<Double>()
    let query = tape.variable(inputs[2])
    let look = Variable(inputs[0]).additivelyAttended(
      query: query, keys: Variable(inputs[1]), score: Variable(inputs[3]), lengths: [3, 2])
    let alone = tape.gradients(of: loss(look.context), for: [query])[0]
    #expect(alone == fused(inputs, lengths: [3, 2]).gradients[2])
    let constant = Variable(inputs[0]).additivelyAttended(
      query: Variable(inputs[2]), keys: Variable(inputs[1]), score: Variable(inputs[3]),
      lengths: [3, 2])
    #expect(!constant.context.isDifferentiable)
  }
}
