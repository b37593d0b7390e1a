/// What the columns of a CSV file mean.
public struct ColumnConfiguration: Codable, Equatable, Sendable {
  /// The order of the parts of a date that is written with slashes or points.
  public enum DateOrder: String, Codable, Sendable, CaseIterable {
    /// 28/4/2007.
    case dayMonthYear = "day-month-year"
    /// 4/28/2007.
    case monthDayYear = "month-day-year"
  }

  /// Format `long-csv`: the column that says which sample a row belongs to.
  ///
  /// Default: `id`.
  public var id = "id"
  /// The columns that together say when, such as `[Date, Time]`; empty: the rows are in order and
  /// without gaps.
  ///
  /// Numbers, ISO dates and dates with slashes are read. Default: empty.
  public var time: [String] = []
  /// How a date with slashes is read.
  ///
  /// Default: `day-month-year`.
  public var dateOrder = DateOrder.dayMonthYear
  /// The features in their order; empty: every column that has no other meaning.
  ///
  /// Default: empty.
  public var features: [String] = []
  /// Columns that are no features although they have no other meaning.
  ///
  /// Default: empty.
  public var exclude: [String] = []
  /// The label columns, one per label position.
  ///
  /// Default: `[label]`.
  public var labels = ["label"]
  /// Format `long-csv`: the column that says which samples must stay in one split, such as a
  /// patient; empty: none.
  ///
  /// Default: empty.
  public var group = ""

  /// The defaults.
  public init() {}
}

/// How missing values are written and treated.
public struct MissingValueConfiguration: Codable, Equatable, Sendable {
  /// What stands in a field without a value.
  ///
  /// Windows of a series avoid such rows; in a sample of `long-csv` they are an error. Default:
  /// empty field and `?`.
  public var tokens = ["", "?"]

  /// The defaults.
  public init() {}
}
