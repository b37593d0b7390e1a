import RandomStreams
import Sequences

/// Random oversampling: repeats minority samples drawn uniformly with replacement (spec/01 8.1).
///
/// Events, length and label sequence are copied as they are. How many are drawn is the
/// configuration's choice; by default as many as the generative methods add, so that a difference
/// between the methods is one of kind and not of number.
public struct RandomOversampling: UnfittedOversampler {
  /// `random`.
  public static let name = "random"

  /// How many samples are added.
  public let configuration: RandomOversamplingConfiguration

  /// Random oversampling with the given settings.
  public init(_ configuration: RandomOversamplingConfiguration = .init()) {
    self.configuration = configuration
  }

  /// 1: a single sample can be repeated.
  public var minimumMinority: Int { 1 }

  /// Never warns.
  public func warning(minority count: Int) -> String? { nil }

  /// As many as `count` says.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    configuration.count.samples(minorities: minorities, majority: majority)
  }

  /// `false`: copies are as valid as what they are of.
  public var makesNewValues: Bool { false }

  /// Repeats minority samples of the member.
  ///
  /// - Throws: `OversamplingError.tooFewMinority` if the member has none.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    let minority = try minoritySamples(of: member, vocabulary: vocabulary)
    let count = configuration.count.samples(
      minority: minority.count, majority: member.count - minority.count)
    var draws = stream.substream("draws")
    let sources = (0..<count).map { _ in minority[draws.index(below: minority.count)] }
    return Synthesis(
      samples: sources.isEmpty ? nil : member.subset(sources), sources: sources)
  }
}

/// The settings of random oversampling.
public struct RandomOversamplingConfiguration: Codable, Equatable, Sendable {
  /// How many samples are added to each member.
  public var count: OversamplingCount = .perSource(3)

  /// The defaults: three per minority sample.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] { count.problems() }
}
