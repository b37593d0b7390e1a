/// A group of ranks that send each other bytes: MPI between processes, or threads in one process.
///
/// Few verbs, and no collective among them: after start-up no rank may wait for one other rank
/// (architecture rule 3). Every wait sleeps.
public protocol Communicator: Sendable {
  /// This rank's number, from 0.
  var rank: Int { get }

  /// How many ranks there are.
  var size: Int { get }

  /// Starts sending bytes to a rank and returns at once.
  ///
  /// What has not left yet travels on whenever this rank receives, and when it ends. So two ranks
  /// may send to each other at the same time, whatever the size.
  func send(_ bytes: [UInt8], to rank: Int, tag: Int32) throws(CommunicationError)

  /// The next message from any rank, or nil when `timeout` has passed without one.
  ///
  /// Messages of one sender arrive in the order in which they were sent.
  func receive(timeout: Duration) throws(CommunicationError) -> Message?

  /// Expects nothing more of a rank that is lost: what is still on its way to it is dropped, and the
  /// end does not wait for it.
  func abandon(_ rank: Int)

  /// The ranks that were abandoned, and those that can be seen to be gone.
  var abandoned: Set<Int> { get }

  /// Ends the group's life; every rank calls it last, with the exit code of the program.
  ///
  /// Over shared memory this is an ordinary `MPI_Finalize` and it returns. Over several hosts
  /// MPICH's `MPI_Finalize` can hang for ever, and where a rank is lost it hangs or fails; then rank 0
  /// ends the job for all, or under `srun` each rank its own process, and the call does not return.
  func end(exitCode: Int32)
}

/// Bytes that arrived.
public struct Message: Sendable, Equatable {
  /// Who sent them.
  public let source: Int
  /// What they mean.
  public let tag: Int32
  /// The bytes.
  public let bytes: [UInt8]
}

/// What went wrong between ranks, as a sentence.
public struct CommunicationError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// An error that is told by a sentence.
  public init(_ description: String) {
    self.description = description
  }
}
