import Tensors

/// How an LSTM layer runs.
public struct LSTMOptions: Sendable {
  /// The activations.
  public var flavour: LSTMFlavour
  /// A constant added to the forget gate's pre-activation, outside the trained bias.
  public var forgetBias: Double
  /// Whether each sample runs from its last valid event to its first.
  public var reversed: Bool

  /// Settings of a layer; the forget bias is the flavour's own unless given.
  public init(
    flavour: LSTMFlavour = .standard, forgetBias: Double? = nil, reversed: Bool = false
  ) {
    self.flavour = flavour
    self.forgetBias = forgetBias ?? flavour.constantForgetBias
    self.reversed = reversed
  }
}

/// What an LSTM layer computes.
public struct LSTMOutput<Scalar: TensorScalar> {
  /// The hidden state after each event, [batch, time, hidden]; 0 on padding.
  public let sequence: Variable<Scalar>
  /// The hidden state after the last event that was run, [batch, hidden].
  public let finalHidden: Variable<Scalar>
  /// The cell state after the last event that was run, [batch, hidden].
  public let finalCell: Variable<Scalar>
}

extension Variable {
  /// An LSTM layer over sequences [batch, time, features] (spec/00 section 6.1).
  ///
  /// With a = x_t W + h_{t-1} U + b, split into input, forget, cell and output part:
  /// c_t = s(a_f + forget bias) c_{t-1} + s(a_i) phi(a_g) and h_t = s(a_o) phi(c_t).
  ///
  /// Beyond a sample's length the state stands still and the output is 0. What the padding holds,
  /// NaN included, touches neither results nor gradients. If nothing is differentiable, nothing is
  /// kept for a backward pass.
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
    let outputs = LSTMRule.record(
      lanes: 1, inputs: [self, initialHidden, initialCell],
      weights: [inputWeight, recurrentWeight, bias], recurrentMask: recurrentMask,
      lengths: lengths, options: options)
    return LSTMOutput(sequence: outputs[0], finalHidden: outputs[1], finalCell: outputs[2])
  }
}

/// The reverse of an LSTM layer, with or without tangents: one call of the fused backward pass.
struct LSTMRule<Scalar: TensorScalar>: GradientRule {
  let pass: LSTMPass
  let weights: LSTMPass.Weights<Scalar>
  let saved: Tensor<Scalar>
  /// The place of each recorded input in the pass's list, which has room for absent ones.
  let places: [Int]

  /// Runs a layer and records it.
  ///
  /// - Parameters:
  ///   - lanes: 1, or 2 for values and tangents.
  ///   - inputs: the input and the initial states in the order of `LSTMPass`, nil where absent.
  ///   - weights: input weight, recurrent weight and bias.
  ///   - recurrentMask: as in `Variable.lstm`.
  ///   - lengths: as in `Variable.lstm`.
  ///   - options: as in `Variable.lstm`.
  /// - Returns: sequence, final hidden and final cell state in the order of `LSTMPass`.
  static func record(
    lanes: Int, inputs: [Variable<Scalar>?], weights: [Variable<Scalar>],
    recurrentMask: Tensor<Scalar>?, lengths: [Int32], options: LSTMOptions
  ) -> [Variable<Scalar>] {
    let values = inputs.map { $0?.value }
    let layer = LSTMPass.Weights(
      input: weights[0].value, recurrent: weights[1].value, bias: weights[2].value,
      recurrentMask: recurrentMask)
    let pass = LSTMPass(
      lanes: lanes, inputs: values, weights: layer, lengths: lengths, flavour: options.flavour,
      forgetBias: options.forgetBias, isReversed: options.reversed)
    let (outputs, saved) = pass.forward(values, layer)

    let present = (inputs + weights).enumerated().compactMap { place, variable in
      variable.map { (place: place, variable: $0) }
    }
    return Tape.record(outputs, from: present.map(\.variable)) {
      LSTMRule(pass: pass, weights: layer, saved: saved, places: present.map(\.place))
    }
  }

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    var wantedPlaces = [Bool](repeating: false, count: 3 * pass.lanes + 3)
    for (place, isWanted) in zip(places, wanted) { wantedPlaces[place] = isWanted }
    let gradients = pass.backward(weights, saved: saved, arrived: outputs, wanted: wantedPlaces)
    return places.map { gradients[$0] }
  }
}
