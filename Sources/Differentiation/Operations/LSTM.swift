import Tensors

/// How an LSTM layer runs.
public struct LSTMOptions: Sendable {
  /// The activations.
  public var flavour: LSTMFlavour
  /// A constant added to the forget gate's pre-activation, outside the trained bias.
  public var forgetBias: Double
  /// Whether each sample runs from its last valid event to its first.
  public var reversed: Bool
  /// Whether the output after each event is wanted, not only the final states.
  public var keepsSequence: Bool

  /// Settings of a layer; the forget bias is the flavour's own unless given.
  public init(
    flavour: LSTMFlavour = .standard, forgetBias: Double? = nil, reversed: Bool = false,
    keepsSequence: Bool = true
  ) {
    self.flavour = flavour
    self.forgetBias = forgetBias ?? flavour.constantForgetBias
    self.reversed = reversed
    self.keepsSequence = keepsSequence
  }
}

/// What an LSTM layer computes.
public struct LSTMOutput<Scalar: TensorScalar> {
  private let keptSequence: Variable<Scalar>?
  /// The hidden state after the last event that was run, [batch, hidden].
  public let finalHidden: Variable<Scalar>
  /// The cell state after the last event that was run, [batch, hidden].
  public let finalCell: Variable<Scalar>
  /// The run of the kernels, for a later one with tangents over the same values.
  let run: LSTMPass.Run<Scalar>

  /// The hidden state after each event, [batch, time, hidden]; 0 on padding.
  ///
  /// - Precondition: the layer was not told to do without.
  public var sequence: Variable<Scalar> {
    guard let keptSequence else { preconditionFailure("This layer keeps only its final states.") }
    return keptSequence
  }

  fileprivate init(_ recorded: LSTMRule<Scalar>.Recorded) {
    keptSequence = recorded.outputs[0]
    guard let finalHidden = recorded.outputs[1], let finalCell = recorded.outputs[2] else {
      preconditionFailure("An LSTM always has final states.")
    }
    self.finalHidden = finalHidden
    self.finalCell = finalCell
    run = recorded.run
  }
}

extension Variable {
  /// An LSTM layer over sequences [batch, time, features] (spec/00 section 6.1).
  ///
  /// With a = x_t W + h_{t-1} U + b, split into input, forget, cell and output part:
  /// c_t = s(a_f + forget bias) c_{t-1} + s(a_i) phi(a_g) and h_t = s(a_o) phi(c_t).
  ///
  /// Beyond a sample's length the state stands still and the output is 0. What the padding holds,
  /// NaN included, touches neither results nor gradients. What a backward pass or a pass with
  /// tangents reads lives as long as the result.
  ///
  /// - Parameters:
  ///   - inputWeight: W [features, 4 hidden], columns in the order input, forget, cell, output.
  ///   - recurrentWeight: U [hidden, 4 hidden].
  ///   - bias: b [4 hidden].
  ///   - lengths: the number of valid events of each sample, a prefix of its time steps.
  ///   - initialHidden: h_0 [batch, hidden], or nil for zeros.
  ///   - initialCell: c_0 [batch, hidden], or nil for zeros.
  ///   - recurrentMask: [batch, hidden], multiplies h_{t-1} before U at every step: recurrent
  ///     dropout with one mask per sample.
  ///   - options: flavour, forget bias, direction.
  /// - Returns: the hidden states and the final states.
  /// - Complexity: O(valid events * (features + hidden) * hidden); about three times that with
  ///   the backward pass.
  public func lstm(
    inputWeight: Variable, recurrentWeight: Variable, bias: Variable, lengths: [Int32],
    initialHidden: Variable? = nil, initialCell: Variable? = nil,
    recurrentMask: Tensor<Scalar>? = nil, options: LSTMOptions = LSTMOptions()
  ) -> LSTMOutput<Scalar> {
    LSTMOutput(
      LSTMRule.record(
        lanes: 1, inputs: [self, initialHidden, initialCell],
        weights: [inputWeight, recurrentWeight, bias], recurrentMask: recurrentMask,
        lengths: lengths, options: options))
  }
}

/// The reverse of an LSTM layer, with or without tangents: one call of the fused backward pass.
struct LSTMRule<Scalar: TensorScalar>: GradientRule {
  let pass: LSTMPass
  /// The input and the initial states in the pass's order.
  let inputs: [Tensor<Scalar>?]
  let weights: LSTMPass.Weights<Scalar>
  let saved: [Tensor<Scalar>]
  /// The place of each recorded input in the pass's list, which has room for absent ones.
  let places: [Int]
  /// The place of each recorded output in the pass's list.
  let outputPlaces: [Int]

  /// The outputs in the order of `LSTMPass`, nil where not kept, and the run that made them.
  typealias Recorded = (outputs: [Variable<Scalar>?], run: LSTMPass.Run<Scalar>)

  /// Runs a layer and records it.
  ///
  /// - Parameters:
  ///   - lanes: 1, or 2 for values and tangents.
  ///   - inputs: the input and the initial states in the order of `LSTMPass`, nil where absent.
  ///   - weights: input weight, recurrent weight and bias.
  ///   - recurrentMask: as in `Variable.lstm`.
  ///   - lengths: as in `Variable.lstm`.
  ///   - options: as in `Variable.lstm`.
  ///   - knownValues: with two lanes, an earlier run over the same values, if there was one.
  /// - Returns: sequence, final hidden and final cell state in the order of `LSTMPass`.
  @_specialize(where Scalar == Float)
  static func record(
    lanes: Int, inputs: [Variable<Scalar>?], weights: [Variable<Scalar>],
    recurrentMask: Tensor<Scalar>?, lengths: [Int32], options: LSTMOptions,
    values knownValues: LSTMPass.Run<Scalar>? = nil
  ) -> Recorded {
    let values = inputs.map { $0?.value }
    let layer = LSTMPass.Weights(
      input: weights[0].value, recurrent: weights[1].value, bias: weights[2].value,
      recurrentMask: recurrentMask)
    let pass = LSTMPass(
      lanes: lanes, inputs: values, weights: layer, lengths: lengths, flavour: options.flavour,
      forgetBias: options.forgetBias, isReversed: options.reversed,
      keepsSequence: options.keepsSequence)
    let run = pass.forward(values, layer, values: knownValues)

    let present = (inputs + weights).enumerated().compactMap { place, variable in
      variable.map { (place: place, variable: $0) }
    }
    let kept = run.outputs.enumerated().compactMap { place, output in
      output.map { (place: place, output: $0) }
    }
    // Closures, not key paths, which in generic code are put together anew at each use.
    let recorded = Tape.record(kept.map { $0.output }, from: present.map { $0.variable }) {
      LSTMRule(
        pass: pass, inputs: values, weights: layer, saved: run.saved,
        places: present.map { $0.place }, outputPlaces: kept.map { $0.place })
    }
    var outputs = [Variable<Scalar>?](repeating: nil, count: run.outputs.count)
    for (place, variable) in zip(kept.map { $0.place }, recorded) { outputs[place] = variable }
    return (outputs, run)
  }

  @_specialize(where Scalar == Float)
  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    var wantedPlaces = [Bool](repeating: false, count: 3 * pass.lanes + 3)
    for (place, isWanted) in zip(places, wanted) { wantedPlaces[place] = isWanted }
    var arrived = [Tensor<Scalar>?](repeating: nil, count: 3 * pass.lanes)
    for (place, gradient) in zip(outputPlaces, outputs) { arrived[place] = gradient }
    let gradients = pass.backward(
      inputs, weights, saved: saved, arrived: arrived, wanted: wantedPlaces)
    return places.map { gradients[$0] }
  }
}
