/// Which scores mean novelty, and which thresholds are tried.
public struct ScoreReading: Sendable, Equatable {
  /// Which end of the scores is novel.
  public enum Direction: String, Codable, Sendable, CaseIterable {
    /// Scores below the threshold are novel.
    case low
    /// Scores above the threshold are novel.
    case high
  }

  /// Which end of the scores is novel.
  public var direction: Direction
  /// The thresholds to try, as scores; nil for every cut that differs on the validation split.
  public var grid: [Double]?

  /// A reading as given.
  public init(_ direction: Direction, grid: [Double]? = nil) {
    self.direction = direction
    self.grid = grid
  }

  /// A score turned so that larger is more novel, or such a number turned back.
  public func turned(_ score: Double) -> Double { direction == .low ? -score : score }
}
