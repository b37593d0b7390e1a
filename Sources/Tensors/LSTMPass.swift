import CKernels

/// One pass of an LSTM layer over a batch of sequences: its settings and its packed order.
///
/// The pass works on one or two *lanes*: the values alone, or the values and their tangents.
/// Tensors are handed over in lists, one entry per lane of each quantity:
///
/// - inputs: the input [batch, time, features], the initial hidden and the initial cell state
///   [batch, hidden] (nil for zeros); as gradients followed by those of the input weight
///   [features, 4 hidden], the recurrent weight [hidden, 4 hidden] and the bias [4 hidden];
/// - outputs: the sequence [batch, time, hidden], which is 0 on padding, the final hidden and the
///   final cell state [batch, hidden].
///
/// With two lanes the inputs are thus: input, its tangent, initial hidden state, its tangent, ...
///
/// Sequences are packed without their padding, so what stands on padding is never read.
///
/// A pass may stand *above* another one, whose outputs it reads as that one packed them: then they
/// need not be spread over [batch, time, hidden] and collected again, nor the gradients on their way
/// down. Its input is the lower run's first saved tensor, and the gradient of its input is packed
/// likewise, to be handed to the lower pass as the one that arrives at its sequence.
package struct LSTMPass: Sendable {
  /// How many lanes there are: 1 for values, 2 for values and tangents.
  package let lanes: Int
  let batch: Int
  let time: Int
  let features: Int
  let hidden: Int
  let flavour: LSTMFlavour
  let forgetBias: Double
  let isReversed: Bool
  let keepsSequence: Bool
  let hasInitialHidden: Bool
  /// Where the packed input begins in what the pass below saved, and its size; nil if not packed.
  let packedInput: Range<Int>?
  let lengths: [Int32]
  var order: [Int32] = []
  var active: [Int32] = []

  /// The weights of a layer, and what is multiplied into its inputs.
  package struct Weights<Scalar: TensorScalar>: Sendable {
    /// [features, 4 hidden], columns in the order input, forget, cell, output.
    package var input: Tensor<Scalar>
    /// [hidden, 4 hidden].
    package var recurrent: Tensor<Scalar>
    /// [4 hidden].
    package var bias: Tensor<Scalar>
    /// [batch, features]: multiplies the input of every step before `input`.
    package var inputMask: Tensor<Scalar>?
    /// [batch, hidden]: multiplies the previous hidden state of every step before `recurrent`.
    package var recurrentMask: Tensor<Scalar>?

    /// The weights of a layer.
    package init(
      input: Tensor<Scalar>, recurrent: Tensor<Scalar>, bias: Tensor<Scalar>,
      inputMask: Tensor<Scalar>? = nil, recurrentMask: Tensor<Scalar>?
    ) {
      self.input = input
      self.recurrent = recurrent
      self.bias = bias
      self.inputMask = inputMask
      self.recurrentMask = recurrentMask
    }

    var hidden: Int { recurrent.shape[0] }
  }

  /// What a forward pass leaves.
  package struct Run<Scalar: TensorScalar>: Sendable {
    /// The outputs by quantity and lane; nil for a sequence that is not kept.
    package let outputs: [Tensor<Scalar>?]
    /// What the backward pass reads, by lane: about 7 hidden numbers per valid event.
    package let saved: [Tensor<Scalar>]
  }

  /// A pass over `inputs` with `weights`.
  ///
  /// - Parameters:
  ///   - lanes: 1, or 2 to carry tangents along.
  ///   - inputs: the input and the initial states, by quantity and lane.
  ///   - weights: the layer.
  ///   - lengths: the number of valid events of each sample, a prefix of its time steps.
  ///   - flavour: the activations.
  ///   - forgetBias: a constant added to the forget gate's pre-activation.
  ///   - isReversed: whether each sample runs from its last valid event to its first.
  ///   - keepsSequence: whether all outputs are wanted, not only the final states.
  /// - Precondition: the shapes agree and the lengths lie in 0...time.
  @_specialize(where Scalar == Float)
  package init<Scalar>(
    lanes: Int, inputs: [Tensor<Scalar>?], weights: Weights<Scalar>, lengths: [Int32],
    flavour: LSTMFlavour, forgetBias: Double, isReversed: Bool, keepsSequence: Bool
  ) {
    precondition(inputs.count == 3 * lanes, "An LSTM has 3 inputs per lane.")
    guard let input = inputs[0] else { preconditionFailure("An LSTM needs an input.") }
    precondition(
      input.shape.rank == 3, "An LSTM runs over [batch, time, features], not \(input.shape).")
    self.lanes = lanes
    self.flavour = flavour
    self.forgetBias = forgetBias
    self.isReversed = isReversed
    self.keepsSequence = keepsSequence
    self.lengths = lengths
    batch = input.shape[0]
    time = input.shape[1]
    features = input.shape[2]
    hidden = weights.hidden
    hasInitialHidden = inputs[lanes..<2 * lanes].contains { $0 != nil }
    packedInput = nil
    checkShapes(inputs, weights)
    makePlan()
  }

  /// A pass above `below`, over the same sequences in the same direction; for one lane.
  ///
  /// - Parameters:
  ///   - below: the pass whose outputs this one reads; it must not keep its sequence.
  ///   - inputs: the initial states behind an entry that is not looked at.
  ///   - weights: the layer.
  ///   - keepsSequence: whether all outputs are wanted, not only the final states; not to be set if
  ///     another pass stands above this one.
  @_specialize(where Scalar == Float)
  package init<Scalar>(
    above below: LSTMPass, inputs: [Tensor<Scalar>?], weights: Weights<Scalar>,
    keepsSequence: Bool
  ) {
    precondition(below.lanes == 1 && !below.keepsSequence, "Only packed values can be read.")
    lanes = 1
    flavour = below.flavour
    forgetBias = below.forgetBias
    isReversed = below.isReversed
    self.keepsSequence = keepsSequence
    (lengths, order, active) = (below.lengths, below.order, below.active)
    (batch, time, features, hidden) = (below.batch, below.time, below.hidden, weights.hidden)
    hasInitialHidden = inputs[1] != nil
    let start = below.withLayer { cw_lstm_packed_sequence_start($0) }
    packedInput = start..<start + below.withLayer { cw_lstm_packed_sequence_count($0) }
    checkShapes([nil] + inputs[1...], weights)
  }

  private func checkShapes<Scalar>(_ inputs: [Tensor<Scalar>?], _ weights: Weights<Scalar>) {
    for (index, input) in inputs.enumerated() {
      let shape: Shape = index < lanes ? [batch, time, features] : [batch, hidden]
      precondition(
        input.map { $0.shape == shape } ?? true,
        "An input or initial state of an LSTM is \(input?.shape ?? []) instead of \(shape).")
    }
    precondition(
      weights.input.shape == [features, 4 * hidden]
        && weights.recurrent.shape == [hidden, 4 * hidden] && weights.bias.shape == [4 * hidden],
      """
      An LSTM over \(features) features has weights \(weights.input.shape), \
      \(weights.recurrent.shape) and \(weights.bias.shape).
      """)
    precondition(
      weights.inputMask.map { $0.shape == [batch, features] } ?? true,
      "The input mask of an LSTM is not [\(batch), \(features)].")
    precondition(
      weights.recurrentMask.map { $0.shape == [batch, hidden] } ?? true,
      "The recurrent mask of an LSTM is not [\(batch), \(hidden)].")
    precondition(lengths.count == batch, "\(lengths.count) lengths for \(batch) samples.")
    precondition(
      lengths.allSatisfy { $0 >= 0 && $0 <= time }, "A length lies outside 0...\(time).")
  }

  private mutating func makePlan() {
    var order = [Int32](repeating: 0, count: batch)
    var active = [Int32](repeating: 0, count: time)
    withLayer { cw_lstm_plan($0, &order, &active) }
    self.order = order
    self.active = active
  }

  /// The pass as the kernels take it.
  func withLayer<Result>(
    valuesKnown: Bool = false, _ body: (UnsafePointer<cw_lstm_layer>) -> Result
  ) -> Result {
    lengths.withUnsafeBufferPointer { lengths in
      order.withUnsafeBufferPointer { order in
        active.withUnsafeBufferPointer { active in
          var layer = cw_lstm_layer()
          layer.batch = Int32(batch)
          layer.time = Int32(time)
          layer.inputs = Int32(features)
          layer.hidden = Int32(hidden)
          layer.lanes = Int32(lanes)
          layer.flavour = flavour.code
          layer.reversed = isReversed ? 1 : 0
          layer.values_known = valuesKnown ? 1 : 0
          layer.has_initial_hidden = hasInitialHidden ? 1 : 0
          layer.packed_input = packedInput == nil ? 0 : 1
          // Where no sequence is kept, only a pass above can send a gradient to it.
          layer.packed_output = keepsSequence ? 0 : 1
          layer.forget_bias = forgetBias
          layer.lengths = lengths.baseAddress
          layer.order = order.baseAddress
          layer.active = active.baseAddress
          return body(&layer)
        }
      }
    }
  }
}

// MARK: What C sees

extension LSTMFlavour {
  fileprivate var code: Int32 {
    switch self {
    case .standard: Int32(CW_LSTM_STANDARD)
    case .kerasReLU: Int32(CW_LSTM_KERAS_RELU)
    case .kerasTanh: Int32(CW_LSTM_KERAS_TANH)
    }
  }
}
