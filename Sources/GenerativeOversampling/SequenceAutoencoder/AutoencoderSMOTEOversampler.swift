import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// AE+SMOTE: SMOTE on the codes of a sequence autoencoder (spec/01 8.4).
///
/// The autoencoder is trained on the minority samples of the training split. For each member, its
/// minority samples are encoded, SMOTE makes codes between a sample's and one of its nearest, and
/// these are decoded. As a code knows no length, samples may differ in theirs: a new one has a length
/// between those of its two parents, in the same proportion as its code lies between theirs. Its
/// label sequence is that of the nearer parent, and neighbours are sought among all minority samples
/// whatever their label sequence.
public struct AutoencoderSMOTEOversampler: Oversampler {
  /// `ae-smote`.
  public static let name = "ae-smote"

  /// The settings.
  public let configuration: AutoencoderSMOTEConfiguration

  /// An oversampler with settings that have no `problems()`.
  public init(_ configuration: AutoencoderSMOTEConfiguration = AutoencoderSMOTEConfiguration()) {
    self.configuration = configuration
  }

  /// 2: one sample to train on and one to hold out, and a sample and a neighbour.
  public var minimumMinority: Int { 2 }

  /// Warns where there are fewer neighbours than asked for, and of scaling as in the reference code.
  public func warning(minority count: Int) -> String? {
    let sentences = [
      configuration.smote.neighbourWarning(method: Self.name, minority: count),
      configuration.autoencoder.scaling.warning(method: Self.name),
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// As many as `count` says.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    configuration.count.samples(minorities: minorities, majority: majority)
  }

  /// Always: the autoencoder is trained once and used by all members.
  public var needsFitting: Bool { true }

  /// Trains the autoencoder on the minority samples.
  public func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    try CodeSpace.fit(
      configuration.autoencoder, for: self, training, vocabulary: vocabulary, stream: stream,
      monitor: monitor)
  }

  /// Interpolates between the codes of the member's minority samples.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    let minority = try minoritySamples(of: member, vocabulary: vocabulary)
    let space = try CodeSpace(member, fitted: fitted, method: Self.name)
    let count = configuration.count.samples(
      minority: minority.count, majority: member.count - minority.count)
    guard count > 0 else { return Synthesis(samples: nil, sources: []) }
    let points = try configuration.smote.sampler.synthesise(
      count, minority: space.codes(of: minority), stream: stream)
    let decoded = try space.samples(between: points, of: minority)
    return Synthesis(
      samples: decoded?.samples, sources: decoded?.sources ?? [],
      warnings: points.notes.map(\.description))
  }
}

/// The settings of AE+SMOTE.
public struct AutoencoderSMOTEConfiguration: Codable, Equatable, Sendable {
  /// How many samples are added to each member, as for `smote`.
  ///
  /// Default: 3 per minority sample.
  public var count: OversamplingCount = .perSource(3)
  /// From how many nearest codes the partner is drawn, k.
  ///
  /// Default: 5.
  public var neighbours = 5
  /// The autoencoder.
  public var autoencoder = SequenceAutoencoderConfiguration()

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each; empty if they can be used.
  public func problems() -> [String] {
    smote.problems() + autoencoder.problems().map { "autoencoder.\($0)" }
  }

  /// Sets the switches of the `reference` profile: those of the autoencoder.
  public mutating func useReferenceSwitches() { autoencoder.useReferenceSwitches() }

  /// The settings of the interpolation alone.
  var smote: SMOTEConfiguration {
    var smote = SMOTEConfiguration()
    smote.count = count
    smote.neighbours = neighbours
    return smote
  }
}

extension SequenceAutoencoderScaling {
  /// A sentence if samples do not come out in the units of the data.
  func warning(method: String) -> String? {
    switch self {
    case .consistent: nil
    case .code:
      """
      \(method) scales as the reference code does (scaling: code): its samples are not in the units \
      of the data, and a classifier that learns from them will not know real ones.
      """
    }
  }
}
