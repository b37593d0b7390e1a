import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import Testing

@testable import GenerativeOversampling

/// Small settings and data that the tests of the autoencoder share.
enum TinyAutoencoder {
  /// Few units, few epochs, no dropout.
  static var configuration: SequenceAutoencoderConfiguration {
    var configuration = SequenceAutoencoderConfiguration()
    configuration.hidden = 4
    configuration.layers = 1
    configuration.inputDropout = 0
    configuration.recurrentDropout = 0
    configuration.epochs = 3
    configuration.batchSize = 4
    return configuration
  }

  /// Waves around 100 in classes calm (0), surge (1) and drop (2), the majority first.
  ///
  /// - Parameter classes: how many samples each class has.
  /// - Returns: the samples, class after class.
  /// - Throws: `DataError` if there are no samples.
  static func training(_ classes: [Int] = [30, 12]) throws -> TrainingSplit {
    let waves = try TinyGAN.waves(count: classes.reduce(0, +))
    let labels = classes.enumerated().flatMap { Array(repeating: $0, count: $1) }
    return try TrainingSplit(
      SequenceDataset(
        featureNames: waves.featureNames, classNames: ["calm", "surge", "drop"],
        values: waves.values.map { 100 + 20 * $0 }, starts: waves.starts, lengths: waves.lengths,
        labels: labels))
  }
}

/// A method that was fitted to data, for one synthesis after another.
struct FittedMethod<Method: Oversampler> {
  let method: Method
  let training: TrainingSplit
  let vocabulary: LabelVocabulary
  var fitted: FittedOversampler

  init(_ method: Method, _ training: TrainingSplit) throws {
    self.method = method
    self.training = training
    vocabulary = try LabelVocabulary(training)
    fitted = try method.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
  }

  /// Makes samples with another setting of the same fitted model.
  func synthesise(
    by other: Method? = nil, for member: SequenceDataset? = nil, seed: UInt64 = 2
  ) throws -> Synthesis {
    try (other ?? method).synthesise(
      for: member ?? training.dataset, vocabulary: vocabulary, fitted: fitted,
      stream: RandomStream(seed: seed))
  }
}
