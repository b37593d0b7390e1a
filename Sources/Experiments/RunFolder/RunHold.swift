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
    case .taken:
      try holder.write(in: folder)
    case .refused:
      throw Self.refusal(folder, other)
    case .unsupported:
      if let other, !other.isGone(quiet: Self.quiet(folder)) {
        throw RunFolderError(
          "\(folder) is being written \(other.text), and its file system has no locks that would tell "
            + "whether that is still so. Wait for its end, choose another folder with --out, or, if "
            + "that run is dead, remove \(RunHolder.path(in: folder)).")
      }
      try takeWithoutLock(from: other)
    }
  }

  /// How long after taking a folder without a lock another run could still take it away.
  private static let settling = 1.0

  /// Takes the folder by its holder's file alone, which one of several runs can make.
  ///
  /// Two runs that find the same dead holder may both take its file away, the second one that of the
  /// first; so each looks again a moment later.
  private func takeWithoutLock(from dead: RunHolder?) throws {
    if let dead { try Self.setAside(dead, in: folder) }
    guard try holder.claim(in: folder) else {
      throw RunFolderError(
        "\(folder) is being written \(RunHolder.read(in: folder)?.text ?? "by another run"). Wait for "
          + "its end, choose another folder with --out, or, if that run is dead, remove "
          + "\(RunHolder.path(in: folder)).")
    }
    Thread.sleep(forTimeInterval: Self.settling)
    let now = RunHolder.read(in: folder)
    guard now == holder else { throw Self.refusal(folder, now) }
  }

  /// Takes the file of a dead holder away, and no other's that may have come in its place.
  private static func setAside(_ dead: RunHolder, in folder: String) throws {
    let path = RunHolder.path(in: folder)
    let aside = "\(folder)/.holder.json.\(getpid()).tmp"
    // Gone: somebody else has taken it away.
    guard rename(path, aside) == 0 else { return }
    defer { unlink(aside) }
    guard let found = try? JSONFile.decode(RunHolder.self, from: FileContents.readRaw(aside)),
      found == dead
    else {
      link(aside, path)
      throw refusal(folder, RunHolder.read(in: folder))
    }
  }

  private static func refusal(_ folder: String, _ other: RunHolder?) -> RunFolderError {
    RunFolderError(
      "\(folder) is being written \(other?.text ?? "by another run"); wait for its end, or choose "
        + "another folder with --out.")
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
