import Differentiation
import Tensors
import TestSupport
import Testing

/// A stack of LSTM layers beside the same layers one by one, which are themselves compared with plain
/// ones and with PyTorch.
@Suite("LSTM stacks")
struct LSTMStackTests {
  /// A stack with numbers for everything it takes.
  struct Stack: CustomStringConvertible, Sendable {
    var widths = [3, 8, 8, 8]
    var lengths: [Int32] = [4, 2, 0, 5, 5]
    var hasStates = false
    var hasMasks = false
    var options = LSTMOptions()

    var time: Int { 5 }
    var batch: Int { lengths.count }
    var layers: Int { widths.count - 1 }
    var description: String {
      "widths \(widths), \(lengths.count) samples\(hasStates ? ", states" : "")"
        + "\(hasMasks ? ", masks" : "")\(options.reversed ? ", reversed" : "")"
        + "\(options.keepsSequence ? "" : ", final states only"), \(options.flavour.rawValue)"
    }
  }

  static let stacks: [Stack] = {
    // So many samples that gradients of the weights are summed where the events lie.
    let many = (0..<130).map { Int32($0 * 7 % 6) }
    var stacks = [
      Stack(), Stack(widths: [2, 3]), Stack(widths: [8, 8, 8], lengths: many),
      Stack(widths: [5, 20, 7, 16], lengths: many),
      Stack(widths: [5, 64, 64], lengths: many, hasStates: true),
    ]
    for bits in 0..<16 {
      func bit(_ position: Int) -> Bool { bits >> position & 1 == 1 }
      stacks.append(
        Stack(
          widths: bit(0) ? [3, 8, 8] : [3, 5, 10, 4], lengths: bit(1) ? many : [1, 5, 3],
          hasStates: bit(2), hasMasks: bit(3),
          options: LSTMOptions(
            flavour: bit(0) ? .standard : .kerasTanh, reversed: bit(2),
            keepsSequence: !bit(1) || bit(3))))
    }
    return stacks
  }()

  @Test(
    "A stack is the same as its layers one by one, to the last bit, and so are its gradients",
    arguments: stacks)
  func layerByLayer(stack: Stack) {
    #expect(results(of: stack, Float.self, asOne: true) == results(of: stack, asOne: false))
    #expect(results(of: stack, Double.self, asOne: true) == results(of: stack, asOne: false))
  }

  @Test(
    "The weights' gradients are the same, to the last bit, whether or not the input has one",
    arguments: [[5, 8, 8], [5, 16, 16], [16, 16], [20, 40, 24], [6, 64, 64]])
  func constantInput(widths: [Int]) {
    let many = (0..<130).map { Int32($0 * 7 % 6) }
    for hasStates in [false, true] {
      let stack = Stack(widths: widths, lengths: many, hasStates: hasStates)
      var expected = results(of: stack, Float.self, asOne: true)
      expected.remove(at: 2 * stack.layers + 1)
      #expect(results(of: stack, asOne: true, isInputConstant: true) == expected)
    }
  }

  @Test("Only what is differentiable gets a gradient, and the layers below it are left alone")
  func frozenLayers() {
    let x = Tensor<Float>.testInput([3, 4, 2], seed: 1)
    let tape = Tape<Float>()
    let below = weights(2, 8, seed: 2).map { Variable<Float>($0) }
    let above: [Variable<Float>] = weights(8, 8, seed: 5).map { tape.variable($0) }
    let output = Variable(x).lstmStack([layer(below), layer(above)], lengths: [4, 1, 3])
    let alone = Variable(
      Variable(x).lstmStack([layer(below)], lengths: [4, 1, 3]).sequence.value
    ).lstmStack([layer(above)], lengths: [4, 1, 3])
    let found = tape.gradients(of: output.sequence.sum(), for: above)
    #expect(found == tape.gradients(of: alone.sequence.sum(), for: above))
    #expect(found.allSatisfy { $0.scalars.contains { $0 != 0 } })
  }

  private func weights<Scalar: TensorScalar>(
    _ inputs: Int, _ hidden: Int, seed: UInt64
  ) -> [Tensor<Scalar>] {
    [
      .testInput([inputs, 4 * hidden], seed: seed),
      .testInput([hidden, 4 * hidden], seed: seed + 1), .testInput([4 * hidden], seed: seed + 2),
    ]
  }

  private func layer<Scalar: TensorScalar>(
    _ weights: [Variable<Scalar>]
  ) -> LSTMStackLayer<Scalar> {
    LSTMStackLayer(inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2])
  }

  /// All outputs and all gradients, of which the input's is the first.
  private func results<Scalar: TensorScalar>(
    of stack: Stack, _: Scalar.Type = Scalar.self, asOne: Bool, isInputConstant: Bool = false
  ) -> [Tensor<Scalar>] {
    let tape = Tape<Scalar>()
    let batch = stack.batch
    let events = Tensor<Scalar>.testInput([batch, stack.time, stack.widths[0]], seed: 1)
    let x = isInputConstant ? Variable(events) : tape.variable(events)
    var variables = isInputConstant ? [] : [x]
    var layers: [LSTMStackLayer<Scalar>] = []
    for index in 0..<stack.layers {
      let (inputs, hidden) = (stack.widths[index], stack.widths[index + 1])
      let seed = UInt64(10 * (index + 1))
      let own = weights(inputs, hidden, seed: seed).map { tape.variable($0) }
      variables += own
      var layer = layer(own)
      if stack.hasStates {
        let states = [3, 4].map {
          tape.variable(Tensor<Scalar>.testInput([batch, hidden], seed: seed + $0))
        }
        variables += states
        (layer.initialHidden, layer.initialCell) = (states[0], states[1])
      }
      if stack.hasMasks {
        layer.inputMask = .testInput([batch, inputs], seed: seed + 5)
        layer.recurrentMask = .testInput([batch, hidden], seed: seed + 6)
      }
      layers.append(layer)
    }

    var outputs: [Variable<Scalar>] = []
    if asOne {
      let output = x.lstmStack(layers, lengths: stack.lengths, options: stack.options)
      outputs = output.finalHidden + output.finalCell
      if stack.options.keepsSequence { outputs.append(output.sequence) }
    } else {
      var ends: [LSTMOutput<Scalar>] = []
      for layer in layers {
        let sequence = ends.last?.sequence ?? x
        var options = stack.options
        options.keepsSequence = true
        let masked = layer.inputMask.map { sequence.multiplied(overTimeBy: $0) } ?? sequence
        ends.append(
          masked.lstm(
            inputWeight: layer.inputWeight, recurrentWeight: layer.recurrentWeight,
            bias: layer.bias, lengths: stack.lengths, initialHidden: layer.initialHidden,
            initialCell: layer.initialCell, recurrentMask: layer.recurrentMask, options: options))
      }
      outputs = ends.map { $0.finalHidden } + ends.map { $0.finalCell }
      if stack.options.keepsSequence { outputs += ends.suffix(1).map { $0.sequence } }
    }
    // Every output counts, and differently.
    let losses = outputs.enumerated().map { index, output in
      output.multiplied(by: .testInput(output.shape, seed: UInt64(500 + index))).sum()
    }
    let loss = losses.dropFirst().reduce(losses[0]) { $0 + $1 }
    return outputs.map { $0.value } + tape.gradients(of: loss, for: variables)
  }
}
