import GenerativeOversampling
import RandomStreams
import Sequences

/// An epoch of a sequence autoencoder, 64 units and 2 layers, on random numbers of the shape of the
/// power example's minority.
///
/// The trainer's own epoch: shuffle, batches, dropout, loss, gradients and Adadelta on nine tenths of
/// the samples, and the loss of the others.
struct AutoencoderEpoch: MeasuredWork {
  let multiplyAdds: Int?
  private var trainer: SequenceAutoencoderTrainer

  init(minority: Int, time: Int, features: Int, seed: UInt64 = 1) throws {
    let stream = RandomStream(seed: seed)
    var configuration = SequenceAutoencoderConfiguration()
    configuration.hidden = 64
    configuration.layers = 2
    configuration.batchSize = 256
    trainer = try SequenceAutoencoderTrainer(
      configuration, for: "bench",
      minority: .random(
        lengths: Array(repeating: time, count: minority),
        classes: Array(repeating: 1, count: minority), features: features,
        stream: stream.substream("events")),
      stream: stream.substream("fit"))
    multiplyAdds =
      Self.multiplyAdds(configuration, trainer.trainedOn.count, time, features, passes: 3)
      + Self.multiplyAdds(configuration, trainer.heldOut.count, time, features, passes: 1)
  }

  mutating func run() throws { try trainer.trainEpoch() }

  /// The losses of one more epoch, on the samples trained on and on those held out.
  mutating func result() throws -> [Double] {
    try trainer.trainEpoch()
    return Array(trainer.curves.rows.last?[1...2] ?? [])
  }

  /// The multiply-adds of the network, counted as for a classifier (`ClassifierShape`).
  ///
  /// The decoder's layers are counted as what they are, LSTMs on sequences, though each of their
  /// sequences repeats one event.
  ///
  /// - Parameters:
  ///   - configuration: of the network.
  ///   - samples: how many.
  ///   - time: events of each.
  ///   - features: of an event.
  ///   - passes: 1 forward; 3 with the gradients of weights and of what they are multiplied with.
  /// - Returns: the number.
  static func multiplyAdds(
    _ configuration: SequenceAutoencoderConfiguration, _ samples: Int, _ time: Int,
    _ features: Int, passes: Int
  ) -> Int {
    let (hidden, events) = (configuration.hidden, samples * time)
    func layer(_ inputs: Int, passes inputPasses: Int) -> Int {
      4 * hidden * (inputPasses * events * inputs + passes * (events - samples) * hidden)
    }
    let encoder =
      layer(features, passes: min(passes, 2))
      + (configuration.layers - 1) * layer(hidden, passes: passes)
    let attention = passes * events * (hidden * hidden + 2 * hidden)
    let decoder = 2 * layer(hidden, passes: passes) + passes * events * 2 * hidden * features
    return encoder + attention + decoder
  }
}
