/// The cells of a row of a table that hold its labels, one per label position.
///
/// Samples may have label sequences of different lengths: the last cells of a row may then be empty.
struct LabelCells {
  /// What stands for a label behind the last one of a row.
  static let absent = -1

  private let table: DelimitedText
  private let columns: [Int]
  private let missing: MissingTokens

  /// The cells in some columns of a table.
  init(_ columns: [Int], of table: DelimitedText, missing: MissingTokens) {
    self.columns = columns
    self.table = table
    self.missing = missing
  }

  /// The number of columns.
  var count: Int { columns.count }

  /// Appends the label of each column, and `absent` for those behind the last label.
  ///
  /// - Throws: `missingValue` if there is no label, or none before another one.
  func append(
    _ row: borrowing DelimitedRow, to labels: inout [Int], texts: inout TextNumbering
  ) throws(DataError) {
    var firstEmpty: Int?
    for (position, column) in columns.enumerated() {
      guard missing.contains(row.content(column)) else {
        if let firstEmpty { throw missingValue(row.line, firstEmpty) }
        labels.append(texts.number(of: row.fields[column], in: row.bytes))
        continue
      }
      if position == 0 { throw missingValue(row.line, column) }
      firstEmpty = firstEmpty ?? column
      labels.append(Self.absent)
    }
  }

  private func missingValue(_ line: Int, _ column: Int) -> DataError {
    DataError(.missingValue, at: table.place(line: line, column: column))
  }
}
