import Files
import Foundation
import MessagePassing
import Synchronization
import Tensors

/// Notices that a unit takes more memory than there is, before the system ends its process for it.
///
/// The system would end a whole process, and under `mpirun` that ends the job. So the unit is given up
/// at its next report of progress instead. Tensors are refused what is not there (`MemoryGrant`); this is
/// for what is taken little by little, by other values, or by other processes.
struct MemoryWatch {
  /// Seconds between two looks; one costs some ten microseconds.
  private static let interval = 0.1
  /// A process that holds less than this part of its fair share of the node is not the cause.
  private static let ownPart = 0.5
  /// When some unit of this process was last given up, which frees memory for the others.
  private static let lastVictim = Mutex<ContinuousClock.Instant?>(nil)
  private static let respite = Duration.seconds(2)

  /// The bytes that this process may have to itself; 0: as much as there is.
  private let limit: Double
  private let neighbours: Launcher.Neighbours
  private var lastLook = ContinuousClock.now
  private var looksInNeed = 0

  /// A watch over a process that may take so many bytes; 0: as many as there are.
  init(limit: Double, neighbours: Launcher.Neighbours = .here) {
    self.limit = limit
    self.neighbours = neighbours
  }

  /// Notes that a unit begins, which is not to suffer for the one before it.
  mutating func begin() {
    lastLook = .now
    looksInNeed = 0
  }

  /// Why what is being computed should be given up; nil if it should not, or nobody looked just now.
  mutating func reason() -> MemoryExhausted? {
    guard (ContinuousClock.now - lastLook).seconds > Self.interval else { return nil }
    lastLook = .now
    let node = AvailableMemory.here
    if let node, node.free < MemoryRoom.reserve(of: node, for: neighbours.count) {
      TensorMemory.returnToSystem()
    }
    let reason = Self.reason(
      limit: limit, own: AvailableMemory.ownUse, node: node, workers: neighbours.count)
    guard let reason else {
      looksInNeed = 0
      return nil
    }
    looksInNeed += 1
    // Processes of a node that are in need together give up one after the other, so that the first may
    // do; and of the threads of a process, one does.
    guard looksInNeed > 1 + neighbours.number % 16, Self.isNextVictim() else { return nil }
    return reason
  }

  /// Whether a unit of this process may be given up now, as none was just before.
  static func isNextVictim() -> Bool {
    lastVictim.withLock { last in
      if let time = last, ContinuousClock.now - time < respite { return false }
      last = .now
      return true
    }
  }

  /// The rule.
  ///
  /// - Parameters:
  ///   - limit: the bytes that the process may have to itself; 0: as many as there are.
  ///   - own: those that it has.
  ///   - node: what there is on its node; nil if unknown.
  ///   - workers: how many processes share the node.
  /// - Returns: why it has too much; nil if it has not.
  static func reason(
    limit: Double, own: Double, node: AvailableMemory?, workers: Int
  ) -> MemoryExhausted? {
    if limit > 0, own > limit { return .limit(limit) }
    // Below what tensors leave, by so much that it is not for what they leave it for.
    guard let node, node.free < MemoryRoom.reserve(of: node, for: workers) / 2,
      own > ownPart * node.total / Double(max(1, workers))
    else { return nil }
    return .node(node)
  }

  /// Lets the system end this process before others, if it must end one: a worker can be done without.
  static func preferThisProcess() {
    // Refused where a process may not change it; nothing depends on it.
    try? "500".write(toFile: "/proc/self/oom_score_adj", atomically: false, encoding: .utf8)
  }
}
