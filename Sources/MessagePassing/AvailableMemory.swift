import Foundation

/// The memory that the processes of a job may use on this node.
public struct AvailableMemory: Equatable, Sendable {
  /// All that there is, in bytes.
  public var total: Double
  /// What could still be had, in bytes.
  public var free: Double

  /// So many bytes.
  public init(total: Double, free: Double) {
    self.total = total
    self.free = free
  }

  /// That of this process's node or container, as Linux tells in `/proc` and `/sys`; nil if it does
  /// not.
  ///
  /// Of a container with plenty the system is not asked what it could give up of files that were read:
  /// there is more than this tells.
  public static var here: AvailableMemory? { read(root: "") }

  /// The same with all that could be had, which costs the system more work.
  public static var hereWithFiles: AvailableMemory? { read(root: "", countsFiles: true) }

  /// The addresses that this process may still use, in bytes; infinitely many without a limit.
  public static var ownAddresses: Double {
    guard addressLimit < .infinity else { return .infinity }
    return max(0, addressLimit - Double(pages?.all ?? 0) * pageSize)
  }

  /// The limit of this process's addresses (`ulimit -v`), in bytes; infinite if there is none.
  public static var addressLimit: Double {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t.max
    else { return .infinity }
    return Double(limit.rlim_cur)
  }

  /// The bytes that this process has to itself: without what it shares with others, such as the data.
  public static var ownUse: Double {
    pages.map { Double($0.resident - $0.shared) * pageSize } ?? 0
  }

  private static let pageSize = Double(sysconf(Int32(_SC_PAGESIZE)))

  private static var pages: (all: Int, resident: Int, shared: Int)? {
    let numbers = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ").map { Int($0) ?? 0 }
    guard let numbers, numbers.count > 2 else { return nil }
    return (numbers[0], numbers[1], numbers[2])
  }

  /// Reads `/proc` and `/sys` below a folder.
  static func read(root: String, countsFiles: Bool = false) -> AvailableMemory? {
    func text(_ path: String) -> String? {
      try? String(contentsOfFile: root + path, encoding: .utf8)
    }
    func number(_ path: String) -> Double? {
      text(path).flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    guard let node = text("/proc/meminfo"), let total = entry("MemTotal:", node),
      let free = entry("MemAvailable:", node)
    else { return nil }
    // There in kB, and in the files of control groups in bytes.
    var memory = AvailableMemory(total: 1024 * total, free: 1024 * free)
    for group in ControlGroup.all(of: "memory", text("/proc/self/cgroup")) {
      let (limit, use) =
        group.isUnified
        ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes")
      // `max`, or a number beyond all memory, means that there is no limit.
      guard let limit = number("\(group.folder)/\(limit)"), limit < 1024 * total,
        let used = number("\(group.folder)/\(use)")
      else { continue }
      memory.total = min(memory.total, limit)
      var free = max(0, limit - used)
      // Files that were read count as used, but are given up first. To ask how many there are costs
      // the system some work.
      if countsFiles || free < 0.2 * limit, let details = text("\(group.folder)/memory.stat") {
        let names = ["inactive_file", "active_file", "slab_reclaimable"]
        free += names.reduce(0) {
          $0 + (entry(group.isUnified ? $1 : "total_\($1)", details) ?? 0)
        }
      }
      memory.free = min(memory.free, free)
    }
    return memory
  }

  /// The number behind a name, in a text of one name and number a line.
  private static func entry(_ name: String, _ text: String) -> Double? {
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count > 1, words[0] == name { return Double(words[1]) }
    }
    return nil
  }
}
