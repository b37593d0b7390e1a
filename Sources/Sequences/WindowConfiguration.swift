/// How a series, or the rows of one id, are cut into samples: `data.window`.
public struct WindowConfiguration: Codable, Equatable, Sendable {
  /// Which windows the rows of one id give.
  public enum Take: String, Codable, Sendable, CaseIterable {
    /// One: all rows.
    case whole
    /// One: the last `length` rows that leave room for the labels, or all if there are fewer.
    case last
    /// Many: each `length` rows long, or from the id's first row on where fewer lie behind.
    ///
    /// All windows of one id belong to the same split.
    case sliding
  }

  /// Format `long-csv`: which windows the rows of one id give.
  ///
  /// Default: `whole`.
  public var take = Take.whole
  /// The number of rows of a window.
  ///
  /// Default: 20 (spec/01 section 17).
  public var length = 20
  /// Take `sliding`: the fewest rows of a window; 0: `length`.
  ///
  /// Ids with fewer rows give no window. Default: 0.
  public var shortest = 0
  /// The number of rows from one window to the next one.
  ///
  /// Default: 1.
  public var stride = 1
  /// Format `series-csv`: the time from row to row, in seconds or in the units of a numeric time
  /// column; 0: the most frequent one.
  ///
  /// Windows never contain a longer or shorter step. Default: 0.
  public var timeStep = 0.0

  /// The defaults.
  public init() {}
}
