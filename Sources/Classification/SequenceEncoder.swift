import Differentiation
import Networks
import RandomStreams
import Tensors

/// The stacked LSTM layers that read a sequence, common to both classifiers (spec/01 section 3.1,
/// step 1).
struct SequenceEncoder: Sendable {
  private let layers: StackedLSTM
  private let features: Int
  private let inputDropout: Dropout
  private let stateDropout: Dropout

  /// What the layers make of a batch.
  struct Output<Scalar: TensorScalar> {
    /// The last layer's outputs, `[batch, time, hidden]`; 0 on padding.
    let sequence: Variable<Scalar>
    /// The last layer's state after each sample's last event, `[batch, hidden]`.
    let finalHidden: Variable<Scalar>
    /// The last layer's cell state then, `[batch, hidden]`.
    let finalCell: Variable<Scalar>
  }

  /// Layers with freshly drawn weights under `encoder0.`, `encoder1.` and so on.
  init<Scalar: TensorScalar>(
    _ configuration: ClassifierConfiguration, features: Int,
    in parameters: inout Parameters<Scalar>,
    stream: RandomStream
  ) {
    self.features = features
    layers = StackedLSTM(
      named: "encoder", count: configuration.layers, inputs: features, hidden: configuration.hidden,
      flavour: configuration.lstmFlavour, in: &parameters, stream: stream)
    inputDropout = Dropout(keep: 1 - configuration.inputDropout)
    stateDropout = Dropout(keep: 1 - configuration.recurrentDropout)
  }

  /// Reads `events [batch, time, features]`; what lies beyond a sample's length changes nothing.
  func callAsFunction<Scalar: TensorScalar>(
    _ events: Variable<Scalar>, lengths: [Int32], weights: Weights<Scalar>, mode: Mode
  ) -> Output<Scalar> {
    // One mask per layer and sample, constant over its events, on inputs and on the state: a fresh
    // mask at every event would erase what the cell is to remember.
    let batch = events.shape[0]
    let masks = layers.layers.enumerated().map { layer, lstm in
      let stateShape: Shape = [batch, lstm.hidden]
      let inputShape: Shape = layer == 0 ? [batch, features] : stateShape
      return StackedLSTM.Masks<Scalar>(
        input: inputDropout.mask(inputShape, mode: mode, named: "encoder\(layer).inputs"),
        recurrent: stateDropout.mask(stateShape, mode: mode, named: "encoder\(layer).state"))
    }
    let encoded = layers(events, weights, lengths: lengths, masks: masks)
    let last = layers.layers.count - 1
    return Output(
      sequence: encoded.sequence, finalHidden: encoded.finalHidden[last],
      finalCell: encoded.finalCell[last])
  }
}
