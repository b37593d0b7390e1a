/// How the novelty detector of one run decided: a threshold that validation data chose.
public struct DetectionRecord: Sendable, Hashable {
  /// On which side of the threshold samples are novel.
  public enum NovelSide: String, Sendable, Hashable {
    /// Low scores are novel.
    case below
    /// High scores are novel.
    case above
  }

  /// The method, as `StudyRecord.methods` spells it.
  public var method: String
  /// The seed of the run.
  public var seed: UInt64
  /// On which side of the threshold samples are novel.
  public var novelSide: NovelSide
  /// The threshold, as a score; infinite where everything or nothing is novel.
  public var threshold: Double
  /// The minority F1 on the validation split, where the threshold was chosen.
  public var validationF1: Double

  /// A record as given.
  public init(
    method: String, seed: UInt64, novelSide: NovelSide, threshold: Double, validationF1: Double
  ) {
    self.method = method
    self.seed = seed
    self.novelSide = novelSide
    self.threshold = threshold
    self.validationF1 = validationF1
  }
}
