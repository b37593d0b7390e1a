import Checkpoints
import Files
import RandomStreams
import Sequences

/// Trains one ensemble member and chooses its best epoch (spec/01 section 6).
///
///     let member = try MemberTrainer(configuration).train(
///       set, splits: splits, stream: RandomStream(seed: 7).substream("member", 3),
///       monitor: TrainingMonitor(report: { share in print(share) }))
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
  ///   - monitor: hears of the share that is done about a hundred times, is offered the state after
  ///     each update and each epoch, and has that to continue from; what it throws ends the training.
  /// - Returns: the model of the best epoch and its predictions.
  /// - Throws: `ClassificationError`, or what `monitor` threw.
  /// - Complexity: per epoch one forward and backward pass over the set and one forward pass over
  ///   the validation split.
  public func train(
    _ set: MemberTrainingSet, splits: DataSplits, stream: RandomStream,
    continuing state: MemberState? = nil, monitor: TrainingMonitor = .none
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
    let validation = ValidationScores(splits, by: untrained)
    if !validation.hasMinority {
      warnings.append(
        """
        The validation split holds no minority sample, so no epoch scores above another; the \
        model of the first is kept.
        """)
    }

    let monitor = try monitor.sealed(as: "member") {
      var fingerprint = try Fingerprint(
        of: configuration, samples: samples, splits.validation.dataset, stream: stream)
      fingerprint.combine(try untrained.safetensors())
      fingerprint.combine(state?.encoded() ?? [])
      return fingerprint.value
    }
    var selection = EpochSelection(metric: configuration.selectionMetric)
    if let content = monitor.checkpoint,
      let checkpoint = try? MemberCheckpoint(decoding: content, of: untrained)
    {
      checkpoint.restore(&training, &selection, validation)
    }
    try run(
      &training, &selection, validation, batchSize: batchSize, epochs: configuration.epochs,
      monitor)
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

  /// Trains for the epochs that are left.
  private func run(
    _ training: inout MemberTraining, _ selection: inout EpochSelection,
    _ validation: ValidationScores, batchSize: Int, epochs: Int, _ monitor: TrainingMonitor
  ) throws {
    var reported = 0.0
    while selection.epochs < epochs {
      let epoch = selection.epochs + 1
      do {
        let trained = try training.runEpoch(epoch, batchSize: batchSize) { training, share in
          try save(training, selection, monitor)
          let done = (Double(epoch - 1) + share) / Double(epochs)
          // A report may be a message to another rank: one per hundredth is enough.
          guard done >= reported + 0.01 || done == 1 else { return }
          reported = done
          try monitor.report(done)
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
      try save(training, selection, monitor)
    }
  }

  private func save(
    _ training: MemberTraining, _ selection: EpochSelection, _ monitor: TrainingMonitor
  ) throws {
    try monitor.saveIfDue(bytes: MemberCheckpoint.size(of: training.classifier.parameters)) {
      MemberCheckpoint(training, selection).encoded()
    }
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
