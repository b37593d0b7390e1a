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
    return WorkerIdentity(
      host: host, node: "\(host) \(ProcessSpace.identifier)", cores: .here)
  }
}
