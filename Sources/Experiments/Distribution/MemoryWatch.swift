import Files
import Foundation
import MessagePassing
import Synchronization

/// Notices that a unit takes more memory than there is, before the system ends its process for it.
///
/// The system would end a whole process, and under `mpirun` that ends the job. So the unit is given up
/// at its next report of progress instead. What takes more memory between two looks than was left
/// still ends the process.
struct MemoryWatch {
  /// A unit that is given up for its memory.
  struct Exhausted: Error, CustomStringConvertible {
    let description: String
  }

  /// Seconds between two looks; one costs some ten microseconds.
  private static let interval = 0.1
  /// The share of the node's memory below which too little is left, but at least `leastFree`.
  private static let freeShare = 0.02
  private static let leastFree = 64e6
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
  mutating func reason() -> Exhausted? {
    guard (ContinuousClock.now - lastLook).seconds > Self.interval else { return nil }
    lastLook = .now
    let reason = Self.reason(
      limit: limit, own: AvailableMemory.ownUse, node: AvailableMemory.here,
      workers: neighbours.count)
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

  private static func isNextVictim() -> Bool {
    lastVictim.withLock { last in
      if let time = last, ContinuousClock.now - time < respite { return false }
      last = .now
      return true
    }
  }

  /// The rule.
  ///
  /// Its sentence has no numbers but those of limits, so that equal runs tell the same.
  ///
  /// - Parameters:
  ///   - limit: the bytes that the process may have to itself; 0: as many as there are.
  ///   - own: those that it has.
  ///   - node: what there is on its node; nil if unknown.
  ///   - workers: how many processes share the node.
  /// - Returns: why it has too much; nil if it has not.
  static func reason(
    limit: Double, own: Double, node: AvailableMemory?, workers: Int
  ) -> Exhausted? {
    if limit > 0, own > limit {
      return Exhausted(
        description: "out of memory: its process took more for itself than --memory-limit allows, "
          + "\(SizeText.short(limit)). Make the model or its batches smaller, or allow more.")
    }
    guard let node, node.free < max(leastFree, freeShare * node.total),
      own > ownPart * node.total / Double(max(1, workers))
    else { return nil }
    return Exhausted(
      description: "out of memory: of the \(SizeText.short(node.total)) of its node hardly any was "
        + "left, and its process had much of it. Make the model or its batches smaller, or start "
        + "fewer workers on a node.")
  }

  /// Lets the system end this process before others, if it must end one: a worker can be done without.
  static func preferThisProcess() {
    // Refused where a process may not change it; nothing depends on it.
    try? "500".write(toFile: "/proc/self/oom_score_adj", atomically: false, encoding: .utf8)
  }
}
