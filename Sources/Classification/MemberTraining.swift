import Differentiation
import Networks
import RandomStreams
import Sequences
import Statistics
import Tensors

/// A member in training: its model, its optimiser and its data.
package struct MemberTraining {
  /// The model as it stands.
  package private(set) var classifier: TrainedClassifier
  private var optimiser: Adadelta<Float>
  private let samples: ScaledSequences
  private let targets: TrainingTargets
  private let vocabulary: LabelVocabulary?
  private let batchesPerPool: Int
  /// The pass that was begun, if any.
  private(set) var pass = EpochPass()
  private let stream: RandomStream

  /// A member before its first epoch.
  ///
  /// - Parameters:
  ///   - configuration: the settings of the loss and the optimiser.
  ///   - classifier: the model to start from.
  ///   - samples: the training set, scaled.
  ///   - targets: the classes of each sample, and their weights.
  ///   - vocabulary: the ids of label sequences, which seq2seq needs to score what it predicts.
  ///   - state: what another member ended with, to go on from; nil to begin anew.
  ///   - stream: the stream of the member.
  package init(
    _ configuration: ClassifierConfiguration, classifier: TrainedClassifier,
    samples: ScaledSequences, targets: TrainingTargets, vocabulary: LabelVocabulary? = nil,
    state: MemberState? = nil, stream: RandomStream
  ) {
    self.classifier = classifier
    self.samples = samples
    self.targets = targets
    self.vocabulary = vocabulary
    self.stream = stream
    batchesPerPool = configuration.batchesPerPool
    optimiser = state?.optimiser ?? Adadelta(configuration)
    if let state { self.classifier.parameters = state.parameters }
  }

  /// The weights and the optimiser's memory as they stand.
  var state: MemberState {
    MemberState(parameters: classifier.parameters, optimiser: optimiser)
  }

  /// Goes on from where the training was before.
  mutating func restore(_ state: MemberState, pass: EpochPass) {
    classifier.parameters = state.parameters
    optimiser = state.optimiser
    self.pass = pass
  }

  /// One pass over the training set, or what is left of one that was begun.
  ///
  /// - Parameters:
  ///   - epoch: the number of the pass, from 1; it names the streams.
  ///   - batchSize: samples per update, at most as many as there are.
  ///   - afterBatch: called with the training as it stands and the share of the epoch that is done.
  /// - Returns: the mean loss per sample and the minority F1 of the passes as they ran.
  /// - Throws: `ClassificationError.diverged`, or what `afterBatch` threw.
  package mutating func runEpoch(
    _ epoch: Int, batchSize: Int, afterBatch: (MemberTraining, Double) throws -> Void
  ) throws -> (loss: Double, f1: Double) {
    let batches = BatchOrder.shuffled(
      lengths: samples.lengths, size: batchSize, batchesPerPool: batchesPerPool,
      stream: stream.substream("batches", epoch))
    for (index, batch) in batches.enumerated().dropFirst(pass.batches) {
      let step = try update(
        batch, mode: .training(stream.substream("dropout", epoch, index)), epoch: epoch,
        step: index + 1)
      pass.batches += 1
      pass.lossSum += step.loss * Double(batch.count)
      pass.predictions += step.predictions
      try afterBatch(self, Double(index + 1) / Double(batches.count))
    }
    var confusion = ConfusionMatrix(classCount: vocabulary?.count ?? classifier.network.classes)
    for (sample, predicted) in zip(batches.joined(), pass.predictions) {
      confusion.add(truth: targets.ids[sample], predicted: predicted)
    }
    let f1 = confusion.minorityF1(over: classifier.configuration.f1LabelSet)
    defer { pass = EpochPass() }
    return (pass.lossSum / Double(targets.ids.count), f1 ?? 0)
  }

  /// One update of the weights.
  private mutating func update(
    _ batch: [Int], mode: Mode, epoch: Int, step: Int
  ) throws -> (loss: Double, predictions: [Int]) {
    let (events, lengths) = samples.batch(batch)
    let positions = targets.positions(of: batch)
    let (classes, sampleWeights) = targets.batch(batch, positions: positions)
    // The tape and the variables end with this scope, so that the optimiser finds the weights
    // unshared and changes them in place.
    let (gradients, lossValue, predictions) = {
      let tape = Tape<Float>()
      let weights = classifier.parameters.trainable(on: tape)
      let logits = classifier.network(
        Variable(events), lengths: lengths, positions: positions, weights: weights, mode: mode)
      let loss = logits.softmaxCrossEntropy(classes: classes, weights: sampleWeights)
      return (
        weights.gradients(of: loss, on: tape), Double(loss.value.item),
        mostProbableClasses(logits.value.scalars, classes: classifier.network.classes)
      )
    }()
    guard lossValue.isFinite else {
      throw ClassificationError.diverged(epoch: epoch, step: step, lastGoodEpoch: nil)
    }
    optimiser.update(&classifier.parameters, gradients: gradients)
    return (lossValue, ids(of: predictions, batch: batch, positions: positions))
  }

  /// The id of each sample's predicted label sequence.
  ///
  /// - Parameters:
  ///   - predictions: the most probable class, row-major `[batch, positions]`.
  ///   - batch: the samples.
  ///   - positions: the label positions that were predicted.
  /// - Returns: an id of the vocabulary, or UNKNOWN; in seq2one form the class itself.
  private func ids(of predictions: [Int], batch: [Int], positions: Int) -> [Int] {
    guard classifier.form == .seq2seq, let vocabulary else { return predictions }
    return batch.enumerated().map { place, sample in
      let first = place * positions
      return vocabulary.id(of: predictions[first..<first + targets.labelLength(of: sample)])
    }
  }
}
