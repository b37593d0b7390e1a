import Files
import Foundation

/// The right to write a run folder, for as long as the value lives.
final class RunHold {
  private let folder: String
  private let holder = RunHolder.current
  private var lastSign = ContinuousClock.now

  /// Takes the folder.
  ///
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - lock: what the system says about the lock on its ledger.
  /// - Throws: `RunFolderError` that names the holder, if there is another one.
  init(_ folder: String, lock: AppendFile.Lock) throws {
    self.folder = folder
    let other = RunHolder.read(in: folder)
    switch lock {
    case .taken: break
    case .refused:
      throw RunFolderError(
        "\(folder) is being written \(other?.text ?? "by another run"); wait for its end, or choose "
          + "another folder with --out.")
    case .unsupported:
      if let other, !other.isGone(quiet: Self.quiet(folder)) {
        throw RunFolderError(
          "\(folder) is being written \(other.text), and its file system has no locks that would tell "
            + "whether that is still so. Wait for its end, choose another folder with --out, or, if "
            + "that run is dead, remove \(RunHolder.path(in: folder)).")
      }
    }
    try holder.write(in: folder)
  }

  /// Gives a sign of life, now and then.
  ///
  /// - Throws: `RunFolderError` if another run has the folder now, because this one gave none for so
  ///   long that it was taken for dead.
  func beat() throws {
    guard (ContinuousClock.now - lastSign).seconds > RunHolder.beat else { return }
    lastSign = .now
    if let other = RunHolder.read(in: folder), other != holder {
      throw RunFolderError(
        "\(folder) is being written \(other.text), which took this run for dead; this one ends.")
    }
    // The run itself will notice a disk that is full.
    try? holder.write(in: folder)
  }

  /// Lets the folder go.
  func release() {
    guard RunHolder.read(in: folder) == holder else { return }
    try? DurableFile.remove(RunHolder.path(in: folder))
  }

  /// The seconds since the holder's file was written, by the clock that stamps files there.
  private static func quiet(_ folder: String) -> Double {
    let probe = "\(folder)/.clock.\(getpid()).tmp"
    defer { try? DurableFile.remove(probe) }
    guard (try? DurableFile.write("", to: probe)) != nil,
      let now = FileContents.modified(probe),
      let then = FileContents.modified(RunHolder.path(in: folder))
    else { return 0 }
    return now - then
  }
}
