import Classification
import RandomStreams
import Sequences

/// An epoch of an ensemble member's training with the settings of the power example
/// (`Cluster/examples/power/paper.yaml`), on random numbers of the same shape.
///
/// The trainer's own epoch: shuffle, batches, dropout, class weights, loss, gradients, Adadelta and
/// the training scores. The evaluation that follows every epoch is not part of it.
struct MemberEpoch: MeasuredWork {
  private var training: MemberTraining
  private let batchSize: Int
  private var epoch = 0

  /// New data with `labels` labels each, of which in the minority one is not the majority's.
  init(
    majority: Int, minority: Int, time: Int, features: Int, labels: Int = 1, seed: UInt64 = 1
  ) throws {
    let stream = RandomStream(seed: seed)
    var configuration = ClassifierConfiguration()
    configuration.layers = 5
    configuration.hidden = 8
    configuration.dense = 8
    configuration.batchSize = 256
    batchSize = min(configuration.batchSize, majority + minority)
    let data = try SequenceDataset.random(
      majority: majority, minority: minority, time: time, features: features,
      stream: stream.substream("events")
    ).repeatingLabels(labels)
    let vocabulary = try LabelVocabulary(TrainingSplit(data))
    let targets =
      labels == 1
      ? TrainingTargets(
        ids: data.labels, count: 2, weighting: configuration.classWeights)
      : TrainingTargets(
        labelsOf: data, vocabulary: vocabulary, weighting: configuration.classWeights)
    training = MemberTraining(
      configuration,
      classifier: TrainedClassifier(
        configuration: configuration, featureNames: data.featureNames,
        classNames: data.classNames, labelSequences: vocabulary.sequences,
        scaling: .none(features: features), stream: stream.substream("weights")),
      samples: ScaledSequences(data), targets: targets, vocabulary: vocabulary, stream: stream)
  }

  mutating func run() throws { _ = try result() }

  /// The mean loss and the minority F1 of one more epoch.
  mutating func result() throws -> (loss: Double, f1: Double) {
    epoch += 1
    return try training.runEpoch(epoch, batchSize: batchSize) { _, _ in }
  }
}
