import Foundation

/// Lengths of time for people.
enum DurationText {
  /// Such as `0.4 s`, `85 s`, `12 min` or `3.2 h`.
  static func short(_ seconds: Double) -> String {
    switch seconds {
    case ..<10: String(format: "%.1f s", seconds)
    case ..<120: String(format: "%.0f s", seconds)
    case ..<7200: String(format: "%.0f min", seconds / 60)
    default: String(format: "%.1f h", seconds / 3600)
    }
  }
}
