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
  private let classes: [Int]
  private let sampleWeights: [Float]
  private let batchesPerPool: Int
  private let stream: RandomStream

  /// A member before its first epoch.
  ///
  /// - Parameters:
  ///   - configuration: the settings of the loss and the optimiser.
  ///   - classifier: the model to start from.
  ///   - samples: the training set, scaled.
  ///   - classes: the class of each sample.
  ///   - stream: the stream of the member.
  package init(
    _ configuration: ClassifierConfiguration, classifier: TrainedClassifier,
    samples: ScaledSequences, classes: [Int], stream: RandomStream
  ) {
    self.classifier = classifier
    self.samples = samples
    self.classes = classes
    self.stream = stream
    batchesPerPool = configuration.batchesPerPool
    let weights = ClassWeights(
      of: classes, count: classifier.network.classes, weighting: configuration.classWeights)
    sampleWeights = classes.map { Float(weights[$0]) }
    optimiser = Adadelta(
      learningRate: configuration.learningRate, rho: configuration.rho,
      epsilon: configuration.epsilon, clip: configuration.gradientClip)
  }

  /// One pass over the training set.
  ///
  /// - Parameters:
  ///   - epoch: the number of the pass, from 1; it names the streams.
  ///   - batchSize: samples per update, at most as many as there are.
  ///   - progress: called with the share of the epoch that is done.
  /// - Returns: the mean loss per sample and the minority F1 of the passes as they ran.
  /// - Throws: `ClassificationError.diverged`, or what `progress` threw.
  package mutating func runEpoch(
    _ epoch: Int, batchSize: Int, progress: (Double) throws -> Void
  ) throws -> (loss: Double, f1: Double) {
    let batches = BatchOrder.shuffled(
      lengths: samples.lengths, size: batchSize, batchesPerPool: batchesPerPool,
      stream: stream.substream("batches", epoch))
    let labels = classifier.network.classes
    var confusion = ConfusionMatrix(classCount: labels)
    var lossSum = 0.0
    for (index, batch) in batches.enumerated() {
      let step = try update(
        batch, mode: .training(stream.substream("dropout", epoch, index)), epoch: epoch,
        step: index + 1)
      lossSum += step.loss * Double(batch.count)
      for (sample, predicted) in zip(batch, step.predictions) {
        confusion.add(truth: classes[sample], predicted: predicted)
      }
      try progress(Double(index + 1) / Double(batches.count))
    }
    return (lossSum / Double(classes.count), confusion.minorityF1 ?? 0)
  }

  /// One update of the weights.
  private mutating func update(
    _ batch: [Int], mode: Mode, epoch: Int, step: Int
  ) throws -> (loss: Double, predictions: [Int]) {
    let (events, lengths) = samples.batch(batch)
    // The tape and the variables end with this scope, so that the optimiser finds the weights
    // unshared and changes them in place.
    let (gradients, lossValue, predictions) = {
      let tape = Tape<Float>()
      let weights = classifier.parameters.trainable(on: tape)
      let logits = classifier.network(
        Variable(events), lengths: lengths, weights: weights, mode: mode)
      let loss = logits.softmaxCrossEntropy(
        classes: batch.map { Int32(classes[$0]) }, weights: batch.map { sampleWeights[$0] })
      return (
        weights.gradients(of: loss, on: tape), Double(loss.value.item),
        mostProbableClasses(logits.value.scalars, classes: classifier.network.classes)
      )
    }()
    guard lossValue.isFinite else {
      throw ClassificationError.diverged(epoch: epoch, step: step, lastGoodEpoch: nil)
    }
    optimiser.update(&classifier.parameters, gradients: gradients)
    return (lossValue, predictions)
  }
}
