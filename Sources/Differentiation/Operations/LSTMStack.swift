import Tensors

/// One layer of a stack of LSTM layers: its weights and where it starts.
public struct LSTMStackLayer<Scalar: TensorScalar> {
  /// W [features, 4 hidden], as in `Variable.lstm`.
  public var inputWeight: Variable<Scalar>
  /// U [hidden, 4 hidden].
  public var recurrentWeight: Variable<Scalar>
  /// b [4 hidden].
  public var bias: Variable<Scalar>
  /// h_0 [batch, hidden], or nil for zeros.
  public var initialHidden: Variable<Scalar>?
  /// c_0 [batch, hidden], or nil for zeros.
  public var initialCell: Variable<Scalar>?
  /// [batch, features], multiplies x_t before W at every step: dropout that is constant over time.
  public var inputMask: Tensor<Scalar>?
  /// [batch, hidden], multiplies h_{t-1} before U at every step.
  public var recurrentMask: Tensor<Scalar>?

  /// A layer that starts from zeros and drops nothing unless told otherwise.
  public init(
    inputWeight: Variable<Scalar>, recurrentWeight: Variable<Scalar>, bias: Variable<Scalar>,
    initialHidden: Variable<Scalar>? = nil, initialCell: Variable<Scalar>? = nil,
    inputMask: Tensor<Scalar>? = nil, recurrentMask: Tensor<Scalar>? = nil
  ) {
    self.inputWeight = inputWeight
    self.recurrentWeight = recurrentWeight
    self.bias = bias
    self.initialHidden = initialHidden
    self.initialCell = initialCell
    self.inputMask = inputMask
    self.recurrentMask = recurrentMask
  }

  fileprivate var weights: LSTMPass.Weights<Scalar> {
    LSTMPass.Weights(
      input: inputWeight.value, recurrent: recurrentWeight.value, bias: bias.value,
      inputMask: inputMask, recurrentMask: recurrentMask)
  }
}

/// What a stack of LSTM layers computes.
public struct LSTMStackOutput<Scalar: TensorScalar> {
  private let keptSequence: Variable<Scalar>?
  /// Each layer's hidden state after the last event that was run, [batch, hidden].
  public let finalHidden: [Variable<Scalar>]
  /// Each layer's cell state after the last event that was run, [batch, hidden].
  public let finalCell: [Variable<Scalar>]

  /// The last layer's hidden state after each event, [batch, time, hidden]; 0 on padding.
  ///
  /// - Precondition: the stack was not told to do without.
  public var sequence: Variable<Scalar> {
    guard let keptSequence else { preconditionFailure("This stack keeps only its final states.") }
    return keptSequence
  }

  fileprivate init(_ recorded: [Variable<Scalar>], layers: Int) {
    finalHidden = (0..<layers).map { recorded[2 * $0] }
    finalCell = (0..<layers).map { recorded[2 * $0 + 1] }
    keptSequence = recorded.count > 2 * layers ? recorded[2 * layers] : nil
  }
}

extension Variable {
  /// LSTM layers upon each other over sequences [batch, time, features] (spec/00 section 6.1).
  ///
  /// The same numbers, to the last bit, as `lstm` layer by layer; but the sequences between the
  /// layers, and their gradients, stay in the order in which the layers compute them.
  ///
  /// - Parameters:
  ///   - layers: from the lowest to the highest.
  ///   - lengths: the number of valid events of each sample, a prefix of its time steps.
  ///   - options: of all layers; whether the sequence is kept concerns the last one's.
  /// - Returns: the last layer's sequence and all layers' final states.
  /// - Complexity: that of the layers.
  @_specialize(where Scalar == Float)
  public func lstmStack(
    _ layers: [LSTMStackLayer<Scalar>], lengths: [Int32], options: LSTMOptions = LSTMOptions()
  ) -> LSTMStackOutput<Scalar> {
    precondition(!layers.isEmpty, "A stack of LSTM layers has at least one.")
    var runs: [LSTMStackRule<Scalar>.Layer] = []
    var outputs: [Tensor<Scalar>] = []
    for (index, layer) in layers.enumerated() {
      let keepsSequence = options.keepsSequence && index + 1 == layers.count
      let weights = layer.weights
      let states = [layer.initialHidden?.value, layer.initialCell?.value]
      let pass: LSTMPass
      let inputs: [Tensor<Scalar>?]
      if let below = runs.last {
        inputs = [below.saved[0]] + states
        pass = LSTMPass(
          above: below.pass, inputs: inputs, weights: weights, keepsSequence: keepsSequence)
      } else {
        inputs = [value] + states
        pass = LSTMPass(
          lanes: 1, inputs: inputs, weights: weights, lengths: lengths, flavour: options.flavour,
          forgetBias: options.forgetBias, isReversed: options.reversed,
          keepsSequence: keepsSequence)
      }
      let run = pass.forward(inputs, weights)
      runs.append(.init(pass: pass, inputs: inputs, weights: weights, saved: run.saved))
      outputs += run.outputs[1...].compactMap { $0 }
      if keepsSequence { outputs += run.outputs[...0].compactMap { $0 } }
    }

    var all: [Variable?] = [self]
    for layer in layers {
      all += [
        layer.initialHidden, layer.initialCell, layer.inputWeight, layer.recurrentWeight,
        layer.bias,
      ]
    }
    let present = all.indices.filter { all[$0] != nil }
    let recorded = Tape.record(outputs, from: all.compactMap { $0 }) {
      LSTMStackRule(layers: runs, places: present)
    }
    return LSTMStackOutput(recorded, layers: layers.count)
  }
}

/// The reverse of a stack of LSTM layers, from the highest to the lowest.
private struct LSTMStackRule<Scalar: TensorScalar>: GradientRule {
  /// A layer as it was run.
  struct Layer {
    let pass: LSTMPass
    let inputs: [Tensor<Scalar>?]
    let weights: LSTMPass.Weights<Scalar>
    let saved: [Tensor<Scalar>]
  }

  let layers: [Layer]
  /// The place of each recorded input in the list of the stack's input and, for each layer, the
  /// initial states and the weights.
  let places: [Int]

  private static var inputsOfLayer: Int { 5 }

  @_specialize(where Scalar == Float)
  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    var isWanted = [Bool](repeating: false, count: 1 + Self.inputsOfLayer * layers.count)
    for (place, wanted) in zip(places, wanted) { isWanted[place] = wanted }
    var gradients = [Tensor<Scalar>?](repeating: nil, count: isWanted.count)
    var arrived = outputs.count > 2 * layers.count ? outputs[2 * layers.count] : nil
    for (index, layer) in layers.enumerated().reversed() {
      let states = [outputs[2 * index], outputs[2 * index + 1]]
      guard arrived != nil || states[0] != nil || states[1] != nil else { continue }
      let own = 1 + Self.inputsOfLayer * index..<1 + Self.inputsOfLayer * (index + 1)
      let wantsInput = isWanted[..<own.lowerBound].contains(true)
      let passed = layer.pass.backward(
        layer.inputs, layer.weights, saved: layer.saved, arrived: [arrived] + states,
        wanted: [wantsInput] + isWanted[own])
      arrived = passed[0]
      gradients.replaceSubrange(own, with: passed[1...])
    }
    gradients[0] = arrived
    return places.map { gradients[$0] }
  }
}
