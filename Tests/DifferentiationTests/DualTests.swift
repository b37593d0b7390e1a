import Differentiation
import Tensors
import TestSupport
import Testing

/// Tangents against differences along the direction, and the gradients of tangents against
/// differences of tangents: the second order that the gradient penalty needs.
@Suite("Dual")
struct DualTests {
  private typealias Operation = (Dual<Double>, [Variable<Double>]) -> Dual<Double>

  private let shape: Shape = [2, 3, 4]
  private let lengths: [Int32] = [3, 2]

  /// Checks an operation on dual numbers against the same on variables, `plain`.
  ///
  /// `weights` are further inputs, which the direction leaves alone.
  private func check(
    weights: [Tensor<Double>] = [], sourceLocation: SourceLocation = #_sourceLocation,
    _ dual: Operation, _ plain: (Variable<Double>, [Variable<Double>]) -> Variable<Double>
  ) {
    let value = Tensor<Double>.testInput(shape, seed: 1)
    let direction = Tensor<Double>.testInput(shape, seed: 2)
    let constants = weights.map { Variable($0) }
    let result = dual(Dual(value: Variable(value), tangent: Variable(direction)), constants)
    expectClose(
      result.value.value, plain(Variable(value), constants).value, "The value of a dual number",
      sourceLocation: sourceLocation)

    let step = 1e-5
    func shifted(_ distance: Double) -> Tensor<Double> {
      var point = value
      point.add(direction, scaledBy: distance)
      return plain(Variable(point), constants).value
    }
    let quotient = (shifted(step) - shifted(-step)).scaled(by: 1 / (2 * step))
    expectClose(
      result.tangent.value, quotient, relative: 1e-6, absolute: 1e-9, "A tangent",
      sourceLocation: sourceLocation)

    gradientCheck(
      inputs: [value, direction] + weights, names: ["the value", "the tangent"],
      tolerance: 1e-4, sourceLocation: sourceLocation
    ) { inputs in
      let output = dual(Dual(value: inputs[0], tangent: inputs[1]), Array(inputs[2...]))
      // Squared, so that the tangent's own gradient depends on everything.
      let tangent = output.tangent * Variable(.testInput(output.shape, seed: 3))
      return (tangent * tangent + output.tangent * output.value).sum()
    }
  }

  @Test("B9: arithmetic")
  func arithmetic() {
    check({ x, _ in x + x.scaled(by: 2) }, { x, _ in x + x.scaled(by: 2) })
    check({ x, _ in x - x * x }, { x, _ in x - x * x })
    check({ x, _ in x * x * x }, { x, _ in x * x * x })
    let constant = Variable<Double>(.testInput(shape, seed: 5))
    check({ x, _ in x * Dual(constant: constant) }, { x, _ in x * constant })
  }

  @Test("B9: matrix product and bias")
  func matrixProduct() {
    check(
      weights: [.testInput([4, 2], seed: 4), .testInput([2], seed: 5)],
      { x, weights in x.matrixProduct(weights[0]).adding(bias: weights[1]) },
      { x, weights in x.matrixProduct(weights[0]).adding(bias: weights[1]) })
  }

  @Test("B9: activations")
  func activations() {
    check({ x, _ in x.tanh() }, { x, _ in x.tanh() })
    check({ x, _ in x.sigmoid() }, { x, _ in x.sigmoid() })
    check({ x, _ in x.relu() }, { x, _ in x.relu() })
    check({ x, _ in x.leakyReLU(slope: 0.3) }, { x, _ in x.leakyReLU(slope: 0.3) })
  }

  @Test("B9: masks, events and shapes")
  func structure() {
    let mask = Tensor<Double>.testInput(shape, seed: 6)
    let sampleMask = Tensor<Double>.testInput([2, 4], seed: 7)
    check({ x, _ in x.multiplied(by: mask) }, { x, _ in x.multiplied(by: mask) })
    check(
      { x, _ in x.multiplied(overTimeBy: sampleMask) },
      { x, _ in x.multiplied(overTimeBy: sampleMask) })
    check(
      { x, _ in x.maskedBeyond(lengths: lengths) }, { x, _ in x.maskedBeyond(lengths: lengths) })
    check({ x, _ in x.atLastEvent(lengths: lengths) }, { x, _ in x.atLastEvent(lengths: lengths) })
    check({ x, _ in x.atFirstEvent() }, { x, _ in x.atFirstEvent() })
    check({ x, _ in x.atTime(2) }, { x, _ in x.atTime(2) })
    check({ x, _ in x.reshaped([6, 4]) }, { x, _ in x.reshaped([6, 4]) })
    check({ x, _ in (x * x).sum() }, { x, _ in (x * x).sum() })
    check({ x, _ in (x * x).mean() }, { x, _ in (x * x).mean() })
    check({ x, _ in x.concatenated(with: x * x) }, { x, _ in x.concatenated(with: x * x) })
  }

  @Test("B9: a small critic, second order")
  func critic() {
    let weights: [Tensor<Double>] = [
      .testInput([4, 5], seed: 8), .testInput([5], seed: 9), .testInput([5, 1], seed: 10),
    ]
    check(
      weights: weights,
      { x, weights in
        x.matrixProduct(weights[0]).adding(bias: weights[1]).tanh().atLastEvent(lengths: lengths)
          .matrixProduct(weights[2])
      },
      { x, weights in
        x.matrixProduct(weights[0]).adding(bias: weights[1]).tanh().atLastEvent(lengths: lengths)
          .matrixProduct(weights[2])
      })
  }

  @Test("The tangent along v is v times the gradient")
  func directionalDerivative() {
    let weight = Variable<Double>(.testInput([4, 2], seed: 11))
    let direction = Tensor<Double>.testInput(shape, seed: 2)
    let tape = Tape<Double>()
    let x = tape.variable(.testInput(shape, seed: 1))
    let gradient = tape.gradients(of: x.matrixProduct(weight).tanh().sum(), for: [x])[0]
    let dual = Dual(value: x.detached, tangent: Variable(direction))
    let tangent = dual.matrixProduct(weight).tanh().sum().tangent.value.item
    expectClose(tangent, gradient.dot(direction), relative: 1e-12)
  }
}
