import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("LSTM layers")
struct LSTMTests {
  private let stream = RandomStream(seed: 3)

  @Test("B2: two stacked bidirectional layers equal torch.nn.LSTM, forward and all gradients")
  func stackedBidirectional() throws {
    let fixture = try Fixture("layers")
    let lengths = try fixture.integers("lstm.lengths")
    var parameters = Parameters<Double>()
    let layers = [(3, "layer0"), (10, "layer1")].map { inputs, name in
      BidirectionalLSTM(
        named: name, inputs: inputs, hidden: 5, in: &parameters, stream: stream)
    }
    try parameters.restore(
      parameters.names.map { NamedTensor($0, try fixture.tensor($0)) })

    let tape = Tape<Double>()
    let weights = parameters.trainable(on: tape)
    let x = tape.variable(try fixture.tensor("lstm.x"))
    var sequence = x
    for (index, layer) in layers.enumerated() {
      for (name, direction) in [("forward", layer.forward), ("backward", layer.backward)] {
        let end = direction(sequence, weights, lengths: lengths)
        for (state, value) in [("finalHidden", end.finalHidden), ("finalCell", end.finalCell)] {
          let expected: Tensor<Double> = try fixture.tensor("layer\(index).\(name).\(state)")
          expectClose(
            value.value, expected, relative: 0, absolute: 1e-12, "\(index) \(name) \(state)")
        }
      }
      sequence = layer(sequence, weights, lengths: lengths)
    }
    expectClose(sequence.value, try fixture.tensor("lstm.output"), relative: 0, absolute: 1e-12)

    let loss = sequence.multiplied(by: try fixture.tensor("lstm.coefficients")).sum()
    let gradients = tape.gradients(of: loss, for: weights.variables + [x])
    for (name, gradient) in zip(parameters.names + ["lstm.x"], gradients) {
      let expected: Tensor<Double> = try fixture.tensor("\(name).gradient")
      expectClose(gradient, expected, relative: 0, absolute: 1e-11, "\(name)")
    }
  }

  @Test(
    "A layer that reads backwards makes of a sequence what it makes of its mirror image forwards")
  func readingBackwards() {
    var parameters = Parameters<Double>()
    let layer = LSTM(named: "lstm", inputs: 1, hidden: 3, in: &parameters, stream: stream)
    let events = Variable(Tensor<Double>([1, -1, 2], shape: [1, 3, 1]))
    let mirrored = Variable(Tensor<Double>([2, -1, 1], shape: [1, 3, 1]))
    let backwards = layer.readingBackwards(events, parameters.frozen, lengths: [3])
    let forwards = layer(mirrored, parameters.frozen, lengths: [3])
    #expect(backwards.finalHidden.value == forwards.finalHidden.value)
    #expect(!layer.isReversed && layer.readingBackwards.isReversed)
    #expect(!layer.readingBackwards.readingBackwards.isReversed)
  }

  @Test("B1: one unit over three events, through the layer's own parameters")
  func anchor() {
    var parameters = Parameters<Double>()
    let layer = LSTM(named: "lstm", inputs: 1, hidden: 1, in: &parameters, stream: stream)
    parameters[layer.inputWeight].fill(0.5)
    parameters[layer.recurrentWeight].fill(0.25)
    let x = Variable(Tensor<Double>([1, -1, 2], shape: [1, 3, 1]))
    let output = layer(x, parameters.frozen, lengths: [3])
    let expected = Tensor<Double>(
      [0.1742697187, 0.0063240761, 0.3779150119], shape: [1, 3, 1])
    expectClose(output.sequence.value, expected, relative: 0, absolute: 1e-9)
    #expect(abs(output.finalCell.value.item - 0.5718580671) < 1e-9)
  }

  @Test("First values of the three flavours", arguments: LSTMFlavour.allCases)
  func firstValues(flavour: LSTMFlavour) {
    var parameters = Parameters<Double>()
    let layer = LSTM(
      named: "lstm", inputs: 10, hidden: 6, flavour: flavour, in: &parameters, stream: stream)
    let input = parameters[layer.inputWeight].scalars
    let recurrent = parameters[layer.recurrentWeight].scalars
    let largest = (input.map(abs).max() ?? 0, recurrent.map(abs).max() ?? 0)
    let isOrthonormal = (norm(of: input, row: 0), norm(of: recurrent, row: 3))
    let forget = Tensor<Double>(
      (0..<24).map { 6..<12 ~= $0 && flavour != .standard ? 1 : 0 }, shape: [24])
    #expect(parameters[layer.bias] == forget)
    switch flavour {
    case .standard:
      let limit = (6.0 / (16 + 24)).squareRoot()
      #expect(largest.0 <= limit && largest.0 > 0.95 * limit)
      #expect(largest.1 <= limit && largest.1 > 0.95 * limit)
    case .kerasReLU:
      #expect(abs(isOrthonormal.0 - 1) < 1e-12 && abs(isOrthonormal.1 - 1) < 1e-12)
    case .kerasTanh:
      let limit = (6.0 / (10 + 24)).squareRoot()
      #expect(largest.0 <= limit && largest.0 > 0.95 * limit)
      #expect(abs(isOrthonormal.1 - 1) < 1e-12)
    }
  }

  private func norm(of matrix: [Double], row: Int) -> Double {
    matrix[(24 * row)..<(24 * row + 24)].reduce(0) { $0 + $1 * $1 }
  }

  @Test(
    "B9: gradients of a layer of each flavour, in both directions, with initial state and mask",
    arguments: LSTMFlavour.allCases, [false, true])
  func gradients(flavour: LSTMFlavour, reversed: Bool) {
    var parameters = Parameters<Double>()
    let layer = LSTM(
      named: "lstm", inputs: 2, hidden: 3, flavour: flavour, reversed: reversed, in: &parameters,
      stream: stream)
    let mask = Tensor<Double>([0, 1.25, 1.25, 1.25, 0, 1.25], shape: [2, 3])
    let inputs: [Tensor<Double>] = [
      .testInput([2, 4, 2]), .testInput([2, 3], seed: 1), .testInput([2, 3], seed: 2),
    ]
    checkGradients(parameters, inputs: inputs) { weights, inputs in
      let output = layer(
        inputs[0], weights, lengths: [4, 2], initialHidden: inputs[1], initialCell: inputs[2],
        recurrentMask: mask)
      return output.sequence.reshaped([2, 12]).concatenated(with: output.finalHidden)
        .concatenated(with: output.finalCell)
    }
  }

  @Test("B3: padding of any values changes nothing in a bidirectional layer")
  func padding() {
    var parameters = Parameters<Double>()
    let layer = BidirectionalLSTM(
      named: "lstm", inputs: 2, hidden: 3, in: &parameters, stream: stream)
    let short = Tensor<Double>.testInput([1, 3, 2])
    let long = Tensor(short.scalars + [.nan, .infinity, 1e300, -5], shape: [1, 5, 2])
    let weights = parameters.frozen
    let expected = layer(Variable(short), weights, lengths: [3]).value.scalars
    let padded = layer(Variable(long), weights, lengths: [3]).value.scalars
    #expect(Array(padded.prefix(expected.count)) == expected)
    #expect(padded.dropFirst(expected.count).allSatisfy { $0 == 0 })
  }

  @Test("A bidirectional layer on dual numbers: the tangent is the derivative of the value")
  func dual() {
    var parameters = Parameters<Double>()
    let layer = BidirectionalLSTM(
      named: "lstm", inputs: 2, hidden: 3, in: &parameters, stream: stream)
    let weights = parameters.frozen
    let x = Tensor<Double>.testInput([2, 4, 2])
    let direction = Tensor<Double>.testInput([2, 4, 2], seed: 1)
    let result = layer(
      Dual(value: Variable(x), tangent: Variable(direction)), weights, lengths: [4, 2])
    #expect(result.value.value == layer(Variable(x), weights, lengths: [4, 2]).value)

    var difference = Tensor<Double>.zeros([2, 4, 6])
    for (step, sign) in [(1e-5, 1.0), (-1e-5, -1.0)] {
      var shifted = x
      shifted.add(direction, scaledBy: step)
      difference.add(layer(Variable(shifted), weights, lengths: [4, 2]).value, scaledBy: sign)
    }
    difference.scale(by: 1 / 2e-5)
    expectClose(result.tangent.value, difference, relative: 0, absolute: 1e-9)
  }
}
