import Statistics

/// Which samples were scored.
public enum ScoredSplit: String, CaseIterable, Codable, Sendable {
  /// What members are trained on.
  case training
  /// What epochs are chosen by.
  case validation
  /// What results are reported on.
  case test
}

/// Whose predictions were scored.
public enum Predictor: Sendable, Hashable, Comparable {
  /// The mean of the members' probabilities.
  case ensemble
  /// A novelty detector.
  case detector
  /// One member, counted from 0.
  case member(Int)

  /// Whether these are the method's predictions, not those of a part of it.
  public var isWhole: Bool { self == .ensemble || self == .detector }

  /// The name in files: `ensemble`, `detector`, `member-0`, `member-1`...
  public var name: String {
    switch self {
    case .ensemble: "ensemble"
    case .detector: "detector"
    case .member(let index): "member-\(index)"
    }
  }
}

/// The scores of one predictor of one method and seed on one split.
public struct RunScore: Sendable, Hashable {
  /// The method, as `StudyRecord.methods` spells it.
  public var method: String
  /// The seed of the run.
  public var seed: UInt64
  /// Whose predictions were scored.
  public var predictor: Predictor
  /// Which samples were scored.
  public var split: ScoredSplit
  /// How many samples were scored.
  public var sampleCount: Int
  /// The values; undefined ones are nil, absent or not finite.
  public var values: [Metric: Double?]

  /// Scores as given.
  public init(
    method: String, seed: UInt64, predictor: Predictor = .ensemble, split: ScoredSplit = .test,
    sampleCount: Int, values: [Metric: Double?]
  ) {
    self.method = method
    self.seed = seed
    self.predictor = predictor
    self.split = split
    self.sampleCount = sampleCount
    self.values = values
  }

  /// All scores of a set of predictions.
  public init(
    method: String, seed: UInt64, predictor: Predictor = .ensemble, split: ScoredSplit = .test,
    scores: ClassificationScores
  ) {
    self.init(
      method: method, seed: seed, predictor: predictor, split: split,
      sampleCount: scores.sampleCount, values: scores.values)
  }

  /// The value of a metric; nil where it is undefined.
  public subscript(metric: Metric) -> Double? {
    guard let value = values[metric] ?? nil, value.isFinite else { return nil }
    return value
  }
}
