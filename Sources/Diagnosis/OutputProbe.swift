import Files
import Foundation

/// Looks at the folder that a run would write.
///
/// Is it writable, fast to sync, and can it be locked? Its files are gone with this value, and so is the folder if it was not there before.
final class OutputProbe {
  /// What was seen.
  struct Sight: Equatable, Sendable {
    var folder: String
    /// Why it cannot be written; nil if it can.
    var error: String?
    /// The median time of writing and syncing a small file, in milliseconds.
    var milliseconds = 0.0
    /// Whether a lock on a file keeps others from it.
    var canLock = false
    /// The bytes that are free; nil if unknown.
    var free: Int?
  }

  /// What was seen.
  private(set) var sight: Sight
  /// The file that is locked; nil if locks do nothing here.
  private(set) var lockedFile: String?
  private var held: AppendFile?
  private var files: [String] = []
  private var madeFolders: [String] = []

  /// Makes the folder if it is not there, writes a few small files and locks one.
  ///
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - writes: how many times a file is written and synced.
  init(folder: String, writes: Int = 11) {
    sight = Sight(folder: folder)
    do {
      try makeFolder(folder)
      let file = "\(folder)/.counterweight-doctor-\(getpid())"
      files.append(file)
      // 4 kB: about what a line of the ledger, or a small table, costs.
      let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
      let times = try (0..<writes).map { _ in
        let start = ContinuousClock.now
        try DurableFile.write(bytes, to: file)
        return (ContinuousClock.now - start) / .milliseconds(1)
      }
      sight.milliseconds = times.sorted()[writes / 2]
      let lock = "\(folder)/.counterweight-doctor-\(getpid()).lock"
      files.append(lock)
      let opened = try AppendFile(lock)
      if try opened.lock(patience: .zero) == .taken, AppendFile.isLocked(lock) {
        sight.canLock = true
        lockedFile = lock
        held = opened
      }
      sight.free = FreeSpace.bytes(below: folder)
    } catch {
      sight.error = "\(error)"
    }
  }

  deinit {
    for file in files { try? DurableFile.remove(file) }
    // Only folders that are empty go.
    for folder in madeFolders.reversed() { rmdir(folder) }
  }

  private func makeFolder(_ folder: String) throws {
    var missing: [String] = []
    var path = folder
    while !FileContents.exists(path) {
      missing.insert(path, at: 0)
      let parent = Paths.folder(of: path)
      guard parent != path else { break }
      path = parent
    }
    try DurableFile.makeFolder(folder)
    madeFolders = missing
  }

  /// Whether a lock on a file, which another process or host holds, is seen; nil: there is no file.
  static func seesLock(_ file: String) -> Bool? {
    FileContents.exists(file) ? AppendFile.isLocked(file) : nil
  }
}
