/// What the columns of a CSV file mean.
public struct ColumnConfiguration: Codable, Equatable, Sendable {
  /// The order of the parts of a date that is written with slashes or points.
  public enum DateOrder: String, Codable, Sendable, CaseIterable {
    /// 28/4/2007.
    case dayMonthYear = "day-month-year"
    /// 4/28/2007.
    case monthDayYear = "month-day-year"
  }

  /// The names of the columns of a file that has no header line; empty: the first line has them.
  ///
  /// Default: empty.
  public var names: [String] = []
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
  /// Format `long-csv`: the column that names what a row measures, if each row holds one measurement
  /// (`id,time,variable,value`); empty: each row holds all features of an event.
  ///
  /// Measurements of one id and time are one event; the features are the variables of the training
  /// file, in alphabetical order unless `features` lists them. What is not measured is missing.
  /// Default: empty.
  public var variable = ""
  /// With `variable`: the column of the measured value.
  ///
  /// Default: empty.
  public var value = ""
  /// Features, among those above, that are texts or codes: each becomes one feature per text that
  /// training shows, named `column=text`, 1 where the column has that text.
  ///
  /// A text that training does not show is 0 in all of them. Default: empty.
  public var categorical: [String] = []
  /// Columns, or variables, that are no features although they have no other meaning.
  ///
  /// Default: empty.
  public var exclude: [String] = []
  /// The label columns, one per label position.
  ///
  /// A sample with fewer labels than others leaves its last ones empty. Default: `[label]`.
  public var labels = ["label"]
  /// Formats `text` and `tokens`: the column of the texts.
  ///
  /// Default: `text`.
  public var text = "text"
  /// Formats `long-csv`, `text` and `tokens`: the column that says which samples must stay in one
  /// split, such as a patient or an author; empty: none.
  ///
  /// Default: empty.
  public var group = ""

  /// The defaults.
  public init() {}
}
