import Foundation

/// Points in time as text.
enum UTC {
  /// Now, to the second: `2026-11-21T09:30:00Z`.
  static var now: String { text(.now) }

  /// A point in time, to the second.
  static func text(_ date: Date) -> String { date.formatted(.iso8601) }

  /// Reads what `text` wrote; nil for anything else.
  static func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }
}
