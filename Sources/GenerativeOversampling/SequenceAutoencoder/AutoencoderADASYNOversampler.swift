import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// AE+ADASYN: ADASYN on the codes of a sequence autoencoder (spec/01 8.5).
///
/// The autoencoder is trained on the minority samples of the training split, and for each member it
/// encodes all samples, those of the majority too. Minority samples that have many others among
/// their nearest neighbours get more new codes, which are decoded. Each minority label sequence is
/// oversampled on its own, against all other samples, towards the size of the majority; one with a
/// single sample has nothing to lie towards and is left alone, with a warning. Where no sample of a
/// label sequence has any other near it, its new codes are those of SMOTE, with a warning.
public struct AutoencoderADASYNOversampler: Oversampler {
  /// `ae-adasyn`.
  public static let name = "ae-adasyn"

  /// The settings.
  public let configuration: AutoencoderADASYNConfiguration

  /// An oversampler with settings that have no `problems()`.
  public init(_ configuration: AutoencoderADASYNConfiguration = AutoencoderADASYNConfiguration()) {
    self.configuration = configuration
  }

  /// 2: one sample to train on and one to hold out, and a sample and a neighbour.
  public var minimumMinority: Int { 2 }

  /// Warns of scaling and of real samples replaced as in the reference code.
  public func warning(minority count: Int) -> String? {
    let replacing =
      configuration.replaceReal
      ? "\(Self.name) replaces the real samples by their reconstructions (replaceReal: true)." : nil
    let sentences = [
      configuration.autoencoder.scaling.warning(method: Self.name), replacing,
    ].compactMap(\.self)
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  /// What each label sequence lacks to the majority's size, times beta.
  ///
  /// Unless `exactTotal`, the rounding of shares can add or take half a sample for each base.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    let counts = minorities.filter { $0 > 1 }.map { minority in
      let count = configuration.sampler.count(minority: minority, majority: majority)
      let rounding = configuration.exactTotal || count == 0 ? 0 : minority / 2
      return (least: max(0, count - rounding), greatest: count + rounding)
    }
    return counts.map(\.least).reduce(0, +)...counts.map(\.greatest).reduce(0, +)
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

  /// Interpolates between codes of the member's minority samples, most where others are near.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    let minority = try minoritySamples(of: member, vocabulary: vocabulary)
    let space = try CodeSpace(member, fitted: fitted, method: Self.name)
    let codes = space.codes(of: Array(0..<member.count))
    var synthesis = Synthesis(
      samples: nil, sources: [],
      replacement: configuration.replaceReal ? try reconstructed(space, codes) : nil)
    let classes = Dictionary(grouping: minority) { Array(member.labelSequence(at: $0)) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (index, (labels, samples)) in classes.enumerated() {
      let (added, warnings) = try oversample(
        samples, in: space, codes, majority: member.count - minority.count,
        stream: stream.substream("class", index))
      let name = labels.map { member.classNames[$0] }.joined(separator: " ")
      synthesis.warnings += warnings.map { classes.count == 1 ? $0 : "Label \(name): \($0)" }
      guard let added else { continue }
      synthesis.samples = try synthesis.samples?.appending(added.samples) ?? added.samples
      synthesis.sources += added.sources
    }
    return synthesis
  }

  /// New samples of one label sequence, and what should be told.
  private func oversample(
    _ samples: [Int], in space: CodeSpace, _ codes: Tensor<Float>, majority: Int,
    stream: RandomStream
  ) throws -> (added: (samples: SequenceDataset, sources: [Int])?, warnings: [String]) {
    let count = configuration.sampler.count(minority: samples.count, majority: majority)
    guard count > 0 else { return (nil, []) }
    guard samples.count > 1 else {
      return (nil, ["There is one sample only, and nothing to interpolate with; none is added."])
    }
    let own = Set(samples)
    let others = (0..<codes.shape[0]).filter { !own.contains($0) }
    let points = try configuration.sampler.synthesise(
      count, minority: codes.rows(samples), majority: codes.rows(others), stream: stream)
    var warnings = points.notes.map(\.description)
    if points.count == 0 {
      warnings.append(
        "The \(count) samples, divided among so many bases, all rounded to 0; set exactTotal.")
    }
    return (try space.samples(between: points, of: samples), warnings)
  }

  /// All samples of the member as the autoencoder returns them (D29).
  private func reconstructed(
    _ space: CodeSpace, _ codes: Tensor<Float>
  ) throws -> SequenceDataset {
    let member = space.member
    return try member.synthetic(
      values: space.model.events(of: codes, lengths: member.lengths), lengths: member.lengths,
      like: Array(0..<member.count))
  }
}

/// The settings of AE+ADASYN.
public struct AutoencoderADASYNConfiguration: Codable, Equatable, Sendable {
  /// How many nearest neighbours say how near other samples are, and how many codes a partner is
  /// drawn from.
  ///
  /// Default: 5.
  public var neighbours = 5
  /// The share of the gap to the majority's size that is filled, 0 to 1.
  ///
  /// Default: 1.
  public var beta = 1.0
  /// Nothing is added from this ratio of minority to majority on, d_th.
  ///
  /// Default: 1.
  public var threshold = 1.0
  /// Whether the shares of the bases are rounded so that the total is exact; else each is rounded
  /// for itself.
  ///
  /// Default: `false`.
  public var exactTotal = false
  /// Whether members train on reconstructions of the real samples, as in the reference code (D29).
  ///
  /// Default: `false`.
  public var replaceReal = false
  /// The autoencoder.
  public var autoencoder = SequenceAutoencoderConfiguration()

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each; empty if they can be used.
  public func problems() -> [String] {
    var problems = SMOTEConfiguration.neighbourProblems(neighbours)
    if !(0...1).contains(beta) {
      problems.append("beta is \(beta); give a share from 0 to 1.")
    }
    if !(threshold > 0 && threshold <= 1) {
      problems.append("threshold is \(threshold); give a ratio above 0 and at most 1.")
    }
    return problems + autoencoder.problems().map { "autoencoder.\($0)" }
  }

  /// Sets the switches of the `reference` profile (spec/01 D29, and those of the autoencoder).
  public mutating func useReferenceSwitches() {
    replaceReal = true
    autoencoder.useReferenceSwitches()
  }

  /// The sampler of codes with these settings.
  var sampler: ADASYN {
    var sampler = ADASYN(neighbours: neighbours)
    sampler.balance = beta
    sampler.balancedFrom = threshold
    sampler.rounding = exactTotal ? .exactTotal : .halfToEven
    return sampler
  }
}
