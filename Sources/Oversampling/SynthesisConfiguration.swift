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
