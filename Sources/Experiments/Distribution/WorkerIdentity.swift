import Files
import Foundation
import MessagePassing

/// Who a worker is: its host, and which other ranks can open its memory.
struct WorkerIdentity: Equatable, Sendable {
  /// The host's name, for people.
  var host: String
  /// The same for ranks that see each other's processes; nothing else is to be read from it.
  var node: String
  /// The cores of the host that it may use.
  var cores = AllowedCores(bound: [])

  /// This process.
  static var current: WorkerIdentity {
    let host = ProcessInfo.processInfo.hostName
    let boot = (try? FileContents.readRaw("/proc/sys/kernel/random/boot_id")) ?? []
    // Containers on one host do not see each other's processes.
    let processes = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return WorkerIdentity(
      host: host, node: "\(host) \(String(decoding: boot, as: UTF8.self)) \(processes ?? "")",
      cores: .here)
  }
}
