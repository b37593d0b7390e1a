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
  ///   - state: where another member's training ended, to go on from there (spec/01 D18); nil to
  ///     begin anew.
  ///   - progress: called with the share that is done, about a hundred times; what it throws ends
  ///     the training.
  /// - Returns: the model of the best epoch and its predictions.
  /// - Throws: `ClassificationError`, or what `progress` threw.
  /// - Complexity: per epoch one forward and backward pass over the set and one forward pass over
  ///   the validation split.
  public func train(
    _ set: MemberTrainingSet, splits: DataSplits, stream: RandomStream,
    continuing state: MemberState? = nil, progress: (Double) throws -> Void = { _ in }
  ) throws -> TrainedMember {
    let samples = set.samples
    let form = try Self.form(configuration, of: splits)
    try check(splits.vocabulary.ids(of: samples), form: form)
    let targets = targets(of: samples, form: form, vocabulary: splits.vocabulary)
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

    let untrained = TrainedClassifier(
      configuration: configuration, form: form, featureNames: samples.featureNames,
      classNames: samples.classNames, labelSequences: splits.vocabulary.sequences,
      scaling: scaling, stream: stream.substream("initial-weights"))
    var training = MemberTraining(
      configuration, classifier: untrained, samples: untrained.scaled(samples), targets: targets,
      vocabulary: splits.vocabulary, state: state, stream: stream)
    var reported = 0.0
    let validation = ValidationScores(splits, by: untrained)
    if !validation.hasMinority {
      warnings.append(
        """
        The validation split holds no minority sample, so no epoch scores above another; the \
        model of the first is kept.
        """)
    }

    var selection = EpochSelection(metric: configuration.selectionMetric)
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
        of: best.classifier.scaled(splits.test.dataset)),
      warnings: warnings, finalState: training.state)
  }

  /// The form of a classifier for some data: never `auto`.
  ///
  /// - Throws: `ClassificationError.labelLength` if one class per sample is asked for and samples
  ///   have several labels (spec/01 D20).
  public static func form(
    _ configuration: ClassifierConfiguration, of splits: DataSplits
  ) throws(ClassificationError) -> ClassifierForm {
    let labelLength = splits.training.dataset.labelLength
    let form = configuration.form.resolved(labelLength: labelLength)
    guard form == .seq2seq || labelLength == 1 else { throw .labelLength(labelLength) }
    return form
  }

  private func targets(
    of samples: SequenceDataset, form: ClassifierForm, vocabulary: LabelVocabulary
  ) -> TrainingTargets {
    switch form {
    case .seq2seq:
      TrainingTargets(
        labelsOf: samples, vocabulary: vocabulary, weighting: configuration.classWeights)
    case .auto, .seq2one:
      TrainingTargets(
        ids: vocabulary.ids(of: samples), count: vocabulary.count,
        weighting: configuration.classWeights)
    }
  }

  private func check(_ classes: [Int], form: ClassifierForm) throws {
    // A label sequence that training never showed has labels like any other, but no class.
    if form == .seq2one, let sample = classes.firstIndex(of: LabelVocabulary.unknown) {
      throw ClassificationError.unknownLabel(sample: sample)
    }
    guard classes.contains(0), classes.contains(where: { $0 != 0 }) else {
      throw ClassificationError.singleClass(samples: classes.count)
    }
  }
}

/// The curves of a training and the best model so far.
private struct EpochSelection {
  private(set) var curves: NumberTable
  private(set) var best:
    (classifier: TrainedClassifier, epoch: Int, f1: Double, probabilities: [Float])?
  private let showsMetric: Bool
  private var greatest = -1.0

  init(metric: SelectionMetric) {
    showsMetric = metric == .positionF1
    curves = NumberTable(
      columns: [
        "epoch", "training_loss", "training_f1", "validation_f1", "validation_log_loss",
      ] + (showsMetric ? ["validation_position_f1"] : []))
  }

  /// Adds a row, and keeps the model if its metric on validation is greater than any before.
  mutating func record(
    _ epoch: Int, _ classifier: TrainedClassifier, trained: (loss: Double, f1: Double),
    validated: ValidationScores.Values, probabilities: [Float]
  ) {
    curves.append(
      [Double(epoch), trained.loss, trained.f1, validated.f1, validated.logLoss]
        + (showsMetric ? [validated.metric] : []))
    guard validated.metric > greatest else { return }
    greatest = validated.metric
    best = (classifier, epoch, validated.f1, probabilities)
  }
}

/// The validation split, ready to score a model after every epoch.
private struct ValidationScores {
  let sequences: ScaledSequences
  private let target: PredictionTarget
  private let configuration: ClassifierConfiguration

  /// The minority F1, the log loss and the metric that chooses the epoch.
  typealias Values = (f1: Double, logLoss: Double, metric: Double)

  init(_ splits: DataSplits, by classifier: TrainedClassifier) {
    sequences = classifier.scaled(splits.validation.dataset)
    target = PredictionTarget(
      form: classifier.form, dataset: splits.validation.dataset, vocabulary: splits.vocabulary)
    configuration = classifier.configuration
  }

  var hasMinority: Bool { target.truth.contains { $0 > 0 } }

  /// The scores of a model's probabilities; throws if one is not a number.
  func scores(of probabilities: [Float], epoch: Int) throws -> Values {
    guard probabilities.allSatisfy(\.isFinite) else {
      throw ClassificationError.diverged(epoch: epoch, step: nil, lastGoodEpoch: nil)
    }
    let matrix = ConfusionMatrix(
      truth: target.truth, predicted: target.predictedIDs(probabilities),
      classCount: target.vocabulary.count)
    let f1 = matrix.minorityF1(over: configuration.f1LabelSet) ?? 0
    let metric =
      switch configuration.selectionMetric {
      case .minorityF1: f1
      case .positionF1: target.positionF1(target.predictedSequences(probabilities)) ?? f1
      }
    return (f1, target.logLoss(probabilities.map(Double.init)) ?? .nan, metric)
  }
}
