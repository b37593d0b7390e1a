import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("Tape")
struct TapeTests {
  private let tape = Tape<Double>()

  @Test("The gradient of a product has the other factor")
  func product() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let y = tape.variable(Tensor([5, 7], shape: [2]))
    let gradients = tape.gradients(of: (x * y).sum(), for: [x, y])
    #expect(gradients[0].scalars == [5, 7])
    #expect(gradients[1].scalars == [2, 3])
  }

  @Test("A variable used several times receives the sum of its gradients")
  func reuse() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let cube = x * x * x
    let gradient = tape.gradients(of: (cube + x + x).sum(), for: [x])[0]
    #expect(gradient.scalars == [14, 29])
  }

  @Test("Operations on constants alone are not recorded and cost the rule nothing")
  func constants() {
    let x = Variable<Double>(Tensor([2, 3], shape: [2]))
    let y = (x * x).tanh().sum()
    #expect(!y.isDifferentiable)
    let recorded = Tape.record(x.value, from: [x]) {
      Issue.record("The rule of a constant was made.")
      return EmptyRule()
    }
    #expect(!recorded.isDifferentiable)
    #expect(tape.gradients(of: y, for: [x])[0] == .zeros([2]))
  }

  @Test("Gradients of intermediate results can be asked for")
  func intermediate() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let square = x * x
    let loss = (square * square).sum()
    let gradients = tape.gradients(of: loss, for: [square, x, loss])
    #expect(gradients[0].scalars == [8, 18])
    #expect(gradients[1].scalars == [32, 108])
    #expect(gradients[2].item == 1)
  }

  @Test("Nothing flows through a detached value, nor into what the loss does not use")
  func detached() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let unused = tape.variable(Tensor([1], shape: [1]))
    let loss = (x * x.detached).sum()
    let gradients = tape.gradients(of: loss, for: [x, unused])
    #expect(gradients[0].scalars == [2, 3])
    #expect(gradients[1].scalars == [0])
  }

  @Test("What was recorded after a loss does not matter to its gradient")
  func later() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let loss = x.sum()
    _ = (x * x).sum()
    #expect(tape.gradients(of: loss, for: [x])[0].scalars == [1, 1])
    #expect(tape.gradients(of: loss, for: [x])[0].scalars == [1, 1], "A tape can be walked twice.")
  }

  @Test("An operation with several outputs is differentiated when some of them are used")
  func severalOutputs() {
    let x = tape.variable(Tensor([2, 3], shape: [2]))
    let parts = Tape.record([x.value, x.value.scaled(by: 10)], from: [x]) { TwoOutputsRule() }
    #expect(tape.gradients(of: parts[1].sum(), for: [x])[0].scalars == [10, 10])
    #expect(tape.gradients(of: (parts[0] + parts[1]).sum(), for: [x])[0].scalars == [11, 11])
  }

  @Test("Misuse stops the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      let tape = Tape<Double>()
      let x = tape.variable(.zeros([2]))
      _ = tape.gradients(of: x, for: [x])
    }
    await #expect(processExitsWith: .failure) {
      _ = Tape<Double>().variable(.zeros([2])) + Tape<Double>().variable(.zeros([2]))
    }
    await #expect(processExitsWith: .failure) {
      let x = Tape<Double>().variable(.zeros([1]))
      _ = Tape<Double>().gradients(of: x, for: [x])
    }
  }
}

private struct EmptyRule: GradientRule {
  func inputGradients(outputs: [Tensor<Double>?], wanted: [Bool]) -> [Tensor<Double>?] { [nil] }
}

/// The rule of y = (x, 10 x).
private struct TwoOutputsRule: GradientRule {
  func inputGradients(outputs: [Tensor<Double>?], wanted: [Bool]) -> [Tensor<Double>?] {
    let first = outputs[0]
    let second = outputs[1]?.scaled(by: 10)
    guard let first, let second else { return [first ?? second] }
    return [first + second]
  }
}
