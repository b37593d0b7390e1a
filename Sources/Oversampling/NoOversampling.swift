import RandomStreams
import Sequences

/// The baseline: adds nothing, so that a member trains on its real samples only.
public struct NoOversampling: UnfittedOversampler {
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

  /// `false`: there are none.
  public var makesNewValues: Bool { false }

  /// Returns no samples.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    Synthesis(samples: nil, sources: [])
  }
}
