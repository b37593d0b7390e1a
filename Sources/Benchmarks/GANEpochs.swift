import GenerativeOversampling
import Oversampling
import RandomStreams
import Sequences

/// The first epochs of a GAN with autoencoder with the settings of the power example
/// (`Cluster/examples/power/paper.yaml`), on random numbers of the same shape.
///
/// An epoch passes over the minority once: with 663 samples one block of two updates of the
/// generator, one of the critic and one of the decoder, each on a quarter of them, as the batch of
/// 1024 is more than there are. The fit of the product is measured, with dropout, instance noise and
/// Adam.
///
/// With several labels for each sample it is the seq2seq form, which generates them, too.
struct GANEpochs: MeasuredWork {
  private let epochs: Int
  private let training: TrainingSplit
  private let vocabulary: LabelVocabulary
  private let stream: RandomStream

  init(
    _ epochs: Int, minority: Int, time: Int, features: Int, labels: Int = 1, seed: UInt64 = 1
  ) throws {
    self.epochs = epochs
    stream = RandomStream(seed: seed)
    // The majority tells the vocabulary which class is the minority; the GAN does not see it.
    training = try TrainingSplit(
      .random(
        majority: minority + 1, minority: minority, time: time, features: features, labels: labels,
        stream: stream.substream("events")))
    vocabulary = try LabelVocabulary(training)
  }

  func warmUp() throws { _ = try fit(epochs: 1) }

  func run() throws { _ = try fit(epochs: epochs) }

  /// A model of so many epochs.
  func fit(epochs: Int) throws -> FittedOversampler {
    var configuration = GANAutoencoderConfiguration()
    configuration.hiddenUnits = 64
    configuration.criticUnits = 64
    configuration.batchSize = 1024
    configuration.epochs = epochs
    return try GANAutoencoderOversampler(configuration).fit(
      training, vocabulary: vocabulary, stream: stream.substream("fit"), monitor: .none)
  }
}
