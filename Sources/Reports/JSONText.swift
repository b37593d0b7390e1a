import Files

/// JSON whose members keep the order they are written in.
///
/// `JSONEncoder` offers no order but the alphabet's, which would tear `mean` from `sd`.
indirect enum JSONText {
  case null
  case bool(Bool)
  case integer(UInt64)
  case number(Double)
  case string(String)
  case array([JSONText])
  case object([(String, JSONText)])

  /// A count.
  static func count(_ value: Int) -> JSONText { .integer(UInt64(max(0, value))) }

  /// A number, or null where it is undefined.
  static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }

  /// A count, or null where it is not known.
  static func optional(_ value: Int?) -> JSONText { value.map { .count($0) } ?? .null }

  /// Text, or null where there is none.
  static func optional(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

  /// The text: two spaces of indentation, numbers in the fewest digits that read back the same.
  ///
  /// A number that is not finite becomes null, for JSON has none.
  func text(indentation: Int = 0) -> String {
    let (outer, inner) = (Self.spaces(indentation), Self.spaces(indentation + 2))
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return "\(value)"
    case .number(let value):
      guard value.isFinite else { return "null" }
      if let whole = Int(exactly: value), abs(whole) < 1_000_000_000_000_000 { return "\(whole)" }
      return "\(value)"
    case .string(let value): return JSONString.quoted(value)
    case .array(let elements):
      guard !elements.isEmpty else { return "[]" }
      let lines = elements.map { inner + $0.text(indentation: indentation + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { name, value in
        "\(inner)\(JSONString.quoted(name)): \(value.text(indentation: indentation + 2))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}
