import CMPI
import Foundation

/// The ranks of an MPI job.
///
/// All calls must come from the thread that made the value: MPI is started for one thread. No call
/// of MPI's waits: sends and receives are started and then tested between sleeps, so no rank spins.
/// Messages that are sent travel on whenever this rank receives, and while it ends.
public final class MPICommunicator: Communicator, @unchecked Sendable {
  // Unchecked: every method stops the program if it is called on another thread.
  private let owner = pthread_self()
  private var incomplete: [Int: [UInt8]] = [:]
  private var outgoing: [Int: OutgoingMessages] = [:]

  /// Set in the tag of every part of a message but its last one.
  static let continued: Int32 = 0x4000
  /// The largest part of a message, in bytes: MPI's limit is 2 GiB, but a part is also what is
  /// copied for each rank that is being sent to.
  private static let partSize = 4 << 20
  /// How long `end` waits for messages that nobody takes.
  private static let patience = Duration.seconds(30)

  /// This rank's number, from 0.
  public let rank: Int
  /// How many ranks there are.
  public let size: Int
  private let sharesOneHost: Bool

  /// Starts MPI; to be called once, early, on the thread that will do all communication.
  ///
  /// - Parameter environment: the process's, to be compared with what MPI sees.
  /// - Throws: if MPI cannot start, or if the job has several ranks of which each sees itself
  ///   alone: the program is linked against one MPI and started by the `mpirun` of another.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(CommunicationError) {
    try MPICalls.start()
    rank = MPICalls.rank
    size = MPICalls.size
    sharesOneHost = MPICalls.sharesOneHost
    if let launched = Launcher.ranks(in: environment), launched != size {
      throw CommunicationError(
        """
        \(launched) ranks were started, but this rank sees \(size): the program is built with \
        \(Self.library), and another MPI's mpirun has started it. Use the mpirun of the MPI that it \
        is built with; on Debian that is mpirun.mpich or mpirun.openmpi.
        """)
    }
  }

  /// Which MPI this is, such as `MPICH Version: 4.0.2`; MPI need not be started.
  public static var library: String { MPICalls.library }

  /// Starts sending bytes to a rank and keeps them until they have left; never waits.
  public func send(_ bytes: [UInt8], to rank: Int, tag: Int32) throws(CommunicationError) {
    requireOwner()
    precondition(tag >= 0 && tag < Self.continued, "Tag \(tag) is out of range.")
    guard (0..<size).contains(rank) else {
      throw CommunicationError("There is no rank \(rank) among \(size).")
    }
    outgoing[rank, default: OutgoingMessages(to: rank, partSize: Self.partSize)]
      .append(bytes, tag: tag)
    _ = try advance()
  }

  /// The next message from any rank, or nil when `timeout` has passed without one.
  public func receive(timeout: Duration) throws(CommunicationError) -> Message? {
    requireOwner()
    let deadline = ContinuousClock.now + timeout
    var backoff = Backoff()
    while true {
      if try advance() { backoff.reset() }
      if let arrival = try MPICalls.probe() {
        if let message = try receive(arrival) { return message }
        backoff.reset()
      } else if ContinuousClock.now >= deadline {
        return nil
      } else {
        backoff.sleep()
      }
    }
  }

  /// Takes in one part; nil unless it is the last of its message.
  private func receive(_ arrival: cmpi_arrival) throws(CommunicationError) -> Message? {
    let source = Int(arrival.source)
    var bytes = [UInt8](repeating: 0, count: Int(arrival.count))
    // The standard library's closure cannot carry a typed error, hence the result.
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(CommunicationError) in
        var request = try MPICalls.startReceive(buffer, from: source, tag: arrival.tag)
        var backoff = Backoff()
        while try !MPICalls.isDone(&request) {
          // The sender may be waiting for a part of ours in turn.
          if try !advance() { backoff.sleep() }
        }
      }
    }
    try result.get()
    guard arrival.tag & Self.continued == 0 else {
      incomplete[source, default: []] += bytes
      return nil
    }
    var whole = incomplete.removeValue(forKey: source) ?? []
    whole = whole.isEmpty ? bytes : whole + bytes
    return Message(source: source, tag: arrival.tag, bytes: whole)
  }

  /// Sends on to every rank; whether anything has left.
  private func advance() throws(CommunicationError) -> Bool {
    var moved = false
    for rank in outgoing.keys.sorted() {
      guard var messages = outgoing.removeValue(forKey: rank) else { continue }
      if try messages.advance() { moved = true }
      if !messages.isEmpty { outgoing[rank] = messages }
    }
    return moved
  }

  /// Waits until everything has left, but not for ever for a rank that takes nothing.
  ///
  /// - Returns: whether everything has left.
  private func flush() -> Bool {
    var deadline = ContinuousClock.now + Self.patience
    var backoff = Backoff()
    while !outgoing.isEmpty {
      guard let moved = try? advance(), ContinuousClock.now < deadline else { return false }
      if moved {
        deadline = .now + Self.patience
        backoff.reset()
      }
      backoff.sleep()
    }
    return true
  }

  /// Ends the job; see `Communicator.end`.
  public func end(exitCode: Int32) {
    requireOwner()
    let everythingLeft = flush()
    if sharesOneHost {
      guard everythingLeft else {
        MPICalls.abort(exitCode)
        return
      }
      MPICalls.finish()
      return
    }
    // MPI_Finalize over TCP may never return in MPICH 4.0. Rank 0 comes here when every worker has
    // said goodbye and all results are on disk, and ends the job for all.
    if rank == 0 {
      usleep(100_000)
      MPICalls.abort(exitCode)
    }
    var backoff = Backoff()
    while true {
      _ = try? MPICalls.probe()
      backoff.sleep()
    }
  }

  /// Ends all ranks at once with this exit code, for a rank that cannot take part any more.
  ///
  /// An ordinary end would leave the others waiting for this one.
  public func abort(exitCode: Int32) {
    requireOwner()
    MPICalls.abort(exitCode)
  }

  private func requireOwner() {
    precondition(pthread_equal(owner, pthread_self()) != 0, "MPI is used on a second thread.")
  }
}
