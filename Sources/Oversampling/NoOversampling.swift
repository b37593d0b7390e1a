import Files
import RandomStreams
import Sequences

/// The baseline: adds nothing, so that a member trains on its real samples only.
public struct NoOversampling: Oversampler {
  /// `none`.
  public static let name = "none"

  /// The baseline.
  public init() {}

  /// 0: nothing is needed to add nothing.
  public var minimumMinority: Int { 0 }

  /// Never warns.
  public func warning(minority count: Int) -> String? { nil }

  /// None.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> { 0...0 }

  /// `false`.
  public var needsFitting: Bool { false }

  /// Returns an empty model at once.
  public func fit(
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    progress: (Double) throws -> Void
  ) throws -> FittedOversampler {
    .nothing
  }

  /// Returns no samples.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    Synthesis(samples: nil, sources: [])
  }
}

extension FittedOversampler {
  /// What a method that learns nothing has learned.
  static var nothing: FittedOversampler {
    FittedOversampler(model: [], curves: NumberTable(columns: ["epoch"]))
  }
}
