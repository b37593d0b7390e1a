import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("LSTM: padding and batch order")
struct LSTMPaddingTests {
  static let lengths: [Int32] = [2, 5, 1, 5, 3]
  static let features = 3
  static let hidden = 9

  /// Every output and gradient of a layer over a batch, on values or on values with tangents.
  struct Results: Equatable {
    /// [batch, time, ...], 0 on padding.
    var sequences: [Tensor<Float>]
    /// [batch, ...].
    var states: [Tensor<Float>]
    var weightGradients: [Tensor<Float>]
  }

  @Test("B3: appended events change nothing, to the last bit", arguments: [false, true])
  func padding(dual: Bool) {
    for reversed in [false, true] {
      let tight = run(padding: 0, fill: 0, dual: dual, reversed: reversed)
      for (padding, fill) in [(1, 0), (3, Float.nan), (2, .infinity), (1, -1e30)] {
        let padded = run(padding: padding, fill: fill, dual: dual, reversed: reversed)
        #expect(padded.states == tight.states)
        #expect(padded.weightGradients == tight.weightGradients)
        for (long, short) in zip(padded.sequences, tight.sequences) {
          #expect(long == Self.appending(padding, fill: 0, to: short))
        }
      }
    }
  }

  @Test("B3: a permuted batch has permuted results", arguments: [false, true])
  func permutation(dual: Bool) {
    let order = [3, 0, 4, 2, 1]
    let original = run(padding: 0, fill: 0, dual: dual, reversed: true)
    let permuted = run(padding: 0, fill: 0, dual: dual, reversed: true, order: order)
    let expected = (original.sequences + original.states).map { Self.permuting($0, order) }
    for (found, expected) in zip(permuted.sequences + permuted.states, expected) {
      expectClose(found, expected, relative: 1e-5, absolute: 1e-6)
    }
    for (found, expected) in zip(permuted.weightGradients, original.weightGradients) {
      expectClose(found, expected, relative: 1e-5, absolute: 1e-5)
    }
  }

  @Test("A sample without events keeps its initial state")
  func noEvents() {
    let output = Variable(Tensor<Double>(repeating: .nan, shape: [2, 3, 1])).lstm(
      inputWeight: Variable(.testInput([1, 8])), recurrentWeight: Variable(.testInput([2, 8])),
      bias: Variable(.testInput([8])), lengths: [0, 0],
      initialHidden: Variable(.testInput([2, 2])),
      initialCell: Variable(.testInput([2, 2], seed: 1)))
    #expect(output.sequence.value == .zeros([2, 3, 2]))
    #expect(output.finalHidden.value == .testInput([2, 2]))
    #expect(output.finalCell.value == .testInput([2, 2], seed: 1))
  }

  @Test("E17: a valid event that is not a number shows in the result of its sample alone")
  func invalidEvent() {
    for flavour in LSTMFlavour.allCases {
      var x = Tensor<Float>.testInput([2, 3, 1])
      x.withMutableElements { $0[4] = .nan }
      let output = Variable(x).lstm(
        inputWeight: Variable(.testInput([1, 4])), recurrentWeight: Variable(.testInput([1, 4])),
        bias: Variable(.testInput([4])), lengths: [3, 3], options: LSTMOptions(flavour: flavour))
      let isFinite = output.sequence.value.scalars.map(\.isFinite)
      #expect(isFinite == [true, true, true, true, false, false])
    }
  }

  @Test("Misuse stops the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) { Self.layer(lengths: [3, 2, 1]) }
    await #expect(processExitsWith: .failure) { Self.layer(lengths: [4, 2]) }
    await #expect(processExitsWith: .failure) { Self.layer(lengths: [-1, 2]) }
    await #expect(processExitsWith: .failure) { Self.layer(inputWeight: [2, 4]) }
    await #expect(processExitsWith: .failure) { Self.layer(bias: [8]) }
    await #expect(processExitsWith: .failure) { Self.layer(initialHidden: [1, 1]) }
    await #expect(processExitsWith: .success) { Self.layer() }
  }

  private static func layer(
    lengths: [Int32] = [3, 2], inputWeight: Shape = [1, 4], bias: Shape = [4],
    initialHidden: Shape = [2, 1]
  ) {
    _ = Variable(Tensor<Float>.zeros([2, 3, 1])).lstm(
      inputWeight: Variable(.zeros(inputWeight)), recurrentWeight: Variable(.zeros([1, 4])),
      bias: Variable(.zeros(bias)), lengths: lengths, initialHidden: Variable(.zeros(initialHidden))
    )
  }

  // MARK: Running

  private func run(
    padding: Int, fill: Float, dual: Bool, reversed: Bool, order: [Int] = [0, 1, 2, 3, 4]
  ) -> Results {
    let (batch, time) = (Self.lengths.count, 5)
    let lengths = order.map { Self.lengths[$0] }
    let tape = Tape<Float>()
    func sequence(_ width: Int, seed: UInt64) -> Tensor<Float> {
      var tensor = Self.permuting(.testInput([batch, time, width], seed: seed), order)
      tensor.withMutableElements { elements in
        for element in elements.indices
        where element / width % time >= Int(lengths[element / width / time]) {
          elements[element] = fill
        }
      }
      return Self.appending(padding, fill: fill, to: tensor)
    }
    func states(seed: UInt64) -> Variable<Float> {
      tape.variable(Self.permuting(.testInput([batch, Self.hidden], seed: seed), order))
    }
    let weights = [
      tape.variable(.testInput([Self.features, 4 * Self.hidden], seed: 1)),
      tape.variable(.testInput([Self.hidden, 4 * Self.hidden], seed: 2).scaled(by: 0.3)),
      tape.variable(.testInput([4 * Self.hidden], seed: 3)),
    ]
    let x = tape.variable(sequence(Self.features, seed: 4))
    let states = (hidden: states(seed: 5), cell: states(seed: 6))
    // What arrives on padding as a gradient must not matter either.
    let arriving = Variable(sequence(Self.hidden, seed: 7))
    let options = LSTMOptions(reversed: reversed)

    var outputs: [Variable<Float>]
    if dual {
      let result = Dual(value: x, tangent: Variable(sequence(Self.features, seed: 8))).lstm(
        inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2], lengths: lengths,
        initialHidden: Dual(constant: states.hidden), initialCell: Dual(constant: states.cell),
        options: options)
      outputs = [result.sequence.value, result.sequence.tangent, result.finalHidden.tangent]
    } else {
      let result = x.lstm(
        inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2], lengths: lengths,
        initialHidden: states.hidden, initialCell: states.cell, options: options)
      outputs = [result.sequence, result.finalHidden, result.finalCell]
    }
    let sequences = dual ? 2 : 1
    let losses = outputs.enumerated().map { index, output in
      index < sequences ? (output * arriving).sum() : output.sum()
    }
    let gradients = tape.gradients(
      of: losses.dropFirst().reduce(losses[0], +), for: [x, states.hidden, states.cell] + weights)
    return Results(
      sequences: outputs.prefix(sequences).map(\.value) + [gradients[0]],
      states: outputs.dropFirst(sequences).map(\.value) + gradients[1...2],
      weightGradients: Array(gradients[3...]))
  }

  private static func appending(
    _ events: Int, fill: Float, to tensor: Tensor<Float>
  ) -> Tensor<Float> {
    let perSample = tensor.shape[1] * tensor.shape[2]
    let scalars = tensor.scalars
    let padding = [Float](repeating: fill, count: events * tensor.shape[2])
    return Tensor(
      (0..<tensor.shape[0]).flatMap {
        scalars[$0 * perSample..<($0 + 1) * perSample] + padding
      },
      shape: [tensor.shape[0], tensor.shape[1] + events, tensor.shape[2]])
  }

  private static func permuting(_ tensor: Tensor<Float>, _ order: [Int]) -> Tensor<Float> {
    let perSample = tensor.shape.count / tensor.shape[0]
    let scalars = tensor.scalars
    return Tensor(
      order.flatMap { scalars[$0 * perSample..<($0 + 1) * perSample] }, shape: tensor.shape)
  }
}
