/// Named columns of numbers, one row per epoch or step: training curves on their way to a CSV file.
public struct NumberTable: Sendable, Equatable {
  /// Column names; the first is what the rows are counted by, such as `epoch`.
  public let columns: [String]
  /// One array of `columns.count` numbers per row.
  public private(set) var rows: [[Double]] = []

  /// An empty table.
  public init(columns: [String]) {
    self.columns = columns
  }

  /// Adds a row.
  ///
  /// - Precondition: `row.count == columns.count`.
  public mutating func append(_ row: [Double]) {
    precondition(row.count == columns.count)
    rows.append(row)
  }
}
