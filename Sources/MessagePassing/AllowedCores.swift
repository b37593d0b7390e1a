import Foundation

/// The processor cores that a process may use: those it is bound to, and how much of them.
public struct AllowedCores: Codable, Equatable, Sendable {
  /// The cores that the scheduler of the system may put it on, in ascending order; empty if unknown.
  public var bound: [Int]
  /// How many cores' time the control group allows, such as 1.5; nil: there is no limit.
  public var quota: Double?

  /// These cores.
  public init(bound: [Int], quota: Double? = nil) {
    self.bound = bound
    self.quota = quota
  }

  /// Those of this process, as Linux tells in `/proc` and `/sys`.
  public static var here: AllowedCores { read(root: "") }

  /// How many cores can be busy at once; nil if unknown.
  public var count: Double? {
    let cores = bound.isEmpty ? nil : Double(bound.count)
    guard let quota else { return cores }
    return min(quota, cores ?? quota)
  }

  /// Reads `/proc` and `/sys` below a folder.
  static func read(root: String) -> AllowedCores {
    func text(_ path: String) -> String? {
      try? String(contentsOfFile: root + path, encoding: .utf8)
    }
    let status = text("/proc/self/status") ?? ""
    let list = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    let bound = list?.split(whereSeparator: \.isWhitespace).last.flatMap { cores(in: String($0)) }
    return AllowedCores(bound: bound ?? [], quota: quota(text))
  }

  /// The numbers of a list such as `0-2,5`; nil if it is none.
  static func cores(in list: String) -> [Int]? {
    var cores: [Int] = []
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        0 <= first, first <= last, last < 1 << 20
      else { return nil }
      cores += first...last
    }
    return cores
  }

  /// The least that a control group of this process, or one above it, allows.
  private static func quota(_ text: (String) -> String?) -> Double? {
    ControlGroup.all(of: "cpu", text("/proc/self/cgroup")).compactMap { group in
      group.isUnified
        ? version2(text("\(group.folder)/cpu.max"))
        : version1(
          text("\(group.folder)/cpu.cfs_quota_us"), text("\(group.folder)/cpu.cfs_period_us"))
    }.min()
  }

  /// `QUOTA PERIOD` in microseconds, or `max PERIOD`.
  private static func version2(_ content: String?) -> Double? {
    let numbers = content?.split(whereSeparator: \.isWhitespace).map { Double($0) } ?? []
    guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], period > 0 else {
      return nil
    }
    return quota / period
  }

  private static func version1(_ quota: String?, _ period: String?) -> Double? {
    func number(_ text: String?) -> Double? {
      text.flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    guard let quota = number(quota), let period = number(period), quota > 0, period > 0 else {
      return nil
    }
    return quota / period
  }
}
