import Checkpoints
import Files
import RandomStreams
import Sequences

/// Anything that learns what the majority is like and says how unlike it a sample is.
///
/// A detector works in two steps, because they are two units of a run. `fit` sees the majority of the
/// training split once per seed and returns a model as bytes; detectors that look at the same model
/// in different ways share that unit. `score` turns the model and a split into one number per sample,
/// whose threshold `NoveltyDecision` then chooses on validation data. Both are pure functions of
/// their arguments. No label but "majority" is ever learned, so a detector tells the majority from
/// all else and cannot tell minority classes apart.
///
/// To add one: a file with a type that conforms, and a line in the registry of `Experiments`.
public protocol NoveltyDetector: Sendable {
  /// The name in configurations and results, such as `novelty-critic`.
  var name: String { get }

  /// The name of the model; detectors of equal name have equal `fit`.
  var modelName: String { get }

  /// The fewest majority training samples that the model can be fitted to.
  var minimumMajority: Int { get }

  /// What is doubtful, though possible, about fitting to this many samples; nil if nothing.
  func warning(majority count: Int) -> String?

  /// Learns from majority samples.
  ///
  /// - Parameters:
  ///   - majority: the majority samples of the training split, in data units.
  ///   - stream: the stream of this (model, seed).
  ///   - monitor: hears now and then of the share that is done, keeps the state and has that to
  ///     continue from; what it throws ends the fit.
  /// - Returns: the model and the curves of its training.
  /// - Throws: an error that is a sentence, if the samples are too few or training fails; and
  ///   whatever `monitor` throws.
  func fit(
    _ majority: TrainingSplit, stream: RandomStream, monitor: TrainingMonitor
  ) throws -> FittedDetector

  /// One number per sample, of whatever meaning `readings` give it.
  ///
  /// - Parameters:
  ///   - samples: in data units.
  ///   - model: what `fit` returned.
  ///   - stream: the stream of this (method, seed, split), for detectors that draw.
  /// - Returns: finite numbers, unless the model's training diverged.
  /// - Throws: an error that is a sentence, if the model is not usable.
  func scores(
    of samples: SequenceDataset, model: [UInt8], stream: RandomStream
  ) throws -> [Float]

  /// The ways in which scores may mean novelty, the first for preference; at least one.
  ///
  /// With several, validation data decide.
  var readings: [ScoreReading] { get }
}

/// What a detector learned.
public struct FittedDetector: Sendable {
  /// The model as the bytes of a `.safetensors` file.
  public var model: [UInt8]
  /// Losses per epoch.
  public var curves: NumberTable
  /// What else tells how well training went, by name; finite numbers.
  public var diagnostics: [String: Double]

  /// A model and how its training went.
  public init(model: [UInt8], curves: NumberTable, diagnostics: [String: Double] = [:]) {
    self.model = model
    self.curves = curves
    self.diagnostics = diagnostics
  }
}
