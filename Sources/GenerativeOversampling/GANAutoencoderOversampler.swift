import Checkpoints
import Files
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// Oversampling by a GAN whose generator is the encoder of an autoencoder (spec/01 sections 9-14).
///
/// One model is trained on all minority samples of the training split, standardised by their own
/// statistics; it never sees the majority. For each member, every minority sample then gives
/// `passes` synthetic samples of the same length.
///
/// In the seq2one form a synthetic sample has its source's labels. Several minority classes share the
/// model, or have one each (`perClass`). In the seq2seq form, which is the default where samples have
/// several labels, labels are generated together with the events: they may differ from the source's,
/// be a label sequence that the data do not have, or be the majority's (`majorityOutput`).
public struct GANAutoencoderOversampler: Oversampler {
  /// `gan-autoencoder`.
  public static let name = "gan-autoencoder"

  /// The fewest samples with which the method was found useful by its authors.
  static let recommendedMinority = 1000

  /// The settings.
  public let configuration: GANAutoencoderConfiguration

  /// An oversampler with settings that have no `problems()`.
  public init(_ configuration: GANAutoencoderConfiguration = GANAutoencoderConfiguration()) {
    self.configuration = configuration
  }

  /// Batches of 2 for each update of a block; 2 samples where small blocks are skipped.
  public var minimumMinority: Int {
    configuration.smallDataBlocks == .skip ? 2 : 2 * updatesPerBlock
  }

  private var updatesPerBlock: Int {
    configuration.generatorUpdates + configuration.criticUpdates + 1
  }

  /// Warns below 1000 samples, and where they do not fill the batches that were asked for.
  public func warning(minority count: Int) -> String? {
    var sentences: [String] = []
    if count < Self.recommendedMinority {
      sentences.append(
        """
        gan-autoencoder is meant for at least \(Self.recommendedMinority) minority samples and gets \
        \(count).
        """)
    }
    if count < updatesPerBlock * configuration.batchSize {
      let consequence =
        switch configuration.smallDataBlocks {
        case .shrink: "the batches shrink to \(count / updatesPerBlock)"
        case .skip:
          "nothing is trained, and synthetic samples will be noise (smallDataBlocks: skip)"
        }
      sentences.append(
        """
        \(count) minority samples do not fill one block of \(updatesPerBlock) batches of \
        \(configuration.batchSize); \(consequence).
        """)
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// Refuses a model for each class where labels are generated or a class has too few samples.
  ///
  /// - Throws: `GANAutoencoderError.labelsPerClass` or `tooFewOfClass`, which names the class.
  public func check(_ training: TrainingSplit, vocabulary: LabelVocabulary) throws {
    guard configuration.perClass else { return }
    let dataset = training.dataset
    if configuration.generatesLabels(labelLength: dataset.labelLength) {
      throw GANAutoencoderError.labelsPerClass
    }
    for (id, samples) in samplesByClass(dataset, vocabulary) where samples.count < minimumMinority {
      let names = vocabulary.sequences[id].map { dataset.classNames[$0] }
      throw GANAutoencoderError.tooFewOfClass(
        names.joined(separator: " "), count: samples.count, needed: minimumMinority)
    }
  }

  /// The samples of each minority label sequence, in the order of ids.
  private func samplesByClass(
    _ dataset: SequenceDataset, _ vocabulary: LabelVocabulary
  ) -> [(id: Int, samples: [Int])] {
    Dictionary(grouping: vocabulary.minorityIndices(in: dataset)) {
      vocabulary.id(of: dataset.labelSequence(at: $0))
    }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// `passes` for each minority sample.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    let count = configuration.passes * minorities.reduce(0, +)
    return count...count
  }

  /// Always: the model is trained once and used by all members.
  public var needsFitting: Bool { true }

  /// Whether there is noise in what samples are made from, or dropout.
  public var drawsDiffer: Bool {
    configuration.synthesisBranch == .fake || configuration.dropoutAlwaysOn
  }

  /// Trains the model, or one for each class, on the minority samples.
  public func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    let dataset = training.dataset
    let generatesLabels = configuration.generatesLabels(labelLength: dataset.labelLength)
    let indices = try minoritySamples(of: dataset, vocabulary: vocabulary)
    guard configuration.perClass else {
      return try GANAutoencoderFit.model(
        of: try training.subset(indices), classCount: generatesLabels ? dataset.classCount : nil,
        configuration: configuration, stream: stream, monitor: monitor)
    }
    try check(training, vocabulary: vocabulary)
    return try fitPerClass(training, vocabulary: vocabulary, stream: stream, monitor: monitor)
  }

  /// One model for each minority label sequence; curves have a column more.
  private func fitPerClass(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    let classes = samplesByClass(training.dataset, vocabulary)
    var models = GANAutoencoderModels(entries: [])
    var curves = NumberTable(columns: ["epoch", "class"] + TrainingCurves.columns)
    var stages = try TrainingStages(classes.map { "class \($0.id)" }, of: monitor) {
      try Fingerprint(of: configuration, samples: training.dataset, stream: stream).value
    }
    for (id, samples) in classes {
      let fitted = try stages.next(decoding: FittedOversampler.init(decoding:)) { monitor in
        try GANAutoencoderFit.model(
          of: try training.subset(samples), configuration: configuration,
          stream: stream.substream("class", id), monitor: monitor
        ).encoded()
      }
      models.entries.append(
        (vocabulary.sequences[id], try GANAutoencoderFile(decoding: fitted.model)))
      for row in fitted.curves.rows {
        curves.append([row[0], Double(id)] + row.dropFirst())
      }
    }
    return FittedOversampler(model: try models.encoded(), curves: curves)
  }

  /// `passes` synthetic samples for each minority sample of the member.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    guard let fitted else {
      throw OversamplingError.foreignModel(method: Self.name, reason: "there is none")
    }
    let models = try GANAutoencoderModels(decoding: fitted.model)
    let minority = vocabulary.minorityIndices(in: member)
    let groups =
      models.entries.count == 1 && models.entries[0].labels == nil
      ? [(stream, minority)]
      : vocabulary.sequences.indices.map { id in
        (
          stream.substream("class", id),
          minority.filter { member.labelSequence(at: $0).elementsEqual(vocabulary.sequences[id]) }
        )
      }
    var all = Synthesis(samples: nil, sources: [])
    for (stream, indices) in groups {
      guard let first = indices.first else { continue }
      let group = try synthesise(
        from: member, indices, vocabulary: vocabulary,
        file: models.file(for: member.labelSequence(at: first)), stream: stream)
      if let samples = group.samples {
        all.samples = try all.samples?.appending(samples) ?? samples
      }
      all.sources += group.sources
      all.warnings += group.warnings
      all.redraws = group.redraws.map { $0 + (all.redraws ?? RedrawCounts()) } ?? all.redraws
    }
    return all
  }

  /// Synthetic samples from some of a member's samples, by one model.
  private func synthesise(
    from member: SequenceDataset, _ indices: [Int], vocabulary: LabelVocabulary,
    file: GANAutoencoderFile, stream: RandomStream
  ) throws -> Synthesis {
    guard file.model.featureCount == member.featureCount else {
      throw GANAutoencoderError.featureCount(
        model: file.model.featureCount, data: member.featureCount)
    }
    if let classCount = file.model.classCount, classCount != member.classCount {
      throw GANAutoencoderError.classCount(model: classCount, data: member.classCount)
    }
    let scaled = file.scaling.applied(to: member.subset(indices))
    let synthesis = GANSynthesis(
      model: file.model, sources: scaled, branch: configuration.synthesisBranch, stream: stream)
    var output = synthesis.sequences(passes: configuration.passes)
    let sources = (0..<configuration.passes).flatMap { _ in indices }
    let lengths = sources.map { member.lengths[$0] }
    var labels: SyntheticLabels?
    if file.model.classCount != nil {
      var generated = SyntheticLabels(generated: output.labels, vocabulary: vocabulary)
      if configuration.majorityOutput == .reject {
        redraw(&generated, &output.events, by: synthesis, lengths: lengths)
      }
      if configuration.majorityOutput != .keep {
        generated.fallBack(to: sources.map { member.labelSequence(at: $0) })
      }
      labels = generated
    }
    let sequences = labels?.sequences ?? sources.map { Array(member.labelSequence(at: $0)) }
    let samples = try SequenceDataset(
      featureNames: member.featureNames, classNames: member.classNames,
      labelLength: member.labelLength, values: file.scaling.inverted(on: output.events),
      lengths: lengths, labels: sequences.flatMap(\.self), labelLengths: sequences.map(\.count))
    return Synthesis(
      samples: samples, sources: sources,
      warnings: labels?.warnings ?? [], redraws: labels?.redraws)
  }

  /// Draws samples with the majority's labels again, from the same sources, until none is left or
  /// `redraws` rounds are over.
  private func redraw(
    _ labels: inout SyntheticLabels, _ events: inout [Float], by synthesis: GANSynthesis<Float>,
    lengths: [Int]
  ) {
    // Without noise every draw is the same.
    guard configuration.synthesisBranch == .fake || configuration.dropoutAlwaysOn else { return }
    let features = synthesis.sources.featureCount
    var ends: [Int] = []
    for length in lengths { ends.append((ends.last ?? 0) + length * features) }
    for round in stride(from: 1, through: configuration.redraws, by: 1) {
      let places = labels.rejected
      guard !places.isEmpty else { return }
      let drawn = synthesis.again(places, round: round)
      var next = 0
      for place in places {
        let size = lengths[place] * features
        events.replaceSubrange(
          ends[place] - size..<ends[place], with: drawn.events[next..<next + size])
        next += size
      }
      labels.redraw(drawn.labels)
    }
  }
}
