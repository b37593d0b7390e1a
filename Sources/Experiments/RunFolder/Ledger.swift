import Files
import Foundation

/// The append-only record of a run's units: what is done, with the checksums of its files.
///
/// One line of JSON per event, on disk before the next unit is handed out. Read back, it tells
/// which units a rerun need not compute.
final class Ledger {
  /// A unit that was done, or given up.
  struct Entry: Codable, Equatable {
    /// What happened: `done` or `failed`.
    var event = "done"
    var unit: String
    /// SHA-256 by file name.
    var files: [String: String]
    var time: String
    var rank: Int
    var host: String
    var wallSeconds: Double
    var processorSeconds: Double
    /// Why it failed.
    var reason: String?
  }

  /// The units that were done when the ledger was opened or have been since, in that order.
  private(set) var entries: [Entry]
  private let file: AppendFile

  /// Opens a ledger, or begins one, and keeps other processes from it.
  ///
  /// - Throws: `RunFolderError` while another process has it open, `FileError` if it cannot be
  ///   written.
  init(path: String) throws {
    file = try AppendFile(path)
    // A run that was killed a moment ago may still be ending.
    guard try file.lock(patience: .seconds(3)) else {
      throw RunFolderError(
        "\(Paths.folder(of: path)) is being written by another run; wait for its end, or choose "
          + "another folder with --out.")
    }
    let content = try FileContents.readRaw(path)
    // A crash may have left half a line; it is closed so that the next one stands alone.
    if let last = content.last, last != UInt8(ascii: "\n") { try file.append([UInt8(ascii: "\n")]) }
    entries = Self.entries(of: content)
  }

  /// The lines of a ledger that another process may be writing.
  ///
  /// - Throws: `RunFolderError` if there is none.
  static func read(folder: String) throws(RunFolderError) -> [Entry] {
    guard let content = try? FileContents.readRaw("\(folder)/ledger.jsonl") else {
      throw RunFolderError("\(folder) is no run folder: it has no ledger.jsonl.")
    }
    return entries(of: content)
  }

  private static func entries(of content: [UInt8]) -> [Entry] {
    content.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONFile.decode(Entry.self, from: Array($0))
    }
  }

  /// Adds a line and waits until it is on disk.
  func append(_ entry: Entry) throws {
    try file.append(try JSONFile.encode(entry, pretty: false) + [UInt8(ascii: "\n")])
    entries.append(entry)
  }
}
