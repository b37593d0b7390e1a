import Glibc

/// How much room file systems have.
enum FreeSpace {
  /// The bytes that an ordinary user can still write below a folder; nil if that cannot be told.
  static func bytes(below folder: String) -> Int? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    let (bytes, overflow) = Int(clamping: status.f_bavail)
      .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return overflow ? .max : bytes
  }

  /// Such as `512 MB` or `1.2 GB`.
  static func text(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 999.5, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    let rounded = value < 10 ? (10 * value).rounded() / 10 : value.rounded()
    let number = rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    return "\(number) \(units[unit])"
  }
}
