import Foundation

/// The memory of this process.
public enum ProcessMemory {
  /// The most that was resident at any time, in bytes; 0 where the system does not say.
  ///
  /// The kernel's own high-water mark. `getrusage` will not do: its maximum survives `exec`, so a
  /// small program that a large one has started would report the large one's.
  public static var peak: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
        Int($0)
      })
    else { return 0 }
    return kibibytes * 1024
  }
}
