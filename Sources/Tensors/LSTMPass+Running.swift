import CKernels

extension LSTMPass {
  /// Runs the layer.
  ///
  /// - Parameters:
  ///   - inputs: the input and the initial states, by quantity and lane.
  ///   - weights: the layer.
  ///   - values: with two lanes, a run of the same layer over the same values, which are then not
  ///     computed again; nil to compute them.
  /// - Returns: the outputs, and what the backward pass needs.
  /// - Complexity: O(valid events * (features + hidden) * hidden) per lane to compute.
  @_specialize(where Scalar == Float)
  package func forward<Scalar>(
    _ inputs: [Tensor<Scalar>?], _ weights: Weights<Scalar>, values: Run<Scalar>? = nil
  ) -> Run<Scalar> {
    precondition(
      values.map { run in
        lanes == 2 && run.saved.map { $0.shape.count } == [withLayer { cw_lstm_saved_count($0, 0) }]
      } ?? true,
      "The known values are of another layer or batch.")
    let outputs = (0..<3 * lanes).map { index -> Tensor<Scalar>? in
      if let values, index % 2 == 0 { return values.outputs[index / 2] }
      if index < lanes, !keepsSequence { return nil }
      return Tensor(uninitialised: index < lanes ? [batch, time, hidden] : [batch, hidden])
    }
    let saved = (0..<lanes).map { lane in
      if lane == 0, let values { return values.saved[0] }
      return Tensor<Scalar>(uninitialised: [withLayer { cw_lstm_saved_count($0, Int32(lane)) }])
    }
    let workspace = Tensor<Scalar>(
      uninitialised: [withLayer { cw_lstm_forward_workspace_count($0) }])
    withExtendedLifetime((inputs, weights, outputs, saved, workspace)) {
      let from = addresses(of: inputs)
      let to = outputs.map { $0?.mutableAddress }
      var source = cw_lstm_inputs(
        input: pair(from, 0), initial_hidden: pair(from, 1), initial_cell: pair(from, 2))
      var target = cw_lstm_outputs(
        sequence: pair(to, 0), final_hidden: pair(to, 1), final_cell: pair(to, 2))
      var layerWeights = weights.addresses
      withLayer(valuesKnown: values != nil) {
        Scalar.lstmKernels.forward(
          $0, &layerWeights, &source, &target, saved.map { $0.mutableAddress },
          workspace.mutableAddress)
      }
    }
    return Run(outputs: outputs, saved: saved)
  }

  /// Runs the layer's reverse.
  ///
  /// - Parameters:
  ///   - inputs: those of the forward pass.
  ///   - weights: those of the forward pass.
  ///   - saved: what the forward pass kept, by lane.
  ///   - arrived: the gradients at the outputs, by quantity and lane; nil for zeros. What they
  ///     hold on padding is not read.
  ///   - wanted: which gradients to compute: the inputs by quantity and lane, then those of input
  ///     weight, recurrent weight and bias.
  /// - Returns: one entry per `wanted`, nil where it is false.
  /// - Complexity: about twice the forward pass.
  @_specialize(where Scalar == Float)
  package func backward<Scalar>(
    _ inputs: [Tensor<Scalar>?], _ weights: Weights<Scalar>, saved: [Tensor<Scalar>],
    arrived: [Tensor<Scalar>?], wanted: [Bool]
  ) -> [Tensor<Scalar>?] {
    precondition(arrived.count == 3 * lanes && wanted.count == 3 * lanes + 3)
    let gradients = wanted.enumerated().map { index, isWanted in
      isWanted ? Tensor<Scalar>(uninitialised: gradientShape(index)) : nil
    }
    let workspace = Tensor<Scalar>(
      uninitialised: [withLayer { cw_lstm_backward_workspace_count($0) }])
    withExtendedLifetime((inputs, weights, saved, arrived, gradients, workspace)) {
      var read = cw_lstm_inputs()
      read.input = pair(addresses(of: inputs), 0)
      let from = arrived.map { $0?.address }
      let to = gradients.map { $0?.mutableAddress }
      var source = cw_lstm_arrived(
        sequence: pair(from, 0), final_hidden: pair(from, 1), final_cell: pair(from, 2))
      var target = cw_lstm_gradients(
        input: pair(to, 0), initial_hidden: pair(to, 1), initial_cell: pair(to, 2),
        input_weight: to[3 * lanes], recurrent_weight: to[3 * lanes + 1], bias: to[3 * lanes + 2])
      var layerWeights = weights.addresses
      withLayer {
        Scalar.lstmKernels.backward(
          $0, &layerWeights, &read, saved.map { $0.mutableAddress }, &source, &target,
          workspace.mutableAddress)
      }
    }
    return gradients
  }

  private func gradientShape(_ index: Int) -> Shape {
    switch index {
    case 0..<lanes: packedInput.map { [$0.count] } ?? [batch, time, features]
    case lanes..<3 * lanes: [batch, hidden]
    case 3 * lanes: [features, 4 * hidden]
    case 3 * lanes + 1: [hidden, 4 * hidden]
    default: [4 * hidden]
    }
  }

  private func addresses<Scalar>(of inputs: [Tensor<Scalar>?]) -> [UnsafeRawPointer?] {
    var addresses = inputs.map { $0?.address }
    if let packedInput, let saved = inputs[0] {
      precondition(saved.shape.count >= packedInput.upperBound, "The input is not of a pass below.")
      addresses[0] = UnsafeRawPointer(saved.storage.base + packedInput.lowerBound)
    }
    return addresses
  }

  /// The value and, with two lanes, the tangent of a quantity.
  private func pair<Address>(_ addresses: [Address?], _ quantity: Int) -> (Address?, Address?) {
    (addresses[quantity * lanes], lanes == 2 ? addresses[quantity * lanes + 1] : nil)
  }
}

// MARK: What C sees

extension LSTMPass.Weights {
  fileprivate var addresses: cw_lstm_weights {
    cw_lstm_weights(
      input: input.address, recurrent: recurrent.address, bias: bias.address,
      input_mask: inputMask?.address, recurrent_mask: recurrentMask?.address)
  }
}

// Addresses are valid as long as the tensor; the callers keep it alive. Only tensors made a moment
// ago, which nobody shares, are written to.
extension Tensor {
  fileprivate var address: UnsafeRawPointer { UnsafeRawPointer(storage.base) }
  fileprivate var mutableAddress: UnsafeMutableRawPointer { UnsafeMutableRawPointer(storage.base) }
}
