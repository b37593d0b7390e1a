import RandomStreams
import Sequences

/// What becomes of the samples of every oversampler before a member is trained on them: `synthesis`.
public struct SynthesisConfiguration: Codable, Equatable, Sendable {
  /// Whether synthetic events are taken back to those that the data could have, by an
  /// `EventProjection`: what says where a value was measured is 0 or 1, one-hot features are one-hot,
  /// and what was not measured is what stands for missing values elsewhere.
  ///
  /// Default: `true`; under the `reference` profile `false`, as the published code knows neither
  /// missing values nor categories.
  public var projectsEvents = true

  /// The defaults.
  public init() {}

  /// Sets every switch of the `reference` profile.
  public mutating func useReferenceSwitches() {
    projectsEvents = false
  }

  /// The projection that these settings ask for; nil for none.
  ///
  /// - Parameters:
  ///   - missing: how missing values were filled in.
  ///   - training: the whole training split, as it was completed.
  /// - Returns: the projection, if it can change anything.
  public func projection(
    _ missing: MissingValueConfiguration, fittedTo training: TrainingSplit
  ) -> EventProjection? {
    guard projectsEvents else { return nil }
    let projection = EventProjection(missing, fittedTo: training)
    return projection.isTrivial ? nil : projection
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
