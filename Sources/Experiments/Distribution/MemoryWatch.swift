import Files
import Foundation
import MessagePassing

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
  /// A process that holds less than this share of the node's memory is not the cause.
  private static let ownShare = 0.2

  /// The bytes that this process may have to itself; 0: as much as there is.
  private let limit: Double
  private var lastLook = ContinuousClock.now

  /// A watch over a process that may take so many bytes; 0: as many as there are.
  init(limit: Double) {
    self.limit = limit
  }

  /// Why what is being computed should be given up; nil if it should not, or nobody looked just now.
  mutating func reason() -> Exhausted? {
    guard (ContinuousClock.now - lastLook).seconds > Self.interval else { return nil }
    lastLook = .now
    return Self.reason(limit: limit, own: AvailableMemory.ownUse, node: AvailableMemory.here)
  }

  /// The rule.
  ///
  /// - Parameters:
  ///   - limit: the bytes that the process may have to itself; 0: as many as there are.
  ///   - own: those that it has.
  ///   - node: what there is on its node; nil if unknown.
  /// - Returns: why it has too much; nil if it has not.
  static func reason(limit: Double, own: Double, node: AvailableMemory?) -> Exhausted? {
    if limit > 0, own > limit {
      return Exhausted(
        description: "out of memory: its worker took \(SizeText.short(own)), and --memory-limit "
          + "allows \(SizeText.short(limit)). Make the model or its batches smaller, or allow more."
      )
    }
    guard let node, node.free < max(leastFree, freeShare * node.total),
      own > ownShare * node.total
    else { return nil }
    return Exhausted(
      description: "out of memory: its worker took \(SizeText.short(own)), and of the node's "
        + "\(SizeText.short(node.total)) only \(SizeText.short(node.free)) were left. Make the model "
        + "or its batches smaller, or start fewer workers on a node.")
  }

  /// Lets the system end this process before others, if it must end one: a worker can be done without.
  static func preferThisProcess() {
    // Refused where a process may not change it; nothing depends on it.
    try? "500".write(toFile: "/proc/self/oom_score_adj", atomically: false, encoding: .utf8)
  }
}
