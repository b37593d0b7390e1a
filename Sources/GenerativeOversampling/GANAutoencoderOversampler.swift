import Files
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// Oversampling by a GAN whose generator is the encoder of an autoencoder (spec/01 sections 9-14).
///
/// One model is trained on all minority samples of the training split, standardised by their own
/// statistics; it never sees the majority. For each member, every minority sample then gives
/// `passes` synthetic samples of the same length and label. Several minority classes share the
/// model.
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

  /// Batches of 2 for each update of a block.
  public var minimumMinority: Int { 2 * updatesPerBlock }

  private var updatesPerBlock: Int {
    configuration.generatorUpdates + configuration.criticUpdates + 1
  }

  /// Warns below 1000 samples, and where the batches have to shrink.
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
      sentences.append(
        """
        \(count) minority samples do not fill one block of \(updatesPerBlock) batches of \
        \(configuration.batchSize); the batches shrink to \(count / updatesPerBlock).
        """)
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// Always: the model is trained once and used by all members.
  public var needsFitting: Bool { true }

  /// Trains the model on the minority samples.
  public func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    progress: (Double) throws -> Void
  ) throws -> FittedOversampler {
    guard training.dataset.labelLength == 1 else {
      throw GANAutoencoderError.labelLength(training.dataset.labelLength)
    }
    let indices = try minoritySamples(of: training.dataset, vocabulary: vocabulary)
    let minority = try training.subset(indices)
    let scaling = FeatureScaling(.standardise, fittedTo: minority)
    let samples = scaling.applied(to: minority.dataset.compacted())
    var trainer = GANAutoencoderTrainer(
      GANAutoencoderModel<Float>(
        featureCount: samples.featureCount, configuration: configuration,
        stream: stream.substream("weights")))
    let trainingStream = stream.substream("training")
    while trainer.epoch < configuration.epochs {
      try trainer.trainEpoch(on: samples, stream: trainingStream)
      try progress(Double(trainer.epoch) / Double(configuration.epochs))
    }
    return FittedOversampler(
      model: try GANAutoencoderFile(trainer: trainer, scaling: scaling).encodedModel(),
      curves: trainer.curves.table)
  }

  /// `passes` synthetic samples for each minority sample of the member.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    guard let fitted else {
      throw OversamplingError.foreignModel(method: Self.name, reason: "there is none")
    }
    let file = try GANAutoencoderFile(decoding: fitted.model)
    guard file.model.featureCount == member.featureCount else {
      throw GANAutoencoderError.featureCount(
        model: file.model.featureCount, data: member.featureCount)
    }
    let indices = vocabulary.minorityIndices(in: member)
    guard !indices.isEmpty else {
      return Synthesis(samples: nil, sources: [])
    }
    let minority = member.subset(indices).compacted()
    let events = GANSynthesis(model: file.model).sequences(
      from: file.scaling.applied(to: minority), passes: configuration.passes,
      branch: configuration.synthesisBranch, stream: stream)
    let sources = (0..<configuration.passes).flatMap { _ in indices }
    let values = file.scaling.inverted(on: events)
    let samples = try SequenceDataset(
      featureNames: member.featureNames, classNames: member.classNames,
      labelLength: member.labelLength, values: values, lengths: sources.map { member.lengths[$0] },
      labels: sources.flatMap { member.labelSequence(at: $0) })
    return Synthesis(samples: samples, sources: sources)
  }
}
