/// How many of a study's units are there: what is trained, and what it is trained on, counts one each.
public struct StudyProgress: Sendable, Hashable {
  /// How many units the study has.
  public var unitCount: Int
  /// How many are done and whole.
  public var doneCount: Int
  /// How many were given up.
  public var failedCount: Int

  /// A progress as given.
  public init(unitCount: Int, doneCount: Int, failedCount: Int) {
    self.unitCount = unitCount
    self.doneCount = doneCount
    self.failedCount = failedCount
  }

  /// Whether every unit is done.
  public var isFinished: Bool { doneCount >= unitCount }
}
