import CMPI
import Foundation

/// The ranks of an MPI job.
///
/// All calls must come from the thread that made the value: MPI is started for one thread. Sends
/// and receives are started and then tested between sleeps, so no rank ever spins, and none can be
/// held for ever by a rank that died.
public final class MPICommunicator: Communicator, @unchecked Sendable {
  // Unchecked: every method stops the program if it is called on another thread.
  private let owner = pthread_self()
  private var parts: [Int: [UInt8]] = [:]

  /// Set in the tag of every part of a message but its last one.
  private static let continued: Int32 = 0x4000

  /// This rank's number, from 0.
  public let rank: Int
  /// How many ranks there are.
  public let size: Int
  private let sharesOneHost: Bool
  private let largestPart: Int

  /// Starts MPI. To be called once, early, on the thread that will do all communication.
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
    largestPart = MPICalls.largestMessage
    if let launched = Launcher.ranks(in: environment), launched != size {
      throw CommunicationError(
        """
        \(launched) ranks were started, but this rank sees \(size): the program is linked against \
        \(Self.library) and was started by another MPI's mpirun. Start it with the mpirun of the \
        MPI that it is linked against (on Debian: mpirun.mpich or mpirun.openmpi).
        """)
    }
  }

  /// Which MPI this is, such as `MPICH Version: 4.0.2`. Needs no started MPI.
  public static var library: String { MPICalls.library }

  /// Sends bytes to a rank; sleeps until they have left.
  public func send(_ bytes: [UInt8], to rank: Int, tag: Int32) throws(CommunicationError) {
    precondition(tag >= 0 && tag < Self.continued, "Tag \(tag) is out of range.")
    var start = 0
    repeat {
      let end = min(start + largestPart, bytes.count)
      let partTag = end < bytes.count ? tag | Self.continued : tag
      try sendPart(bytes[start..<end], to: rank, tag: partTag)
      start = end
    } while start < bytes.count
  }

  private func sendPart(
    _ bytes: ArraySlice<UInt8>, to rank: Int, tag: Int32
  ) throws(CommunicationError) {
    requireOwner()
    // The standard library's closure cannot carry a typed error, hence the result.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(CommunicationError) in
        var request = try MPICalls.startSend(buffer, to: rank, tag: tag)
        try waitFor(&request)
      }
    }
    try result.get()
  }

  /// The next message from any rank, or nil when `timeout` has passed without one.
  public func receive(timeout: Duration) throws(CommunicationError) -> Message? {
    requireOwner()
    let deadline = ContinuousClock.now + timeout
    var backoff = Backoff()
    while true {
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
    let result = bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(CommunicationError) in
        var request = try MPICalls.startReceive(buffer, from: source, tag: arrival.tag)
        try waitFor(&request)
      }
    }
    try result.get()
    let whole = parts.removeValue(forKey: source).map { $0 + bytes } ?? bytes
    guard arrival.tag & Self.continued == 0 else {
      parts[source] = whole
      return nil
    }
    return Message(source: source, tag: arrival.tag, bytes: whole)
  }

  private func waitFor(_ request: inout cmpi_request) throws(CommunicationError) {
    var backoff = Backoff()
    while try !MPICalls.isDone(&request) { backoff.sleep() }
  }

  /// Ends the job; see `Communicator.end`.
  public func end(exitCode: Int32) {
    requireOwner()
    guard !sharesOneHost else {
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

  private func requireOwner() {
    precondition(pthread_equal(owner, pthread_self()) != 0, "MPI is used on a second thread.")
  }
}
