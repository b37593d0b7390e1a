import Checkpoints
import Files
import RandomStreams
import Sequences

/// Anything that makes additional minority samples from a training set.
///
/// An oversampler works in two steps, because they are two units of a run. `fit` sees the training
/// split once per (method, seed) and returns a small model as bytes. `synthesise` turns that model
/// and one member's training set into synthetic samples, on whichever rank trains the member.
/// Both are pure functions of their arguments. Samples go in and come out in the units of the data.
///
/// To add one: a file with a type that conforms, and a line in the registry of `Experiments`; the
/// contract tests then cover it.
public protocol Oversampler: Sendable {
  /// The name in configurations and results, such as `gan-autoencoder`.
  static var name: String { get }

  /// The fewest minority training samples that the method can work with.
  var minimumMinority: Int { get }

  /// What is doubtful, though possible, about fitting to this many minority samples; nil if nothing.
  func warning(minority count: Int) -> String?

  /// Refuses a training split that the method cannot work with, whatever its size.
  ///
  /// Called before anything is trained. By default every split will do.
  ///
  /// - Throws: an error that is a sentence: what is wrong, and which method to take instead.
  func check(_ training: TrainingSplit, vocabulary: LabelVocabulary) throws

  /// How many samples `synthesise` adds to a member; one number if it is known before.
  ///
  /// - Parameters:
  ///   - minorities: how many samples the member has of each minority label sequence.
  ///   - majority: how many it has of the majority's.
  /// - Returns: the least and the greatest number.
  func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int>

  /// Whether `fit` does anything; if not, the run has no unit for it.
  var needsFitting: Bool { get }

  /// Whether synthetic samples have values that no real one has; if not, they are copies.
  ///
  /// New values are taken back to those that the data could have (`SynthesisConfiguration`). By
  /// default they are new.
  var makesNewValues: Bool { get }

  /// Whether several synthetic samples of one source are meant to differ, by random numbers.
  ///
  /// If so, a generator whose samples do not is broken. By default they are.
  var drawsDiffer: Bool { get }

  /// Learns from the training split.
  ///
  /// - Parameters:
  ///   - training: the whole training split, in data units.
  ///   - vocabulary: its label sequences; id 0 is the majority.
  ///   - stream: the stream of this (method, seed).
  ///   - monitor: hears now and then of the share that is done, keeps the state and has that to
  ///     continue from; what it throws ends the fit.
  /// - Returns: the model and the curves of its training.
  /// - Throws: an error that is a sentence, if the samples are too few or training fails; and
  ///   whatever `monitor` throws.
  func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler

  /// Makes synthetic minority samples for one member.
  ///
  /// - Parameters:
  ///   - member: the member's real training samples: its part of the majority and all minority.
  ///   - vocabulary: the label sequences of the training split.
  ///   - fitted: what `fit` returned; nil if the method needs no fitting.
  ///   - stream: the stream of this (method, seed, member).
  /// - Returns: only the new samples, with the features and classes of `member`.
  /// - Throws: an error that is a sentence, if the samples are too few or the model is not usable.
  func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis
}

extension Oversampler {
  /// Refuses nothing.
  public func check(_ training: TrainingSplit, vocabulary: LabelVocabulary) throws {}

  /// `true`.
  public var makesNewValues: Bool { true }

  /// `true`.
  public var drawsDiffer: Bool { true }
}

/// What an oversampler learned: a small model, not a data set.
public struct FittedOversampler: Sendable {
  /// The model as the bytes of a `.safetensors` file.
  public var model: [UInt8]
  /// Losses per epoch.
  public var curves: NumberTable

  /// A model and how its training went.
  public init(model: [UInt8], curves: NumberTable) {
    self.model = model
    self.curves = curves
  }
}

/// Synthetic samples and what should be told about making them.
public struct Synthesis: Sendable {
  /// The new samples, all of minority label sequences; nil if there are none.
  public var samples: SequenceDataset?
  /// For each new sample, the index of the real sample in the member's set that it came from.
  ///
  /// A sample between two others came from the nearer one, whose label it has.
  public var sources: [Int]
  /// What the member trains on instead of its real samples, of the same number and labels; nil, as
  /// a rule, for the real ones themselves (spec/01 D29).
  public var replacement: SequenceDataset?
  /// Sentences for the unit's record.
  public var warnings: [String]
  /// What became of samples that were made with the majority's labels; nil if labels are not made.
  public var redraws: RedrawCounts?

  /// Synthetic samples with their sources.
  public init(
    samples: SequenceDataset?, sources: [Int], replacement: SequenceDataset? = nil,
    warnings: [String] = [], redraws: RedrawCounts? = nil
  ) {
    self.samples = samples
    self.sources = sources
    self.replacement = replacement
    self.warnings = warnings
    self.redraws = redraws
  }
}

/// How many synthetic samples first came with the majority's labels, and what became of them (spec/01
/// section 14, step 3).
public struct RedrawCounts: Codable, Equatable, Sendable {
  /// Those whose first labels were the majority's.
  public var rejected: Int
  /// Those of them that another draw gave labels of a minority.
  public var redrawn: Int
  /// Those that were given their sources' labels after so many draws.
  public var fallenBack: Int

  /// So many of each.
  public init(rejected: Int = 0, redrawn: Int = 0, fallenBack: Int = 0) {
    self.rejected = rejected
    self.redrawn = redrawn
    self.fallenBack = fallenBack
  }

  /// The sum of two counts.
  public static func + (first: RedrawCounts, second: RedrawCounts) -> RedrawCounts {
    RedrawCounts(
      rejected: first.rejected + second.rejected, redrawn: first.redrawn + second.redrawn,
      fallenBack: first.fallenBack + second.fallenBack)
  }
}

extension Oversampler {
  /// Makes synthetic minority samples for one member, with valid events.
  ///
  /// - Parameters:
  ///   - member: the member's real training samples.
  ///   - vocabulary: the label sequences of the training split.
  ///   - fitted: what `fit` returned; nil if the method needs no fitting.
  ///   - projection: takes new values back to those that the data could have; nil leaves them.
  ///   - stream: the stream of this (method, seed, member).
  /// - Returns: what `synthesise` makes, of which only values of events are changed.
  /// - Throws: what `synthesise` throws.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    projection: EventProjection?, stream: RandomStream
  ) throws -> Synthesis {
    var synthesis = try synthesise(
      for: member, vocabulary: vocabulary, fitted: fitted, stream: stream)
    guard let projection, makesNewValues else { return synthesis }
    synthesis.samples = synthesis.samples.map(projection.applied)
    synthesis.replacement = synthesis.replacement.map(projection.applied)
    return synthesis
  }
}
