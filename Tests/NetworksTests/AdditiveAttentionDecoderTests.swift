import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Decoder with additive attention")
struct AdditiveAttentionDecoderTests {
  private let stream = RandomStream(seed: 5)

  @Test("B6: anchor of one step of one unit")
  func anchor() {
    var parameters = Parameters<Double>()
    let decoder = AdditiveAttentionDecoder(
      named: "decoder", inputs: 1, hidden: 1, in: &parameters, stream: stream)
    parameters[decoder.queryWeight].fill(1)
    parameters[decoder.key.weight].fill(0.5)
    parameters[decoder.score].fill(2)
    // The row of the input, which is 0, and that of the context.
    parameters[decoder.cell.inputWeight] = Tensor(
      [9, 9, 9, 9, 0.6, 0.6, 0.6, 0.6], shape: [2, 4])
    parameters[decoder.cell.recurrentWeight].fill(0.4)
    #expect(parameters[decoder.cell.bias].scalars == [0, 1, 0, 0], "the forget gate's is 1")

    let weights = parameters.frozen
    let memory = decoder.memory(
      Variable(Tensor([0.5, -1], shape: [1, 2, 1])), weights, lengths: [2])
    let start = AdditiveAttentionDecoder.State(
      hidden: Variable(Tensor([0.2], shape: [1, 1])), cell: Variable(Tensor([0.1], shape: [1, 1])))
    let step = decoder(Variable(.zeros([1, 1])), start, memory, weights)
    let scores = Tensor([0.8437980105, -0.5826252249], shape: [1, 2])
    let attention = Tensor([0.8063434026, 0.1936565974], shape: [1, 2])
    expectClose(step.scores, scores, relative: 0, absolute: 1e-9)
    expectClose(step.attention, attention, relative: 0, absolute: 1e-9)
    #expect(abs(step.context.value.item - 0.2095151039) < 1e-9)
    #expect(abs(step.state.cell.value.item - 0.1838879038) < 1e-9)
    #expect(abs(step.state.hidden.value.item - 0.0984027705) < 1e-9)
  }

  /// A decoder of 3 units with inputs of width 2, run for two steps, the first on the given input
  /// and the second on its first output's first two units.
  private func twoSteps(
    _ decoder: AdditiveAttentionDecoder, _ weights: Weights<Double>, encoded: Variable<Double>,
    hidden: Variable<Double>, cell: Variable<Double>, input: Variable<Double>, lengths: [Int32]
  ) -> Variable<Double> {
    let memory = decoder.memory(encoded, weights, lengths: lengths)
    let first = decoder(
      input, AdditiveAttentionDecoder.State(hidden: hidden, cell: cell), memory, weights)
    let second = decoder(input.tanh(), first.state, memory, weights)
    return second.state.hidden.concatenated(with: second.state.cell)
      .concatenated(with: second.context)
  }

  @Test("B9: gradients through two steps", arguments: [LSTMFlavour.kerasTanh, .standard])
  func gradients(flavour: LSTMFlavour) {
    var parameters = Parameters<Double>()
    let decoder = AdditiveAttentionDecoder(
      named: "decoder", inputs: 2, hidden: 3, flavour: flavour, in: &parameters, stream: stream)
    let inputs: [Tensor<Double>] = [
      .testInput([2, 4, 3]), .testInput([2, 3], seed: 1), .testInput([2, 3], seed: 2),
      .testInput([2, 2], seed: 3),
    ]
    checkGradients(parameters, inputs: inputs) { weights, inputs in
      twoSteps(
        decoder, weights, encoded: inputs[0], hidden: inputs[1], cell: inputs[2],
        input: inputs[3], lengths: [4, 2])
    }
  }

  @Test("B3: padding of the encoder's outputs changes nothing")
  func padding() {
    var parameters = Parameters<Double>()
    let decoder = AdditiveAttentionDecoder(
      named: "decoder", inputs: 2, hidden: 3, in: &parameters, stream: stream)
    let short = Tensor<Double>.testInput([1, 3, 3])
    let long = Tensor(short.scalars + [.nan, .infinity, -1e300], shape: [1, 4, 3])
    let results = [short, long].map { encoded in
      twoSteps(
        decoder, parameters.frozen, encoded: Variable(encoded),
        hidden: Variable(.testInput([1, 3], seed: 1)), cell: Variable(.testInput([1, 3], seed: 2)),
        input: Variable(.testInput([1, 2], seed: 3)), lengths: [3]
      ).value
    }
    #expect(results[0] == results[1])
  }
}
