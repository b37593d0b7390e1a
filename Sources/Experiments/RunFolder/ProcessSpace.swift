import Files
import Foundation

/// Which processes this one can see: a process number means nothing in another space.
enum ProcessSpace {
  /// The start of this host's system, the same until the next one.
  static let boot: String = {
    let bytes = (try? FileContents.readRaw("/proc/sys/kernel/random/boot_id")) ?? []
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }()

  /// The start of the system, a blank, and what tells containers of one host apart, which do not see
  /// each other's processes.
  static let identifier: String = {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return "\(boot) \(link ?? "")"
  }()
}
