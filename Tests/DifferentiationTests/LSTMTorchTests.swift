import Differentiation
import Tensors
import TestSupport
import Testing

/// Our layer beside torch.nn.LSTM, on the numbers of Tests/Fixtures/lstm.py.
@Suite("LSTM: torch.nn.LSTM")
struct LSTMTorchTests {
  @Test("B2: forward and all gradients", arguments: TorchCase.all)
  func firstOrder(torch: TorchCase) throws {
    let tape = Tape<Double>()
    let inputs = try torch.inputs(on: tape)
    let result = try torch.run(inputs)
    try torch.expect(result.sequence.value, equals: "sequence")
    try torch.expect(result.finalHidden.value, equals: "hn")
    try torch.expect(result.finalCell.value, equals: "cn")
    let loss = try torch.loss(of: result)
    expectClose(loss.value.item, try torch.number("loss"))
    try torch.expectGradients(of: loss, on: tape, for: inputs, equal: "gradient")
  }

  @Test("B2: in single precision", arguments: TorchCase.all)
  func singlePrecision(torch: TorchCase) throws {
    let tape = Tape<Float>()
    let inputs = try torch.inputs(on: tape)
    let result = try torch.run(inputs)
    try torch.expect(result.sequence.value, equals: "sequence", within: 1e-5)
    try torch.expectGradients(
      of: torch.loss(of: result), on: tape, for: inputs, equal: "gradient", within: 1e-5)
  }

  @Test("A25: the gradients of a directional derivative", arguments: TorchCase.all)
  func secondOrder(torch: TorchCase) throws {
    let tape = Tape<Double>()
    let inputs = try torch.inputs(on: tape)
    let direction = try torch.tensor("direction", as: Double.self)
    let result = try torch.run(inputs, along: direction)
    try torch.expect(result.value.sequence.value, equals: "sequence")
    let loss = try torch.loss(of: result.value)
    expectClose(loss.value.item, try torch.number("loss"))
    let directional = try torch.loss(of: result.tangent)
    expectClose(directional.value.item, try torch.number("directional"))
    try torch.expectGradients(of: directional, on: tape, for: inputs, equal: "directional")
  }

  @Test("A25: the gradients of the gradient penalty", arguments: TorchCase.all)
  func penalty(torch: TorchCase) throws {
    // First pass: the slope g of the loss by the input, and the penalty mean (|g| - 1)^2.
    let slopeTape = Tape<Double>()
    let first = try torch.inputs(on: slopeTape)
    let loss = try torch.loss(of: torch.run(first))
    let slope = slopeTape.gradients(of: loss, for: [first.x])[0]
    let samples = slope.shape[0]
    let perSample = slope.shape[1] * slope.shape[2]
    var penalty = 0.0
    var direction = slope
    direction.withMutableElements { entries in
      for sample in 0..<samples {
        let range = sample * perSample..<(sample + 1) * perSample
        let norm = entries[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
        penalty += (norm - 1) * (norm - 1) / Double(samples)
        // d penalty / d g
        for entry in range { entries[entry] *= 2 * (norm - 1) / norm / Double(samples) }
      }
    }
    expectClose(penalty, try torch.number("penalty"))

    // Second pass: with that direction held fixed, the tangent has the penalty's gradients.
    let tape = Tape<Double>()
    let inputs = try torch.inputs(on: tape)
    let tangent = try torch.loss(of: torch.run(inputs, along: direction).tangent)
    try torch.expectGradients(of: tangent, on: tape, for: inputs, equal: "penalty")
  }
}
