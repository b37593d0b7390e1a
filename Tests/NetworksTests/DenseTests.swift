import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Dense layer")
struct DenseTests {
  @Test("The last axis is multiplied by the weight, and the bias is added")
  func values() {
    var parameters = Parameters<Double>()
    let dense = Dense(
      named: "dense", inputs: 2, outputs: 3, in: &parameters, stream: RandomStream(seed: 1))
    #expect(parameters[dense.bias] == .zeros([3]))
    parameters[dense.weight] = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    parameters[dense.bias] = Tensor([0.5, 0, -0.5], shape: [3])
    let x = Variable(Tensor<Double>([1, 0, 0, 1, 2, -1, 0, 0], shape: [2, 2, 2]))
    let y = dense(x, parameters.frozen)
    #expect(
      y.value
        == Tensor([1.5, 2, 2.5, 4.5, 5, 5.5, -1.5, -1, -0.5, 0.5, 0, -0.5], shape: [2, 2, 3]))
  }

  @Test("B9: gradients of a dense layer")
  func gradients() {
    var parameters = Parameters<Double>()
    let dense = Dense(
      named: "dense", inputs: 3, outputs: 2, in: &parameters, stream: RandomStream(seed: 1))
    checkGradients(parameters, inputs: [.testInput([2, 4, 3])]) { weights, inputs in
      dense(inputs[0], weights).tanh()
    }
  }

  @Test("The tangent of a dual number passes through the weight alone")
  func dual() {
    var parameters = Parameters<Double>()
    let dense = Dense(
      named: "dense", inputs: 3, outputs: 2, in: &parameters, stream: RandomStream(seed: 1))
    parameters[dense.bias] = Tensor([7, 8], shape: [2])
    let value = Variable(Tensor<Double>.testInput([2, 3]))
    let tangent = Variable(Tensor<Double>.testInput([2, 3], seed: 1))
    let weights = parameters.frozen
    let result = dense(Dual(value: value, tangent: tangent), weights)
    #expect(result.value.value == dense(value, weights).value)
    #expect(result.tangent.value == tangent.matrixProduct(weights[dense.weight]).value)
  }
}
