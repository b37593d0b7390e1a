import Files
import Foundation

/// Who writes a run folder now, in `holder.json`: for the sentence that refuses a second run, and
/// for file systems without locks, where it stands for the lock.
///
/// The file is written again now and then while the run goes on, and removed at its end.
struct RunHolder: Codable, Equatable {
  /// The host.
  var host: String
  /// The process on it.
  var process: Int32
  /// Which start of the host's system this is; a process number means nothing in another one.
  var boot: String
  /// When the run began, as UTC.
  var since: String
  /// The scheduler's job, if any.
  var job: String?

  /// Seconds between two signs of life.
  static let beat = 30.0
  /// Seconds without a sign of life after which a holder on another host is gone, without locks.
  static let silence = 600.0

  /// This process.
  static var current: RunHolder {
    let environment = ProcessInfo.processInfo.environment
    let job = ["SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID"].compactMap { environment[$0] }.first
    return RunHolder(
      host: ProcessInfo.processInfo.hostName, process: getpid(), boot: ProcessSpace.identifier,
      since: UTC.now, job: job)
  }

  static func path(in folder: String) -> String { "\(folder)/holder.json" }

  /// The holder that a folder names; nil if there is none, or none that can be read.
  static func read(in folder: String) -> RunHolder? {
    (try? FileContents.readRaw(path(in: folder)))
      .flatMap { try? JSONFile.decode(RunHolder.self, from: $0) }
  }

  /// Writes the file, which is a sign of life as well.
  func write(in folder: String) throws {
    try DurableFile.write(try JSONFile.encode(self), to: Self.path(in: folder))
  }

  /// Makes the file, if nobody else has.
  ///
  /// - Returns: whether it was made.
  func claim(in folder: String) throws -> Bool {
    try DurableFile.create(try JSONFile.encode(self), at: Self.path(in: folder))
  }

  /// Tells without a lock whether this holder cannot be alive any more.
  ///
  /// - Parameter quiet: the seconds since its last sign of life, by the clock of the file system.
  /// - Returns: whether that is certain.
  func isGone(quiet: Double) -> Bool {
    let here = Self.current
    // A job that the scheduler has begun again elsewhere runs nowhere else.
    guard host == here.host else {
      return quiet > Self.silence || (job != nil && job == here.job)
    }
    // After a restart of the system nothing of before lives; another container's processes may.
    guard boot == here.boot else {
      return !boot.hasPrefix(ProcessSpace.boot) || quiet > Self.silence
    }
    if process == here.process { return true }
    return kill(process, 0) != 0 && errno == ESRCH
  }

  /// Such as `by process 4711 on node7 since 2026-11-21T09:30:00Z (job 12)`.
  var text: String {
    "by process \(process) on \(host) since \(since)" + (job.map { " (job \($0))" } ?? "")
  }
}
