import Foundation
import Synchronization

/// The twin of `MPICommunicator` inside one process: ranks are threads, messages lie in mailboxes.
///
/// What runs over MPI runs over this unchanged, so the distribution is tested without MPI, and one
/// rank is the same program as many.
public final class InProcessCommunicator: Communicator {
  /// This rank's number, from 0.
  public let rank: Int
  private let mailboxes: [Mailbox]
  private let gone = Mutex<Set<Int>>([])

  private init(rank: Int, mailboxes: [Mailbox]) {
    self.rank = rank
    self.mailboxes = mailboxes
  }

  /// A group of ranks; each value may be used on a thread of its own.
  public static func group(size: Int) -> [InProcessCommunicator] {
    let mailboxes = (0..<size).map { _ in Mailbox() }
    return (0..<size).map { InProcessCommunicator(rank: $0, mailboxes: mailboxes) }
  }

  /// How many ranks there are.
  public var size: Int { mailboxes.count }

  /// Puts bytes into a rank's mailbox; never waits.
  public func send(_ bytes: [UInt8], to rank: Int, tag: Int32) throws(CommunicationError) {
    guard mailboxes.indices.contains(rank) else {
      throw CommunicationError("There is no rank \(rank) among \(size).")
    }
    mailboxes[rank].put(Message(source: self.rank, tag: tag, bytes: bytes))
  }

  /// The next message, or nil when `timeout` has passed without one.
  public func receive(timeout: Duration) throws(CommunicationError) -> Message? {
    mailboxes[rank].take(timeout: timeout)
  }

  /// Expects nothing more of a rank.
  public func abandon(_ rank: Int) { _ = gone.withLock { $0.insert(rank) } }

  /// The ranks that were abandoned.
  public var abandoned: Set<Int> { gone.withLock { $0 } }

  /// Does nothing: threads end by returning.
  public func end(exitCode: Int32) {}
}

/// Messages in the order of their arrival, for one reader.
private final class Mailbox: @unchecked Sendable {
  // Unchecked: `messages` is touched only while `condition` is locked.
  private let condition = NSCondition()
  private var messages: [Message] = []

  func put(_ message: Message) {
    condition.withLock { messages.append(message) }
    condition.signal()
  }

  func take(timeout: Duration) -> Message? {
    let deadline = ContinuousClock.now + timeout
    condition.lock()
    defer { condition.unlock() }
    while messages.isEmpty {
      let left = (deadline - .now) / .seconds(1)
      guard left > 0 else { break }
      // The condition waits by the wall clock, which somebody may set: so never for long.
      _ = condition.wait(until: Date(timeIntervalSinceNow: min(left, 0.25)))
    }
    return messages.isEmpty ? nil : messages.removeFirst()
  }
}
