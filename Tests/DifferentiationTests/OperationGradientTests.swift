import Differentiation
import Tensors
import TestSupport
import Testing

/// B9: each operation against differences, weighted so that no two outputs have equal gradients.
@Suite("B9: gradients of operations")
struct OperationGradientTests {
  /// A number whose gradient with respect to `output` is 24 different numbers or more.
  private func weighted(_ output: Variable<Double>) -> Variable<Double> {
    (output * Variable(.testInput(output.shape, seed: 99))).sum()
  }

  private func check(
    _ inputs: [Tensor<Double>], sourceLocation: SourceLocation = #_sourceLocation,
    _ operation: ([Variable<Double>]) -> Variable<Double>
  ) {
    gradientCheck(inputs: inputs, sourceLocation: sourceLocation) { weighted(operation($0)) }
  }

  private let x: Tensor<Double> = .testInput([2, 3, 4], seed: 1)
  private let y: Tensor<Double> = .testInput([2, 3, 4], seed: 2)
  private let lengths: [Int32] = [3, 1]

  @Test("Sum, difference, product, constant factor and addend")
  func arithmetic() {
    check([x, y]) { $0[0] + $0[1] }
    check([x, y]) { $0[0] - $0[1] }
    check([x, y]) { $0[0] * $0[1] }
    check([x]) { $0[0] * $0[0] }
    check([x]) { $0[0].scaled(by: -2.5) }
    check([x]) { $0[0].adding(0.75) * $0[0] }
  }

  @Test("Matrix product of rank 2 and 3, and bias")
  func matrixProduct() {
    check([.testInput([5, 4]), .testInput([4, 3], seed: 1)]) { $0[0].matrixProduct($0[1]) }
    check([x, .testInput([4, 5], seed: 3)]) { $0[0].matrixProduct($0[1]) }
    check([x, .testInput([4], seed: 3)]) { $0[0].adding(bias: $0[1]) }
  }

  @Test("Activations")
  func activations() {
    check([x]) { $0[0].tanh() }
    check([x]) { $0[0].sigmoid() }
    check([x]) { $0[0].hardSigmoid() }
    check([x.scaled(by: 2)]) { $0[0].hardSigmoid() }
    check([x]) { $0[0].relu() }
    check([x]) { $0[0].leakyReLU(slope: 0.3) }
    check([x]) { $0[0].softplus() }
    check([x]) { $0[0].exponential() }
  }

  @Test("Masks")
  func masks() {
    check([x]) { $0[0].multiplied(by: y) }
    check([x]) { $0[0].multiplied(overTimeBy: .testInput([2, 4], seed: 3)) }
    check([x]) { $0[0].maskedBeyond(lengths: lengths) }
  }

  @Test("Reductions and reshaping")
  func reductions() {
    check([x]) { ($0[0] * $0[0]).sum() }
    check([x]) { ($0[0] * $0[0]).mean() }
    check([x]) { $0[0].reshaped([6, 4]) }
    check([x, .testInput([2, 3, 2], seed: 3)]) { $0[0].concatenated(with: $0[1]) }
  }

  @Test("Choosing and repeating events")
  func events() {
    check([x]) { $0[0].atLastEvent(lengths: lengths) }
    check([x]) { $0[0].atLastEvent(lengths: [0, 2]) }
    check([x]) { $0[0].atFirstEvent() }
    check([x]) { $0[0].atTime(2) }
    check([.testInput([2, 4])]) { $0[0].repeatedOverTime(3) }
    check([.testInput([2, 4]), .testInput([2, 4], seed: 1)]) {
      .stackedOverTime([$0[0], $0[1], $0[0]])
    }
  }

  @Test("Attention pooling, with and without epsilon")
  func attention() {
    let scores = Tensor<Double>.testInput([2, 3], seed: 3)
    check([x, scores]) { $0[0].softmaxPooled(scores: $0[1], lengths: lengths) }
    check([x, scores]) { $0[0].softmaxPooled(scores: $0[1], lengths: [3, 2], epsilon: 0.5) }
    check([x, scores]) { $0[0].softmaxPooled(scores: $0[1], lengths: [0, 2]) }
  }

  @Test("Softmax and its logarithm")
  func softmax() {
    check([x]) { $0[0].softmax() }
    check([x]) { $0[0].logSoftmax() }
  }

  @Test("Losses")
  func losses() {
    check([.testInput([4, 3])]) {
      $0[0].softmaxCrossEntropy(classes: [2, 0, 1, 1], weights: [1, 2, 0.5, 0])
    }
    check([x]) { $0[0].meanSquaredError(to: y) }
    check([x]) { $0[0].meanSquaredError(to: y, lengths: lengths) }
    check([x]) { $0[0].meanEuclideanDistance(to: y, lengths: lengths) }
  }

  @Test("A chain of many operations in which inputs occur several times")
  func chain() {
    check([x, .testInput([4, 4], seed: 5), .testInput([4], seed: 6)]) { inputs in
      let hidden = inputs[0].matrixProduct(inputs[1]).adding(bias: inputs[2]).tanh()
      let scores = hidden.matrixProduct(inputs[1]).atTime(1).reshaped([2, 4])
      let pooled = hidden.softmaxPooled(
        scores: scores.matrixProduct(Variable(.testInput([4, 3], seed: 7))), lengths: lengths)
      return pooled.concatenated(with: hidden.atLastEvent(lengths: lengths)).logSoftmax()
    }
  }
}
