import Differentiation
import Tensors
import TestSupport
import Testing

/// One case of Tests/Fixtures/lstm.json: a stack of LSTM layers with given initial states.
struct TorchCase: Sendable, CustomTestStringConvertible {
  let name: String
  let layers: Int
  let isBidirectional: Bool

  static let all = [
    TorchCase(name: "plain", layers: 1, isBidirectional: false),
    TorchCase(name: "stacked", layers: 2, isBidirectional: false),
    TorchCase(name: "bidirectional", layers: 2, isBidirectional: true),
  ]

  var testDescription: String { name }

  private static let fixture = Result { try Fixture("lstm") }

  /// Everything that gradients are asked for.
  struct Inputs<Scalar: TensorScalar> {
    var x: Variable<Scalar>
    /// [batch, layers * directions, hidden].
    var h0: Variable<Scalar>
    var c0: Variable<Scalar>
    /// Input weight, recurrent weight and bias of each layer and direction, in PyTorch's order.
    var weights: [Variable<Scalar>]

    var all: [Variable<Scalar>] { [x, h0, c0] + weights }
  }

  struct Outputs<Scalar: TensorScalar> {
    var sequence: Variable<Scalar>
    var finalHidden: Variable<Scalar>
    var finalCell: Variable<Scalar>
  }

  // MARK: Reading

  func tensor<Scalar: TensorScalar>(_ tensor: String, as: Scalar.Type) throws -> Tensor<Scalar> {
    try Self.fixture.get().tensor("\(name).\(tensor)")
  }

  func number(_ number: String) throws -> Double {
    try Self.fixture.get().number("\(name).\(number)")
  }

  func inputs<Scalar>(on tape: Tape<Scalar>) throws -> Inputs<Scalar> {
    func variable(_ tensor: String) throws -> Variable<Scalar> {
      tape.variable(try self.tensor(tensor, as: Scalar.self))
    }
    return try Inputs(
      x: variable("x"), h0: variable("h0"), c0: variable("c0"), weights: weightNames.map(variable))
  }

  private var directions: [Bool] { isBidirectional ? [false, true] : [false] }

  private var weightNames: [String] {
    (0..<layers).flatMap { layer in
      directions.flatMap { reversed in
        ["inputWeight", "recurrentWeight", "bias"].map {
          "layer\(layer).\(reversed ? "backward" : "forward").\($0)"
        }
      }
    }
  }

  // MARK: Running

  /// The stack of layers on values.
  func run<Scalar>(_ inputs: Inputs<Scalar>) throws -> Outputs<Scalar> {
    let lengths = try Self.fixture.get().integers("\(name).lengths")
    var states: [LSTMOutput<Scalar>] = []
    let sequence = stack(inputs.x, join: { $0.concatenated(with: $1) }) { sequence, reversed in
      let index = states.count
      let output = sequence.lstm(
        inputWeight: inputs.weights[3 * index], recurrentWeight: inputs.weights[3 * index + 1],
        bias: inputs.weights[3 * index + 2], lengths: lengths,
        initialHidden: inputs.h0.atTime(index), initialCell: inputs.c0.atTime(index),
        options: LSTMOptions(reversed: reversed))
      states.append(output)
      return output.sequence
    }
    return Outputs(
      sequence: sequence, finalHidden: .stackedOverTime(states.map(\.finalHidden)),
      finalCell: .stackedOverTime(states.map(\.finalCell)))
  }

  /// The stack of layers on values and on tangents along `direction` of the input.
  func run<Scalar>(
    _ inputs: Inputs<Scalar>, along direction: Tensor<Scalar>
  ) throws -> (value: Outputs<Scalar>, tangent: Outputs<Scalar>) {
    let lengths = try Self.fixture.get().integers("\(name).lengths")
    var states: [DualLSTMOutput<Scalar>] = []
    let input = Dual(value: inputs.x, tangent: Variable(direction))
    let sequence = stack(input, join: { $0.concatenated(with: $1) }) { sequence, reversed in
      let index = states.count
      let output = sequence.lstm(
        inputWeight: inputs.weights[3 * index], recurrentWeight: inputs.weights[3 * index + 1],
        bias: inputs.weights[3 * index + 2], lengths: lengths,
        initialHidden: Dual(constant: inputs.h0.atTime(index)),
        initialCell: Dual(constant: inputs.c0.atTime(index)),
        options: LSTMOptions(reversed: reversed))
      states.append(output)
      return output.sequence
    }
    func outputs(_ part: (Dual<Scalar>) -> Variable<Scalar>) -> Outputs<Scalar> {
      Outputs(
        sequence: part(sequence),
        finalHidden: .stackedOverTime(states.map { part($0.finalHidden) }),
        finalCell: .stackedOverTime(states.map { part($0.finalCell) }))
    }
    return (outputs(\.value), outputs(\.tangent))
  }

  private func stack<Sequence>(
    _ input: Sequence, join: (Sequence, Sequence) -> Sequence,
    layer: (Sequence, _ reversed: Bool) -> Sequence
  ) -> Sequence {
    var sequence = input
    for _ in 0..<layers {
      let outputs = directions.map { layer(sequence, $0) }
      sequence = outputs.dropFirst().reduce(outputs[0], join)
    }
    return sequence
  }

  /// The sum of all outputs times the fixture's coefficients.
  func loss<Scalar>(of outputs: Outputs<Scalar>) throws -> Variable<Scalar> {
    func weighted(_ variable: Variable<Scalar>, _ name: String) throws -> Variable<Scalar> {
      variable.multiplied(by: try tensor("coefficients.\(name)", as: Scalar.self)).sum()
    }
    return try weighted(outputs.sequence, "sequence") + weighted(outputs.finalHidden, "hn")
      + weighted(outputs.finalCell, "cn")
  }

  // MARK: Comparing

  func expect<Scalar>(
    _ found: Tensor<Scalar>, equals expected: String, within tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expectClose(
      found, try tensor(expected, as: Scalar.self), relative: tolerance, absolute: tolerance,
      "\(name).\(expected)", sourceLocation: sourceLocation)
  }

  func expectGradients<Scalar>(
    of loss: Variable<Scalar>, on tape: Tape<Scalar>, for inputs: Inputs<Scalar>,
    equal kind: String, within tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let gradients = tape.gradients(of: loss, for: inputs.all)
    for (gradient, name) in zip(gradients, ["x", "h0", "c0"] + weightNames) {
      try expect(
        gradient, equals: "\(kind).\(name)", within: tolerance, sourceLocation: sourceLocation)
    }
  }
}
