import Files
import Foundation

/// The append-only record of a run's units: what is done, with the checksums of its files.
///
/// One line of JSON per event, on disk before the next unit is handed out. Read back, it tells
/// which units a rerun need not compute.
final class Ledger {
  /// What became of a unit.
  struct Entry: Codable, Equatable {
    /// What happened: `done`, `failed`, or `retried` where a unit that failed is tried again.
    var event = "done"
    var unit: String
    /// SHA-256 by file name.
    var files: [String: String]
    var time: String
    var rank: Int
    var host: String
    var wallSeconds: Double
    var processorSeconds: Double
    /// The longest time between two places where it could be saved; nil in earlier versions.
    var longestStepSeconds: Double?
    /// Why it failed.
    var reason: String?
  }

  /// The units that were done when the ledger was opened or have been since, in that order.
  private(set) var entries: [Entry]
  private let file: AppendFile
  /// The right to write the ledger, and the folder that it is in.
  let hold: RunHold

  /// Opens a ledger, or begins one, and keeps other processes from it and its folder.
  ///
  /// - Throws: `RunFolderError` while another process has it open, `FileError` if it cannot be
  ///   written.
  init(path: String) throws {
    file = try AppendFile(path)
    // A run that was killed a moment ago may still be ending.
    hold = try RunHold(Paths.folder(of: path), lock: file.lock(patience: .seconds(3)))
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

  /// The numbers of the lines that were whole once and cannot be read, from 1.
  ///
  /// Half a line is no damage: whoever wrote it was ended, and what it told of is done again.
  static func damagedLines(folder: String) -> [Int] {
    let lines = (try? FileContents.readRaw("\(folder)/ledger.jsonl"))?
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return (lines ?? []).enumerated().compactMap { index, line in
      let isWhole = line.last == UInt8(ascii: "}")
      return isWhole && entry(line) == nil ? index + 1 : nil
    }
  }

  private static func entries(of content: [UInt8]) -> [Entry] {
    content.split(separator: UInt8(ascii: "\n")).compactMap(entry)
  }

  /// What a unit may have cost, in seconds: up to 300 years.
  private static let costs = 0...1e10

  private static func entry(_ line: ArraySlice<UInt8>) -> Entry? {
    guard let entry = try? JSONFile.decode(Entry.self, from: Array(line)),
      [entry.wallSeconds, entry.processorSeconds, entry.longestStepSeconds ?? 0]
        .allSatisfy(costs.contains)
    else { return nil }
    return entry
  }

  /// Adds a line and waits until it is on disk.
  func append(_ entry: Entry) throws {
    try file.append(try JSONFile.encode(entry, pretty: false) + [UInt8(ascii: "\n")])
    entries.append(entry)
  }
}
