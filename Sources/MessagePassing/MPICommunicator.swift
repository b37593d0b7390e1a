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
  private var incoming: [Int: IncomingMessages] = [:]
  private var outgoing: [Int: OutgoingMessages] = [:]
  private let toleratesLoss: Bool
  /// The ranks of which nothing is expected any more.
  public private(set) var abandoned: Set<Int> = []

  /// Set in the tag of every part of a message but its last one.
  static let continued: Int32 = 0x4000
  /// The largest part of a message, in bytes: MPI's limit is 2 GiB, but a part is also what is
  /// copied for each rank that is being sent to.
  private static let partSize = 4 << 20
  /// How many parts are taken in at the same time, at the most; others wait at their senders.
  private static let partsAtOnce = 64
  /// How long `end` waits for messages that nobody takes.
  private static let patience = Duration.seconds(30)

  /// This rank's number, from 0.
  public let rank: Int
  /// How many ranks there are.
  public let size: Int
  private let sharesOneHost: Bool
  private let isSlurmStep: Bool

  /// Starts MPI; to be called once, early, on the thread that will do all communication.
  ///
  /// - Parameters:
  ///   - environment: the process's, to be compared with what MPI sees.
  ///   - toleratesLoss: whether a message that cannot be sent makes its receiver `abandoned`, instead
  ///     of being an error.
  /// - Throws: if MPI cannot start, or if the job has several ranks of which each sees itself
  ///   alone: the program is linked against one MPI and started by the `mpirun` of another.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    toleratesLoss: Bool = false
  ) throws(CommunicationError) {
    self.toleratesLoss = toleratesLoss
    if toleratesLoss { Self.avoidReadingOthersMemory() }
    try MPICalls.start()
    rank = MPICalls.rank
    size = MPICalls.size
    sharesOneHost = MPICalls.sharesOneHost
    isSlurmStep = Launcher.isSlurmStep(in: environment)
    if let launched = Launcher.ranks(in: environment), launched != size {
      throw CommunicationError(
        """
        \(launched) ranks were started, but this rank sees \(size): the program is built with \
        \(Self.library), and another MPI's mpirun has started it. Use the mpirun of the MPI that it \
        is built with; on Debian that is mpirun.mpich or mpirun.openmpi.
        """)
    }
  }

  /// Makes MPICH's transport, UCX, copy large messages through shared memory or a socket.
  ///
  /// By default a receiver reads them from the sender's memory, and UCX ends the receiver if the
  /// sender is gone. What the user has set stays.
  private static func avoidReadingOthersMemory() {
    setenv("UCX_TLS", "^cma", 0)
    setenv("UCX_RNDV_THRESH", "inf", 0)
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
    guard !abandoned.contains(rank) else { return }
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
      if let message = try nextMessage() { return message }
      if try advance() {
        backoff.reset()
      } else if ContinuousClock.now >= deadline {
        return nil
      } else {
        backoff.sleep()
      }
    }
  }

  /// A message that is there whole; starts to take in whatever else has arrived.
  private func nextMessage() throws(CommunicationError) -> Message? {
    var started = true
    while started {
      for rank in incoming.keys.sorted() {
        guard var messages = incoming.removeValue(forKey: rank) else { continue }
        do throws(CommunicationError) {
          let message = try messages.next()
          if !messages.isEmpty { incoming[rank] = messages }
          if let message { return message }
        } catch {
          guard toleratesLoss else { throw error }
          abandoned.insert(rank)
        }
      }
      started = false
      if hasPlace, let arrival = try MPICalls.probe() {
        try incoming[Int(arrival.source), default: IncomingMessages(from: Int(arrival.source))]
          .start(arrival)
        started = true
      }
    }
    return nil
  }

  /// Whether another part may be taken in.
  ///
  /// The parts of ranks that are gone or cut off may never come, and must not take the place of others.
  private var hasPlace: Bool {
    let all = incoming.values.reduce(0) { $0 + $1.partCount }
    guard all >= Self.partsAtOnce else { return true }
    let moving = incoming.filter { !abandoned.contains($0.key) && !$0.value.isStalled }
    return moving.values.reduce(0) { $0 + $1.partCount } < Self.partsAtOnce
  }

  /// Sends on to every rank; whether anything has left.
  private func advance() throws(CommunicationError) -> Bool {
    var moved = false
    for rank in outgoing.keys.sorted() {
      guard var messages = outgoing.removeValue(forKey: rank) else { continue }
      do throws(CommunicationError) {
        if try messages.advance() { moved = true }
        if !messages.isEmpty { outgoing[rank] = messages }
      } catch {
        guard toleratesLoss else { throw error }
        // Nothing that was under way can be taken back from MPI; its memory stays.
        abandoned.insert(rank)
      }
    }
    return moved
  }

  /// Expects nothing more of a rank.
  public func abandon(_ rank: Int) {
    requireOwner()
    abandoned.insert(rank)
    outgoing[rank] = nil
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
    if sharesOneHost, !toleratesLoss {
      // An ordinary end would wait for a rank that is lost.
      guard everythingLeft, abandoned.isEmpty else {
        MPICalls.abort(exitCode)
        return
      }
      MPICalls.finish()
      return
    }
    if isSlurmStep, !sharesOneHost { leaveSlurmStep(exitCode: exitCode) }
    // MPI_Finalize over TCP may never return in MPICH 4.0, and where a rank is lost it waits for that
    // rank or fails. Rank 0 comes here when every worker that is there has said goodbye and all results
    // are on disk, and ends the job for all.
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

  /// Ends this rank of an `srun`, which takes `MPI_Abort` for a crash and would tell its own code, 137.
  ///
  /// Nobody stands between Slurm and a rank, so each may just go; goodbyes on their way get a second.
  private func leaveSlurmStep(exitCode: Int32) -> Never {
    let deadline = ContinuousClock.now + .seconds(1)
    var backoff = Backoff()
    while ContinuousClock.now < deadline {
      _ = try? MPICalls.probe()
      backoff.sleep()
    }
    fflush(nil)
    _exit(exitCode)
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
