/// What is made of irregular times in `long-csv`: `data.time`.
///
/// Times are those of `columns.time`: seconds if they are dates or clocks, else the column's unit.
public struct TimeConfiguration: Codable, Equatable, Sendable {
  /// What a bin takes of several values of a feature.
  public enum BinValue: String, Codable, Sendable, CaseIterable {
    /// The last one that is not missing.
    case last
    /// The mean of those that are not missing; the last one of a categorical feature.
    case mean
  }

  /// The length of a bin; 0: rows stay as they are.
  ///
  /// Bins begin at the multiples of their length, and all rows of one sample in a bin become one
  /// event. Default: 0.
  public var bin = 0.0
  /// What a bin takes of several values.
  ///
  /// Default: `last`.
  public var binValue = BinValue.last
  /// Whether a bin without a row, between the first and the last of its sample, is an event in
  /// which everything is missing.
  ///
  /// Default: true, so that steps of time are equal.
  public var keepEmptyBins = true
  /// Whether events get a further feature, `time.gap`: the time since the event before, 0 for the
  /// first one.
  ///
  /// Default: false.
  public var gapFeature = false

  /// The defaults.
  public init() {}
}

extension TimeConfiguration {
  /// The name of the feature that `gapFeature` adds.
  static let gapName = "time.gap"
}
