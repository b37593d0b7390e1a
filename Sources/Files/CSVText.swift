/// Comma-separated text as everybody reads it (RFC 4180, with line feeds).
public enum CSVText {
  /// A field, quoted only if it has to be.
  public static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// A row with its line feed.
  public static func row(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// A number in the fewest digits that read back to the same number.
  ///
  /// Whole numbers have no decimal point; NaN, which stands for "not defined", is an empty field.
  public static func number(_ value: Double) -> String {
    if value.isNaN { return "" }
    if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return "\(whole)" }
    return "\(value)"
  }
}

extension NumberTable {
  /// The table as CSV text with a header.
  public var csv: String {
    var text = CSVText.row(columns)
    for row in rows {
      text += row.map(CSVText.number).joined(separator: ",") + "\n"
    }
    return text
  }
}
