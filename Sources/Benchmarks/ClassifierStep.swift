import Differentiation
import Networks
import RandomStreams
import Tensors

/// A stack of LSTM layers and a dense layer for two classes, read out at the last valid event.
struct ClassifierShape: Sendable, CustomStringConvertible {
  let features: Int
  let hidden: Int
  let layers: Int

  private static let classes = 2

  var description: String {
    "a classifier, \(layers) LSTM layers of \(hidden) on \(features) features"
  }

  /// The multiply-adds that forward and backward pass need.
  ///
  /// A layer of I inputs and H units has per event I x 4H for the input and H x 4H for the state,
  /// once forward, once for the gradient of the weights and once for the gradient of what was
  /// multiplied. Not needed, and not counted: the gradient of the network's own input, and all
  /// products with the zero state before a first event. Element-wise operations do not count.
  func multiplyAdds(samples: Int, events: Int) -> Int {
    let gates = 4 * hidden
    var count = 3 * samples * hidden * Self.classes
    for layer in 0..<layers {
      let inputs = layer == 0 ? features : hidden
      count += (layer == 0 ? 2 : 3) * events * inputs * gates
      count += 3 * (events - samples) * hidden * gates
    }
    return count
  }

  /// The network, with new weights.
  func network(in parameters: inout Parameters<Float>, stream: RandomStream) -> ClassifierNetwork {
    ClassifierNetwork(
      layers: StackedLSTM(
        named: "layer", count: layers, inputs: features, hidden: hidden, in: &parameters,
        stream: stream),
      head: Dense(
        named: "head", inputs: hidden, outputs: Self.classes, in: &parameters, stream: stream))
  }

  /// Random classes for so many samples.
  func randomClasses(_ samples: Int, stream: RandomStream) -> [Int32] {
    var stream = stream
    return (0..<samples).map { _ in Int32(stream.index(below: Self.classes)) }
  }
}

/// The layers of a `ClassifierShape`.
struct ClassifierNetwork: Sendable {
  let layers: StackedLSTM
  let head: Dense

  /// Forward pass, mean cross entropy and backward pass for all parameters.
  func lossAndGradients(
    _ events: Tensor<Float>, lengths: [Int32], classes: [Int32], parameters: Parameters<Float>
  ) -> (loss: Float, gradients: [Tensor<Float>]) {
    let tape = Tape<Float>()
    let weights = parameters.trainable(on: tape)
    let output = layers(Variable(events), weights, lengths: lengths, keepsSequence: false)
    // The state after a sample's last event is its output there.
    let loss = head(output.finalHidden[layers.layers.count - 1], weights).softmaxCrossEntropy(
      classes: classes, weights: Array(repeating: 1, count: classes.count))
    return (loss.value.item, weights.gradients(of: loss, on: tape))
  }
}

/// A step of a classifier on one batch of sequences of equal length.
struct ClassifierStep: MeasuredWork {
  let multiplyAdds: Int?
  private let network: ClassifierNetwork
  let parameters: Parameters<Float>
  let events: Tensor<Float>
  let classes: [Int32]
  private let lengths: [Int32]

  init(_ shape: ClassifierShape, batch: Int, time: Int, seed: UInt64 = 1) {
    let stream = RandomStream(seed: seed)
    var parameters = Parameters<Float>()
    network = shape.network(in: &parameters, stream: stream.substream("weights"))
    self.parameters = parameters
    var numbers = stream.substream("events")
    events = .normal([batch, time, shape.features], stream: &numbers)
    classes = shape.randomClasses(batch, stream: stream.substream("classes"))
    lengths = Array(repeating: Int32(time), count: batch)
    multiplyAdds = shape.multiplyAdds(samples: batch, events: batch * time)
  }

  func run() { _ = result() }

  /// What a step computes.
  func result() -> (loss: Float, gradients: [Tensor<Float>]) {
    network.lossAndGradients(events, lengths: lengths, classes: classes, parameters: parameters)
  }
}
