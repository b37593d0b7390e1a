import Tensors

/// The LSTM layer as spec/00 section 6.1 writes it down: one sample, event and unit at a time.
///
/// Slow, and the measure of the fused one.
struct PlainLSTM {
  var batch: Int
  var time: Int
  var features: Int
  var hidden: Int
  var lengths: [Int32]
  var flavour: LSTMFlavour
  var forgetBias: Double
  var reversed: Bool
  /// [batch, hidden].
  var recurrentMask: [Double]?

  struct Output<Number> {
    /// [batch, time, hidden].
    var sequence: [Number]
    /// [batch, hidden].
    var finalHidden: [Number]
    var finalCell: [Number]
  }

  func run<Number: PlainNumber>(
    x: [Number], initialHidden: [Number]?, initialCell: [Number]?, inputWeight: [Number],
    recurrentWeight: [Number], bias: [Number]
  ) -> Output<Number> {
    let zero = Number(constant: 0)
    var output = Output(
      sequence: [Number](repeating: zero, count: batch * time * hidden),
      finalHidden: initialHidden ?? [Number](repeating: zero, count: batch * hidden),
      finalCell: initialCell ?? [Number](repeating: zero, count: batch * hidden))
    for sample in 0..<batch {
      let events = Array(0..<Int(lengths[sample]))
      for t in reversed ? events.reversed() : events {
        let states = sample * hidden..<(sample + 1) * hidden
        let previous = output.finalHidden[states].enumerated().map { unit, state in
          recurrentMask.map { state * Number(constant: $0[sample * hidden + unit]) } ?? state
        }
        for unit in 0..<hidden {
          let a = (0..<4).map { gate in
            let column = gate * hidden + unit
            var sum = bias[column]
            for feature in 0..<features {
              sum =
                sum + x[(sample * time + t) * features + feature]
                * inputWeight[feature * 4 * hidden + column]
            }
            for other in 0..<hidden {
              sum = sum + previous[other] * recurrentWeight[other * 4 * hidden + column]
            }
            return sum
          }
          let inputGate = gate(a[0])
          let forgetGate = gate(a[1] + Number(constant: forgetBias))
          let candidate = squash(a[2])
          let outputGate = gate(a[3])
          let cell = forgetGate * output.finalCell[states.lowerBound + unit] + inputGate * candidate
          let state = outputGate * squash(cell)
          output.finalCell[states.lowerBound + unit] = cell
          output.finalHidden[states.lowerBound + unit] = state
          output.sequence[(sample * time + t) * hidden + unit] = state
        }
      }
    }
    return output
  }

  private func gate<Number: PlainNumber>(_ a: Number) -> Number {
    flavour == .standard ? a.logistic() : a.hardSigmoid()
  }

  private func squash<Number: PlainNumber>(_ a: Number) -> Number {
    flavour == .kerasReLU ? a.rectified() : a.tanh()
  }
}
