import Checkpoints
import Files
import RandomStreams
import Sequences

/// An oversampler that needs no fitting: a member's samples are all there is to know.
///
/// Conform to it instead of `Oversampler`; what is left to write is `synthesise`.
public protocol UnfittedOversampler: Oversampler {}

extension UnfittedOversampler {
  /// `false`: the run has no unit for the fit.
  public var needsFitting: Bool { false }

  /// Returns an empty model at once.
  public func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    FittedOversampler(model: [], curves: NumberTable(columns: ["epoch"]))
  }
}
