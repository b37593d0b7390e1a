/// How labels are found.
public struct LabelConfiguration: Codable, Equatable, Sendable {
  /// Where a label comes from.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// From the label columns or the array of labels.
    ///
    /// In a series, from the window's last row.
    case given
    /// From how much a column of a series changes right after the window: class 1, `significant`,
    /// if the change from one row to the next is larger, up or down, than a threshold.
    case significantChange = "significant-change"
  }

  /// What the numbers in an array of labels are.
  public enum Encoding: String, Codable, Sendable, CaseIterable {
    /// One-hot if the array has three axes, or two and exactly one 1 among zeros in each row.
    case auto
    /// Class numbers, `[N]` or `[N, L]`.
    case classes = "class"
    /// One-hot rows, `[N, C]` or `[N, L, C]`.
    case oneHot = "one-hot"
  }

  /// Where labels come from.
  ///
  /// Default: `given`.
  public var rule = Rule.given
  /// What an array of labels holds.
  ///
  /// Default: `auto`.
  public var encoding = Encoding.auto
  /// Which of several label positions to keep: 0 keeps all, 1 is the first, -1 the last (which the
  /// published code takes, spec/01 section 1).
  ///
  /// Default: 0.
  public var position = 0
  /// Rule `significant-change`: the column that is watched.
  ///
  /// Default: not set.
  public var column = ""
  /// Rule `significant-change`: the share of training labels that shall be significant; their
  /// threshold then holds for all splits.
  ///
  /// Default: 0.02 (spec/01 section 17).
  public var share = 0.02
  /// Rule `significant-change`: a fixed threshold instead of a share; 0: none.
  ///
  /// Default: 0.
  public var threshold = 0.0
  /// Rule `significant-change`: the number of steps behind the window that are labelled, the label
  /// length L.
  ///
  /// Default: 1.
  public var horizon = 1

  /// The defaults.
  public init() {}
}
