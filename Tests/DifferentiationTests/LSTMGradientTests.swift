import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("LSTM: gradients by finite differences")
struct LSTMGradientTests {
  @Test("B9: every flavour, forward and reversed", arguments: LSTMFlavour.allCases, [false, true])
  func values(flavour: LSTMFlavour, reversed: Bool) {
    let setting = LSTMCase(
      flavour: flavour, reversed: reversed, hasRecurrentMask: true, lengths: [2, 4, 3])
    let names = ["x", "W", "U", "b", "h0", "c0"]
    gradientCheck(inputs: names.map(setting.numbers), names: names) { inputs in
      let output = inputs[0].lstm(
        inputWeight: inputs[1], recurrentWeight: inputs[2], bias: inputs[3],
        lengths: setting.lengths, initialHidden: inputs[4], initialCell: inputs[5],
        recurrentMask: setting.recurrentMask, options: setting.options)
      return weighted(output.sequence, "sequence", setting)
        + weighted(output.finalHidden, "hn", setting) + weighted(output.finalCell, "cn", setting)
    }
  }

  @Test(
    "B9, A25: the tangent and its gradients", arguments: LSTMFlavour.allCases, [false, true])
  func tangents(flavour: LSTMFlavour, reversed: Bool) {
    let setting = LSTMCase(
      flavour: flavour, reversed: reversed, hasRecurrentMask: true, lengths: [2, 4, 3])
    let names = ["x", "W", "U", "b", "h0", "c0", "x tangent", "h0 tangent", "c0 tangent"]
    gradientCheck(inputs: names.map(setting.numbers), names: names, tolerance: 1e-4) { inputs in
      let output = Dual(value: inputs[0], tangent: inputs[6]).lstm(
        inputWeight: inputs[1], recurrentWeight: inputs[2], bias: inputs[3],
        lengths: setting.lengths, initialHidden: Dual(value: inputs[4], tangent: inputs[7]),
        initialCell: Dual(value: inputs[5], tangent: inputs[8]),
        recurrentMask: setting.recurrentMask, options: setting.options)
      return weighted(output.sequence.value, "sequence", setting)
        + weighted(output.sequence.tangent, "sequence tangent", setting)
        + weighted(output.finalHidden.tangent, "hn tangent", setting)
        + weighted(output.finalCell.tangent, "cn tangent", setting)
    }
  }

  @Test("A25: the tangent is the derivative along the direction", arguments: LSTMFlavour.allCases)
  func directionalDerivative(flavour: LSTMFlavour) {
    let setting = LSTMCase(flavour: flavour, hasRecurrentMask: true, lengths: [2, 4, 3])
    let step = 1e-6
    func sequence(shift: Double) -> Tensor<Double> {
      func moved(_ name: String) -> Variable<Double> {
        Variable(setting.numbers(name) + setting.numbers("\(name) tangent").scaled(by: shift))
      }
      return moved("x").lstm(
        inputWeight: Variable(setting.numbers("W")),
        recurrentWeight: Variable(setting.numbers("U")),
        bias: Variable(setting.numbers("b")), lengths: setting.lengths, initialHidden: moved("h0"),
        initialCell: moved("c0"), recurrentMask: setting.recurrentMask, options: setting.options
      ).sequence.value
    }
    func dual(_ name: String) -> Dual<Double> {
      Dual(
        value: Variable(setting.numbers(name)),
        tangent: Variable(setting.numbers("\(name) tangent")))
    }
    let tangent = dual("x").lstm(
      inputWeight: Variable(setting.numbers("W")), recurrentWeight: Variable(setting.numbers("U")),
      bias: Variable(setting.numbers("b")), lengths: setting.lengths, initialHidden: dual("h0"),
      initialCell: dual("c0"), recurrentMask: setting.recurrentMask, options: setting.options
    ).sequence.tangent.value
    let quotient = (sequence(shift: step) - sequence(shift: -step)).scaled(by: 1 / (2 * step))
    expectClose(tangent, quotient, relative: 1e-7, absolute: 1e-8)
  }

  private func weighted(
    _ output: Variable<Double>, _ name: String, _ setting: LSTMCase
  ) -> Variable<Double> {
    output.multiplied(by: setting.numbers("\(name) coefficients")).sum()
  }
}
