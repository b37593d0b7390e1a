import Foundation

/// Numbers of bytes for people.
enum SizeText {
  /// Such as `512 B`, `3.4 kB` or `1.2 GB`, in up to three digits.
  static func short(_ bytes: Double) -> String {
    var value = bytes
    var units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"][...]
    while value >= 999.5, units.count > 1 {
      value /= 1000
      units.removeFirst()
    }
    return String(format: "%.3g ", value) + (units.first ?? "")
  }

  /// Such as `512 B`, `3.4 kB` or `1.2 GB`, in up to three digits.
  static func short(_ bytes: Int) -> String { short(Double(bytes)) }
}
