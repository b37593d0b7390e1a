import RandomStreams
import Sequences
import Tensors

/// SMOTE on flattened sequences: new sequences between a minority sequence and one of its nearest
/// (spec/01 8.2).
///
/// A sequence of T events of F features is one point of T x F dimensions, so all minority samples
/// need one length; `ae-smote` does without. Neighbours are sought among all minority samples
/// whatever their label sequence, in standardised features, while the new values are interpolated in
/// the units of the data: each lies between those of its two parents, to the last bit. The label is
/// that of the nearer parent.
///
/// Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority over-sampling technique" (2002).
/// It needs no fitting: a member's minority samples are all there is to know.
public struct SMOTEOversampling: UnfittedOversampler {
  /// `smote`.
  public static let name = "smote"

  /// The method to name where this one cannot work.
  static let alternative = "ae-smote"

  /// The settings.
  public let configuration: SMOTEConfiguration

  /// SMOTE with settings that have no `problems()`.
  public init(_ configuration: SMOTEConfiguration = SMOTEConfiguration()) {
    self.configuration = configuration
  }

  /// 2: a sample and a neighbour.
  public var minimumMinority: Int { 2 }

  /// Warns where there are fewer neighbours than asked for.
  public func warning(minority count: Int) -> String? {
    configuration.neighbourWarning(method: Self.name, minority: count)
  }

  /// Refuses minority samples of different lengths.
  ///
  /// - Throws: `OversamplingError.raggedLengths`.
  public func check(_ training: TrainingSplit, vocabulary: LabelVocabulary) throws {
    try requireOneLength(
      training.dataset, vocabulary.minorityIndices(in: training.dataset))
  }

  /// As many as `count` says.
  public func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    configuration.count.samples(minorities: minorities, majority: majority)
  }

  /// Interpolates between minority samples of the member.
  ///
  /// Cost: minority² x T x F for the neighbours; memory: three times the minority, and the result.
  ///
  /// - Throws: `OversamplingError` if the member has fewer than two minority samples or they are of
  ///   different lengths.
  public func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    let minority = try minoritySamples(of: member, vocabulary: vocabulary)
    try requireOneLength(member, minority)
    let count = configuration.count.samples(
      minority: minority.count, majority: member.count - minority.count)
    guard count > 0 else { return Synthesis(samples: nil, sources: []) }

    let batch = member.batch(minority)
    let points: Shape = [minority.count, batch.time * batch.featureCount]
    let scaling = try FeatureScaling(
      .standardise, fittedTo: TrainingSplit(member.subset(minority)))
    let places = try configuration.sampler.synthesise(
      count, minority: Tensor(scaling.applied(to: batch.values), shape: points), stream: stream)
    let values = places.interpolated(between: Tensor(batch.values, shape: points))
    let sources = places.nearerEnds.map { minority[$0] }
    let samples = try member.synthetic(
      values: values.scalars, lengths: Array(repeating: batch.time, count: count), like: sources)
    return Synthesis(
      samples: samples, sources: sources, warnings: places.notes.map(\.description))
  }

  private func requireOneLength(
    _ samples: SequenceDataset, _ minority: [Int]
  ) throws(OversamplingError) {
    let lengths = minority.map { samples.lengths[$0] }
    guard let shortest = lengths.min(), let longest = lengths.max(), shortest < longest else {
      return
    }
    throw .raggedLengths(
      method: Self.name, instead: Self.alternative, shortest: shortest, longest: longest)
  }
}

extension SequenceDataset {
  /// New samples of the same features and classes, each with the label sequence of a sample here.
  ///
  /// - Parameters:
  ///   - values: events row-major `[event, feature]`, one sample after another.
  ///   - lengths: the number of events of each new sample.
  ///   - sources: for each new sample, the one here whose label sequence it has.
  /// - Returns: the new samples alone.
  /// - Throws: `DataError` if a value is not finite.
  package func synthetic(
    values: [Float], lengths: [Int], like sources: [Int]
  ) throws(DataError) -> SequenceDataset {
    try SequenceDataset(
      featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: values, lengths: lengths, labels: sources.flatMap { labelSequence(at: $0) },
      labelLengths: sources.map { labelSequence(at: $0).count })
  }
}
