import Classification
import Networks
import RandomStreams
import Sequences
import Tensors

/// An epoch of classifier steps over sequences of different lengths, in the trainer's batches.
///
/// Shuffling, batching and copying the events into each batch are part of what is measured.
struct RaggedEpoch: MeasuredWork {
  let multiplyAdds: Int?
  private let network: ClassifierNetwork
  private let parameters: Parameters<Float>
  private let samples: ScaledSequences
  private let classes: [Int32]
  private let batchSize: Int
  private let stream: RandomStream
  private var epoch = 0

  init(_ shape: ClassifierShape, lengths: [Int], batch: Int, seed: UInt64 = 1) throws {
    stream = RandomStream(seed: seed)
    var parameters = Parameters<Float>()
    network = shape.network(in: &parameters, stream: stream.substream("weights"))
    self.parameters = parameters
    classes = shape.randomClasses(lengths.count, stream: stream.substream("classes"))
    samples = try ScaledSequences(
      .random(
        lengths: lengths, classes: classes.map(Int.init), features: shape.features,
        stream: stream.substream("events")))
    batchSize = batch
    multiplyAdds = shape.multiplyAdds(samples: lengths.count, events: lengths.reduce(0, +))
  }

  mutating func run() { _ = results() }

  /// The loss, the gradients and the number of samples of each batch of one more epoch.
  mutating func results() -> [(loss: Float, gradients: [Tensor<Float>], samples: Int)] {
    epoch += 1
    let batches = BatchOrder.shuffled(
      lengths: samples.lengths, size: batchSize,
      batchesPerPool: ClassifierConfiguration().batchesPerPool,
      stream: stream.substream("batches", epoch))
    return batches.map { batch in
      let (events, lengths) = samples.batch(batch)
      let (loss, gradients) = network.lossAndGradients(
        events, lengths: lengths, classes: batch.map { classes[$0] }, parameters: parameters)
      return (loss, gradients, batch.count)
    }
  }
}
