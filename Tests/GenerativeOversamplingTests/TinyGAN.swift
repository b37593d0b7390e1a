import Differentiation
import Foundation
import RandomStreams
import Sequences
import Tensors

@testable import GenerativeOversampling

/// Small settings, data and draws that the tests share.
enum TinyGAN {
  /// Few units, few epochs, no dropout, no instance noise.
  static var configuration: GANAutoencoderConfiguration {
    var configuration = GANAutoencoderConfiguration()
    configuration.hiddenUnits = 4
    configuration.criticUnits = 3
    configuration.criticDense = [5, 4]
    configuration.dropoutKeep = 1
    configuration.noiseStart = 0
    configuration.batchSize = 4
    configuration.epochs = 3
    return configuration
  }

  /// A model of 3 features with new weights; with `classCount` of the seq2seq form.
  static func model<Scalar>(
    _ configuration: GANAutoencoderConfiguration = configuration, featureCount: Int = 3,
    classCount: Int? = nil, seed: UInt64 = 1
  ) -> GANAutoencoderModel<Scalar> {
    GANAutoencoderModel(
      featureCount: featureCount, classCount: classCount, configuration: configuration,
      stream: RandomStream(seed: seed))
  }

  /// A batch of 4 samples of 5, 3, 1 and 4 events of 3 features.
  static func batch<Scalar>(seed: UInt64 = 2) -> SequenceBatch<Scalar> {
    var stream = RandomStream(seed: seed).substream("events")
    return SequenceBatch(
      events: Variable(Tensor<Scalar>.normal([4, 5, 3], stream: &stream))
        .maskedBeyond(lengths: lengths).value,
      lengths: lengths)
  }

  /// The same with 3, 1, 2 and 3 labels of 3 classes.
  static func labelledBatch<Scalar>(
    _ labels: [ArraySlice<Int>] = [[0, 2, 1], [1], [2, 0], [1, 1, 0]], seed: UInt64 = 2
  ) -> SequenceBatch<Scalar> {
    let batch: SequenceBatch<Scalar> = batch(seed: seed)
    return SequenceBatch(
      events: batch.events, lengths: batch.lengths,
      labels: LabelBatch(labels, classCount: 3))
  }

  /// The lengths of `batch`.
  static let lengths: [Int32] = [5, 3, 1, 4]

  /// Random draws for `batch` and `model`, or for `labelledBatch` and a model with labels.
  static func draws<Scalar>(
    seed: UInt64 = 3, labels: Bool = false, standardDeviation: Double = 0
  ) -> UpdateDraws<Scalar> {
    UpdateDraws(
      hidden: [4, 5, 4], labels: labels ? [4, 3, 4] : nil, layers: 2,
      standardDeviation: standardDeviation, stream: RandomStream(seed: seed))
  }

  /// Sine waves of 2 features and 3 to 8 events, every sample of the same class.
  static func waves(count: Int, seed: UInt64 = 4) throws -> SequenceDataset {
    var stream = RandomStream(seed: seed).substream("waves")
    var values: [Float] = []
    var lengths: [Int] = []
    for _ in 0..<count {
      let phase = 6.28 * stream.uniform()
      let length = 3 + stream.index(below: 6)
      for event in 0..<length {
        let angle = phase + 0.7 * Double(event)
        values += [Float(wave(angle)), Float(wave(angle + 1.57))]
      }
      lengths.append(length)
    }
    return try SequenceDataset(
      featureNames: ["sine", "cosine"], classNames: ["calm", "surge"], values: values,
      lengths: lengths, labels: lengths.map { _ in 1 })
  }

  /// The waves with features that say where sine and cosine were measured; a third was filled in.
  static func wavesWithGaps(count: Int, seed: UInt64 = 4, filledIn: Float = 0.25) throws
    -> SequenceDataset
  {
    let waves = try waves(count: count, seed: seed)
    var stream = RandomStream(seed: seed).substream("gaps")
    let values = stride(from: 0, to: waves.values.count, by: 2).flatMap { row -> [Float] in
      let isMeasured = (0..<2).map { _ in stream.uniform() > 1.0 / 3 }
      return (0..<2).map { isMeasured[$0] ? waves.values[row + $0] : filledIn }
        + isMeasured.map { $0 ? 1 : 0 }
    }
    return try SequenceDataset(
      featureNames: ["sine", "cosine", "sine.present", "cosine.present"],
      classNames: waves.classNames, values: values, lengths: waves.lengths, labels: waves.labels)
  }

  /// Sine waves with 2 labels of 3 classes each: whether they rise at first, and at last.
  static func labelledWaves(count: Int, seed: UInt64 = 4) throws -> SequenceDataset {
    let waves = try waves(count: count, seed: seed)
    func sine(_ sample: Int, _ event: Int) -> Float {
      waves.sequence(at: sample)[waves.sequence(at: sample).startIndex + 2 * event]
    }
    return try SequenceDataset(
      featureNames: waves.featureNames, classNames: ["other", "down", "up"], labelLength: 2,
      values: waves.values, lengths: waves.lengths,
      labels: waves.lengths.enumerated().flatMap { sample, length in
        [
          sine(sample, 1) > sine(sample, 0) ? 2 : 1,
          sine(sample, length - 1) > sine(sample, length - 2) ? 2 : 1,
        ]
      })
  }

  private static func wave(_ angle: Double) -> Double { sin(angle) }
}

/// The largest difference between two tensors of one shape.
func largestDifference<Scalar>(_ first: Tensor<Scalar>, _ second: Tensor<Scalar>) -> Double {
  zip(first.scalars, second.scalars).reduce(0) { max($0, abs(Double($1.0 - $1.1))) }
}

/// The largest size of an element.
func largest<Scalar>(_ tensor: Tensor<Scalar>) -> Double {
  tensor.scalars.reduce(0) { max($0, abs(Double($1))) }
}
