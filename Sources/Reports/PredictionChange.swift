import Statistics

/// What a method predicts differently from the baseline on the test split, in one seed (spec/01
/// section 16.4).
public struct PredictionChange: Sendable, Hashable {
  /// The method, as `StudyRecord.methods` spells it.
  public var method: String
  /// The seed of both runs.
  public var seed: UInt64
  /// From the baseline's predictions to the method's.
  public var difference: ConfusionDifference

  /// A change as given.
  public init(method: String, seed: UInt64, difference: ConfusionDifference) {
    self.method = method
    self.seed = seed
    self.difference = difference
  }
}
