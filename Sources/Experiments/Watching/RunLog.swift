import Files
import Foundation
import Logging

/// Where log lines go: into the run folder, and to standard error.
///
/// Plain lines with the time in UTC: `2026-11-21T09:30:00Z info none, seed 1: ...`. The file has
/// everything, the screen what a person wants to read.
struct RunLog: LogHandler {
  /// The file that all copies of a handler write to.
  final class File: @unchecked Sendable {
    // Unchecked: a handle's writes are serialised by `lock`.
    private let lock = NSLock()
    private let handle: FileHandle?

    /// A log file, or none.
    init(path: String?) {
      guard let path else {
        handle = nil
        return
      }
      if !FileManager.default.fileExists(atPath: path) {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
      }
      handle = FileHandle(forWritingAtPath: path)
      _ = try? handle?.seekToEnd()
    }

    fileprivate func write(_ line: String) {
      // A log line that cannot be written, on a full disk, must not end the run.
      lock.withLock { try? handle?.write(contentsOf: Data(line.utf8)) }
    }
  }

  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.debug
  private let file: File
  private let screenLevel: Logger.Level

  init(file: File, screenLevel: Logger.Level) {
    self.file = file
    self.screenLevel = screenLevel
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = PlainText.of("\(UTC.now) \(event.level) \(event.message)\n")
    file.write(line)
    if event.level >= screenLevel { try? StandardStream.errors.write(line) }
  }
}
