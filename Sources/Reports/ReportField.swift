import Files

/// A value of a row that stands in a table of comma-separated values and in `summary.json` alike.
enum ReportField {
  case text(String?)
  case count(Int)
  case number(Double?)
  case flag(Bool?)

  /// The field of a table; empty where undefined.
  var csv: String {
    switch self {
    case .text(let text): text ?? ""
    case .count(let count): "\(count)"
    case .number(let value): value.map(CSVText.number) ?? ""
    case .flag(let flag): flag.map { $0 ? "true" : "false" } ?? ""
    }
  }

  /// The value in JSON; null where undefined or infinite.
  var json: JSONText {
    switch self {
    case .text(let text): text.map { .string($0) } ?? .null
    case .count(let count): .count(count)
    case .number(let value): .optional(value)
    case .flag(let flag): flag.map { .bool($0) } ?? .null
    }
  }
}

/// A column of a table: its name, and what stands in it for each row.
struct ReportColumn<Row>: Sendable {
  let name: String
  let field: @Sendable (Row) -> ReportField

  init(_ name: String, _ field: @escaping @Sendable (Row) -> ReportField) {
    self.name = name
    self.field = field
  }
}

extension CSVText {
  /// The rows as comma-separated values, below a line with the columns' names.
  static func table<Row>(_ columns: [ReportColumn<Row>], _ rows: [Row]) -> String {
    row(columns.map(\.name))
      + rows.map { row in Self.row(columns.map { $0.field(row).csv }) }.joined()
  }
}

extension JSONText {
  /// A row as an object.
  static func object<Row>(_ columns: [ReportColumn<Row>], _ row: Row) -> JSONText {
    .object(columns.map { ($0.name, $0.field(row).json) })
  }
}
