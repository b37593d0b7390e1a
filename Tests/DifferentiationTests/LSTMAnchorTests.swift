import Differentiation
import Tensors
import Testing

@Suite("LSTM: numbers worked out by hand")
struct LSTMAnchorTests {
  struct Anchor {
    var flavour: LSTMFlavour
    var forgetBias: Double
    var hidden: [Double]
    var cell: [Double]
  }

  /// One unit, W = 0.5, U = 0.25, b = 0, inputs 1, -1, 2 (spec/00 section 6.1).
  static let anchors = [
    Anchor(
      flavour: .standard, forgetBias: 0,
      hidden: [0.1742697187, -0.0209657655, 0.3458350805],
      cell: [0.2876491366, -0.0541115735, 0.5148678343]),
    Anchor(
      flavour: .standard, forgetBias: 1,
      hidden: [0.1742697187, 0.0063240761, 0.3779150119],
      cell: [0.2876491366, 0.0163076518, 0.5718580671]),
    Anchor(
      flavour: .kerasReLU, forgetBias: 1,
      hidden: [0.18, 0.0747243, 0.6206920837],
      cell: [0.3, 0.1827, 0.8819953705]),
  ]

  @Test("B1: three steps of one unit, in each flavour", arguments: anchors)
  func threeSteps(anchor: Anchor) {
    for time in 1...3 {
      let output = run(
        [1, -1, 2], time: time,
        LSTMOptions(flavour: anchor.flavour, forgetBias: anchor.forgetBias))
      for (found, expected) in zip(output.sequence.value.scalars, anchor.hidden) {
        #expect(abs(found - expected) < 1e-9)
      }
      #expect(abs(output.finalHidden.value.item - anchor.hidden[time - 1]) < 1e-9)
      #expect(abs(output.finalCell.value.item - anchor.cell[time - 1]) < 1e-9)
    }
  }

  @Test("B1: the forget bias may stand in the trained bias instead")
  func trainedForgetBias() {
    let inside = run(
      [1, -1, 2], time: 3, LSTMOptions(flavour: .kerasReLU), bias: [0, 1, 0, 0])
    let outside = run([1, -1, 2], time: 3, LSTMOptions(flavour: .kerasReLU, forgetBias: 1))
    #expect(inside.sequence.value == outside.sequence.value)
  }

  @Test("B1: a reversed layer runs the same numbers from the other end")
  func reversed() {
    let forward = run([1, -1, 2], time: 3, LSTMOptions())
    let backward = run([2, -1, 1], time: 3, LSTMOptions(reversed: true))
    #expect(
      forward.sequence.value.scalars == Array(backward.sequence.value.scalars.reversed()))
    #expect(forward.finalCell.value == backward.finalCell.value)
  }

  @Test("The flavours bring their own forget bias")
  func forgetBiases() {
    #expect(LSTMFlavour.allCases.map { LSTMOptions(flavour: $0).forgetBias } == [1, 0, 0])
  }

  private func run(
    _ events: [Double], time: Int, _ options: LSTMOptions, bias: [Double] = [0, 0, 0, 0]
  ) -> LSTMOutput<Double> {
    Variable(Tensor(Array(events.prefix(time)), shape: [1, time, 1])).lstm(
      inputWeight: Variable(Tensor(repeating: 0.5, shape: [1, 4])),
      recurrentWeight: Variable(Tensor(repeating: 0.25, shape: [1, 4])),
      bias: Variable(Tensor(bias, shape: [4])), lengths: [Int32(time)], options: options)
  }
}
