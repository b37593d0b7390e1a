import Differentiation
import Tensors
import TestSupport

/// A setting of the LSTM layer with numbers for everything it takes, run by the fused layer and by
/// the plain one.
struct LSTMCase: CustomStringConvertible {
  var flavour = LSTMFlavour.standard
  var reversed = false
  var hasInitialHidden = true
  var hasInitialCell = true
  var hasRecurrentMask = false
  var lengths: [Int32] = [2, 4, 0, 3]
  var time = 4
  var features = 2
  var hidden = 3

  var description: String {
    """
    \(flavour.rawValue) \(reversed ? "reversed" : "forward"), lengths \(lengths) of \(time), \
    \(features) -> \(hidden)\(hasInitialHidden ? ", h0" : "")\(hasInitialCell ? ", c0" : "")\
    \(hasRecurrentMask ? ", mask" : "")
    """
  }

  var batch: Int { lengths.count }
  var options: LSTMOptions { LSTMOptions(flavour: flavour, forgetBias: 0.7, reversed: reversed) }

  /// Every combination of the settings that change what is computed.
  static var combinations: [LSTMCase] {
    var cases: [LSTMCase] = []
    for flavour in LSTMFlavour.allCases {
      for bits in 0..<32 {
        func bit(_ position: Int) -> Bool { bits >> position & 1 == 1 }
        cases.append(
          LSTMCase(
            flavour: flavour, reversed: bit(0), hasInitialHidden: bit(1), hasInitialCell: bit(2),
            hasRecurrentMask: bit(3), lengths: bit(4) ? [2, 4, 0, 3] : [4, 4, 4]))
      }
    }
    return cases
  }

  /// Sizes around the widths of vector registers, and degenerate ones.
  static var sizes: [LSTMCase] {
    [1, 7, 8, 16, 19, 33].map {
      LSTMCase(hasRecurrentMask: true, lengths: [1, 3], time: 3, features: 5, hidden: $0)
    } + [
      LSTMCase(lengths: [0, 0], time: 2), LSTMCase(lengths: [1], time: 1, features: 1, hidden: 1),
      LSTMCase(lengths: [3, 3, 1, 1, 2], time: 5),
      // Inputs that fill whole vectors, too.
      LSTMCase(hasRecurrentMask: true, lengths: [1, 3], time: 3, features: 16, hidden: 16),
      LSTMCase(hasInitialHidden: false, lengths: [2, 3, 3], time: 3, features: 32, hidden: 33),
    ]
  }

  // MARK: Numbers

  var inputNames: [String] {
    var names = ["x"]
    if hasInitialHidden { names.append("h0") }
    if hasInitialCell { names.append("c0") }
    return names
  }

  func shape(_ name: String) -> Shape {
    switch name {
    case "x": [batch, time, features]
    case "sequence": [batch, time, hidden]
    case "W": [features, 4 * hidden]
    case "U": [hidden, 4 * hidden]
    case "b": [4 * hidden]
    default: [batch, hidden]
    }
  }

  /// The fixed numbers under a name: `x`, `h0`, `x tangent`, `W`, `sequence coefficients`...
  func numbers(_ name: String) -> Tensor<Double> {
    let stem = String(name.prefix { $0 != " " })
    let seed = name.unicodeScalars.reduce(UInt64(1)) { $0 &* 31 &+ UInt64($1.value) }
    return Tensor.testInput(shape(stem), seed: seed).scaled(
      by: stem == "U" || stem == "W" ? 0.5 : 1)
  }

  var recurrentMask: Tensor<Double>? { hasRecurrentMask ? numbers("mask") : nil }

  /// Whether an element of [batch, time, width] is padding.
  func isPadding(_ element: Int, width: Int) -> Bool {
    let event = element / width
    return event % time >= Int(lengths[event / time])
  }

  /// The input as the fused layer gets it: with NaN on the padding.
  func padded(_ name: String) -> Tensor<Double> {
    var tensor = numbers(name)
    tensor.withMutableElements { elements in
      for element in elements.indices where isPadding(element, width: features) {
        elements[element] = .nan
      }
    }
    return tensor
  }

  // MARK: Runs

  /// What a run computes: outputs and gradients of their weighted sum, by name.
  typealias Results = [String: Tensor<Double>]

  /// The fused layer in either precision, on values or on values with tangents.
  ///
  /// With `valuesKnown` the values are those of an earlier run, and only the tangents are computed.
  func fused<Scalar: TensorScalar>(
    _: Scalar.Type, dual: Bool, valuesKnown: Bool = false
  ) -> Results {
    let tape = Tape<Scalar>()
    var variables: [(name: String, variable: Variable<Scalar>)] = []
    func variable(_ name: String) -> Variable<Scalar> {
      let numbers = name.hasPrefix("x") ? padded(name) : numbers(name)
      let variable = tape.variable(Tensor<Scalar>(converting: numbers))
      variables.append((name, variable))
      return variable
    }
    func dualVariable(_ name: String) -> Dual<Scalar> {
      Dual(value: variable(name), tangent: variable("\(name) tangent"))
    }
    let weights = (W: variable("W"), U: variable("U"), b: variable("b"))
    let mask = recurrentMask.map { Tensor<Scalar>(converting: $0) }

    var outputs: [(name: String, variable: Variable<Scalar>)]
    if dual {
      let x = dualVariable("x")
      let h0 = hasInitialHidden ? dualVariable("h0") : nil
      let c0 = hasInitialCell ? dualVariable("c0") : nil
      let known = x.value.detached.lstm(
        inputWeight: weights.W.detached, recurrentWeight: weights.U.detached,
        bias: weights.b.detached, lengths: lengths, initialHidden: h0?.value.detached,
        initialCell: c0?.value.detached, recurrentMask: mask, options: options)
      let output = x.lstm(
        inputWeight: weights.W, recurrentWeight: weights.U, bias: weights.b, lengths: lengths,
        initialHidden: h0, initialCell: c0, recurrentMask: mask, options: options,
        known: valuesKnown ? known : nil)
      outputs = [
        ("sequence", output.sequence.value), ("sequence tangent", output.sequence.tangent),
        ("hn", output.finalHidden.value), ("hn tangent", output.finalHidden.tangent),
        ("cn", output.finalCell.value), ("cn tangent", output.finalCell.tangent),
      ]
    } else {
      let output = variable("x").lstm(
        inputWeight: weights.W, recurrentWeight: weights.U, bias: weights.b, lengths: lengths,
        initialHidden: hasInitialHidden ? variable("h0") : nil,
        initialCell: hasInitialCell ? variable("c0") : nil, recurrentMask: mask, options: options)
      outputs = [
        ("sequence", output.sequence), ("hn", output.finalHidden), ("cn", output.finalCell),
      ]
    }
    let terms = outputs.map { name, output in
      output.multiplied(by: Tensor<Scalar>(converting: numbers("\(name) coefficients"))).sum()
    }
    let loss = terms.dropFirst().reduce(terms[0], +)
    let gradients = tape.gradients(of: loss, for: variables.map(\.variable))

    var results: Results = [:]
    for (name, output) in outputs { results[name] = Tensor(converting: output.value) }
    for ((name, _), gradient) in zip(variables, gradients) {
      results["gradient of \(name)"] = Tensor(converting: gradient)
    }
    return results
  }

  /// The plain layer, on values or on values with tangents.
  func plain(dual: Bool) -> Results {
    let tape = PlainTape()
    var variables: [(name: String, numbers: [RecordedNumber])] = []
    func recorded(_ name: String) -> [RecordedNumber] {
      let recorded = numbers(name).scalars.map { tape.number($0) }
      variables.append((name, recorded))
      return recorded
    }
    func dualNumbers(_ name: String) -> [DualNumber] {
      zip(recorded(name), recorded("\(name) tangent")).map { DualNumber(value: $0, tangent: $1) }
    }
    let weights = ["W", "U", "b"].map(recorded)
    let layer = PlainLSTM(
      batch: batch, time: time, features: features, hidden: hidden, lengths: lengths,
      flavour: flavour, forgetBias: options.forgetBias, reversed: reversed,
      recurrentMask: recurrentMask?.scalars)

    var outputs: [(name: String, numbers: [RecordedNumber])] = []
    if dual {
      let constants = weights.map { weight in
        weight.map { DualNumber(value: $0, tangent: RecordedNumber(constant: 0)) }
      }
      let output = layer.run(
        x: dualNumbers("x"), initialHidden: hasInitialHidden ? dualNumbers("h0") : nil,
        initialCell: hasInitialCell ? dualNumbers("c0") : nil, inputWeight: constants[0],
        recurrentWeight: constants[1], bias: constants[2])
      for (name, numbers) in [
        ("sequence", output.sequence), ("hn", output.finalHidden), ("cn", output.finalCell),
      ] {
        outputs.append((name, numbers.map(\.value)))
        outputs.append(("\(name) tangent", numbers.map(\.tangent)))
      }
    } else {
      let output = layer.run(
        x: recorded("x"), initialHidden: hasInitialHidden ? recorded("h0") : nil,
        initialCell: hasInitialCell ? recorded("c0") : nil, inputWeight: weights[0],
        recurrentWeight: weights[1], bias: weights[2])
      outputs = [
        ("sequence", output.sequence), ("hn", output.finalHidden), ("cn", output.finalCell),
      ]
    }
    var loss = RecordedNumber(constant: 0)
    for (name, output) in outputs {
      for (number, coefficient) in zip(output, numbers("\(name) coefficients").scalars) {
        loss = loss + number * RecordedNumber(constant: coefficient)
      }
    }

    var results: Results = [:]
    for (name, output) in outputs { results[name] = tensor(output.map(\.value), named: name) }
    for (name, recorded) in variables {
      results["gradient of \(name)"] = tensor(
        tape.gradients(of: loss, for: recorded), named: name)
    }
    return results
  }

  private func tensor(_ scalars: [Double], named name: String) -> Tensor<Double> {
    Tensor(scalars, shape: shape(String(name.prefix { $0 != " " })))
  }
}
