import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Attention pooling")
struct AttentionPoolingTests {
  private let stream = RandomStream(seed: 4)

  /// A layer on two features with W the identity, b = 0 and u = (1, 0).
  private func anchored(epsilon: Double = 0) -> (AttentionPooling, Parameters<Double>) {
    var parameters = Parameters<Double>()
    let layer = AttentionPooling(
      named: "attention", features: 2, epsilon: epsilon, in: &parameters, stream: stream)
    parameters[layer.weight] = Tensor([1, 0, 0, 1], shape: [2, 2])
    parameters[layer.context] = Tensor([1, 0], shape: [2, 1])
    return (layer, parameters)
  }

  private let events = Variable(Tensor<Double>([0, 0, 1, 2, 2, -1], shape: [1, 3, 2]))

  @Test("B4: anchor of attention with context")
  func anchor() {
    let (layer, parameters) = anchored()
    let (context, weights) = layer.pooled(events, parameters.frozen, lengths: [3])
    let expected = Tensor<Double>([0.1734929135, 0.3715676362, 0.4549394504], shape: [1, 3])
    expectClose(weights, expected, relative: 0, absolute: 1e-9)
    expectClose(
      context.value, Tensor([1.2814465369, 0.2881958219], shape: [1, 2]), relative: 0,
      absolute: 1e-9)
  }

  @Test("B4: anchor with the third event masked")
  func maskedAnchor() {
    let (layer, parameters) = anchored()
    let (context, weights) = layer.pooled(events, parameters.frozen, lengths: [2])
    expectClose(
      context.value, Tensor([0.6816997422, 1.3633994844], shape: [1, 2]), relative: 0,
      absolute: 1e-9)
    #expect(weights.scalars[2] == 0)
  }

  @Test("B4: the epsilon of `reference` changes the result by less than 1e-6, but does change it")
  func epsilon() {
    let (layer, parameters) = anchored()
    let (reference, _) = anchored(epsilon: 1e-7)
    let exact = layer(events, parameters.frozen, lengths: [3]).value
    let shifted = reference(events, parameters.frozen, lengths: [3]).value
    expectClose(exact, shifted, relative: 0, absolute: 1e-6)
    #expect(exact != shifted)
    // The denominator is the sum of exp(tanh(0)), exp(tanh(1)) and exp(tanh(2)) and the epsilon.
    let sum = 1 / 0.1734929135
    #expect(abs(shifted.scalars[0] / exact.scalars[0] - sum / (sum + 1e-7)) < 1e-12)
  }

  @Test("B5: weights are a distribution over valid events, and 0 on padding")
  func distribution() {
    var parameters = Parameters<Double>()
    let layer = AttentionPooling(
      named: "attention", features: 3, in: &parameters, stream: stream)
    let lengths: [Int32] = [5, 1, 3]
    let x = Variable(Tensor<Double>.testInput([3, 5, 3]))
    let weights = layer.pooled(x, parameters.frozen, lengths: lengths).weights.scalars
    for (sample, length) in lengths.enumerated() {
      let row = weights[(5 * sample)..<(5 * sample + 5)]
      #expect(row.allSatisfy { $0 >= 0 })
      #expect(abs(row.prefix(Int(length)).reduce(0, +) - 1) < 1e-12)
      #expect(row.dropFirst(Int(length)).allSatisfy { $0 == 0 })
    }
  }

  @Test("B5: equal scores give the mean of valid events, and a single event gives itself")
  func equalScores() {
    var parameters = Parameters<Double>()
    let layer = AttentionPooling(
      named: "attention", features: 2, in: &parameters, stream: stream)
    parameters[layer.context].fill(0)
    let x = Variable(Tensor<Double>([1, 2, 3, 6, 100, 100, 4, 5, 7, 7, 8, 8], shape: [2, 3, 2]))
    let result = layer(x, parameters.frozen, lengths: [2, 1]).value
    expectClose(result, Tensor([2, 4, 4, 5], shape: [2, 2]), relative: 0, absolute: 1e-12)
  }

  @Test("B3: padding of any values changes nothing")
  func padding() {
    let (layer, parameters) = anchored()
    let padded = Tensor<Double>([0, 0, 1, 2, 2, -1, .nan, .infinity], shape: [1, 4, 2])
    #expect(
      layer(Variable(padded), parameters.frozen, lengths: [3]).value
        == layer(events, parameters.frozen, lengths: [3]).value)
  }

  @Test("B9: gradients of attention pooling", arguments: [0, 0.5])
  func gradients(epsilon: Double) {
    var parameters = Parameters<Double>()
    let layer = AttentionPooling(
      named: "attention", features: 3, epsilon: epsilon, in: &parameters, stream: stream)
    checkGradients(parameters, inputs: [.testInput([2, 4, 3])]) { weights, inputs in
      layer(inputs[0], weights, lengths: [4, 2])
    }
  }
}
