import Files
import RandomStreams
import Sequences
import Statistics

/// Trains one ensemble member and chooses its best epoch (spec/01 section 6).
///
///     let member = try MemberTrainer(configuration).train(
///       set, splits: splits, stream: RandomStream(seed: 7).substream("member", 3),
///       progress: { share in print(share) })
///     member.testProbabilities
///
/// Every epoch passes once over the shuffled training set and then scores the validation split; the
/// model of the first epoch with the greatest minority F1 is kept, and all epochs are run. The
/// result is a pure function of the arguments: streams are named by epoch and step.
public struct MemberTrainer: Sendable {
  /// The settings.
  public let configuration: ClassifierConfiguration

  /// A trainer with the given settings.
  ///
  /// - Precondition: `configuration.problems()` is empty.
  public init(_ configuration: ClassifierConfiguration) {
    precondition(
      configuration.problems().isEmpty, configuration.problems().joined(separator: " "))
    self.configuration = configuration
  }

  /// Trains a member.
  ///
  /// - Parameters:
  ///   - set: what the member trains on.
  ///   - splits: the training split fits the input scaling, the validation split chooses the epoch,
  ///     the test split is predicted once, at the end. The vocabulary gives the classes.
  ///   - stream: the stream of this member; nothing else decides what is drawn.
  ///   - progress: called with the share that is done, about a hundred times; what it throws ends
  ///     the training.
  /// - Returns: the model of the best epoch and its predictions.
  /// - Throws: `ClassificationError`, or what `progress` threw.
  /// - Complexity: per epoch one forward and backward pass over the set and one forward pass over
  ///   the validation split.
  public func train(
    _ set: MemberTrainingSet, splits: DataSplits, stream: RandomStream,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> TrainedMember {
    let samples = set.samples
    guard samples.labelLength == 1 else {
      throw ClassificationError.labelLength(samples.labelLength)
    }
    let classes = splits.vocabulary.ids(of: samples)
    try check(classes)
    let scaling = FeatureScaling(configuration.inputScaling, fittedTo: splits.training)
    var warnings: [String] = []
    let batchSize = min(configuration.batchSize, samples.count)
    if batchSize < configuration.batchSize {
      warnings.append(
        """
        batchSize is \(configuration.batchSize) and the member has \(samples.count) training \
        samples; batches of \(batchSize) are used.
        """)
    }

    var training = MemberTraining(
      configuration,
      classifier: TrainedClassifier(
        configuration: configuration, featureNames: samples.featureNames,
        classNames: samples.classNames, labelSequences: splits.vocabulary.sequences,
        scaling: scaling, stream: stream.substream("initial-weights")),
      samples: ScaledSequences(samples, scaling: scaling), classes: classes, stream: stream)
    var reported = 0.0
    let validation = ValidationScores(splits, scaling: scaling)
    if !validation.hasMinority {
      warnings.append(
        """
        The validation split holds no minority sample, so no epoch scores above another; the \
        model of the first is kept.
        """)
    }

    var selection = EpochSelection()
    for epoch in 1...configuration.epochs {
      do {
        let trained = try training.runEpoch(epoch, batchSize: batchSize) { share in
          let done = (Double(epoch - 1) + share) / Double(configuration.epochs)
          // A report may be a message to another rank: one per hundredth is enough.
          guard done >= reported + 0.01 || done == 1 else { return }
          reported = done
          try progress(done)
        }
        let probabilities = training.classifier.probabilities(of: validation.sequences)
        selection.record(
          epoch, training.classifier, trained: trained,
          validated: try validation.scores(of: probabilities, epoch: epoch),
          probabilities: probabilities)
      } catch ClassificationError.diverged(let epoch, let step, _) {
        throw ClassificationError.diverged(
          epoch: epoch, step: step, lastGoodEpoch: selection.best?.epoch)
      }
    }
    guard let best = selection.best else {
      preconditionFailure("No F1 is below 0, so the first epoch is always kept.")
    }
    return TrainedMember(
      classifier: best.classifier, bestEpoch: best.epoch, validationF1: best.f1,
      curves: selection.curves, validationProbabilities: best.probabilities,
      testProbabilities: best.classifier.probabilities(
        of: ScaledSequences(splits.test.dataset, scaling: scaling)),
      warnings: warnings)
  }

  private func check(_ classes: [Int]) throws {
    if let sample = classes.firstIndex(of: LabelVocabulary.unknown) {
      throw ClassificationError.unknownLabel(sample: sample)
    }
    guard classes.contains(0), classes.contains(where: { $0 != 0 }) else {
      throw ClassificationError.singleClass(samples: classes.count)
    }
  }
}

/// The curves of a training and the best model so far.
private struct EpochSelection {
  private(set) var curves = NumberTable(columns: [
    "epoch", "training_loss", "training_f1", "validation_f1", "validation_log_loss",
  ])
  private(set) var best:
    (classifier: TrainedClassifier, epoch: Int, f1: Double, probabilities: [Float])?

  /// Adds a row, and keeps the model if its F1 on validation is greater than any before.
  mutating func record(
    _ epoch: Int, _ classifier: TrainedClassifier, trained: (loss: Double, f1: Double),
    validated: (f1: Double, logLoss: Double), probabilities: [Float]
  ) {
    curves.append([Double(epoch), trained.loss, trained.f1, validated.f1, validated.logLoss])
    guard validated.f1 > best?.f1 ?? -1 else { return }
    best = (classifier, epoch, validated.f1, probabilities)
  }
}

/// The validation split, ready to score a model after every epoch.
private struct ValidationScores {
  let sequences: ScaledSequences
  private let truth: [Int]
  private let classes: Int

  init(_ splits: DataSplits, scaling: FeatureScaling) {
    sequences = ScaledSequences(splits.validation.dataset, scaling: scaling)
    truth = splits.vocabulary.ids(of: splits.validation.dataset)
    classes = splits.vocabulary.sequences.count
  }

  var hasMinority: Bool { truth.contains { $0 > 0 } }

  /// Minority F1 and log loss; throws if a probability is not a number.
  func scores(of probabilities: [Float], epoch: Int) throws -> (f1: Double, logLoss: Double) {
    guard probabilities.allSatisfy(\.isFinite) else {
      throw ClassificationError.diverged(epoch: epoch, step: nil, lastGoodEpoch: nil)
    }
    let matrix = ConfusionMatrix(
      truth: truth, predicted: mostProbableClasses(probabilities, classes: classes),
      classCount: classes)
    let logLoss = RankingScores.logLoss(
      truth: truth, probabilities: probabilities.map(Double.init), classCount: classes)
    return (matrix.minorityF1 ?? 0, logLoss ?? .nan)
  }
}
