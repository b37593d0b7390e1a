import Files
import Foundation
import Reports

/// Rebuilds everything that is told about a run, from its folder alone: no data, no MPI.
public struct StoredRun {
  /// What became of a rebuilt report.
  public struct Outcome: Sendable {
    /// The table for the terminal.
    public let table: String
    /// What is missing, a sentence each; empty for a run that is done.
    public let missing: [String]
    /// Whether stored files were not what the ledger says, or held what no run writes.
    public let isDamaged: Bool
    /// Whether units were given up.
    public let hasFailed: Bool
  }

  private let report: FolderReport

  /// Reads a run folder; nobody who writes it is disturbed.
  ///
  /// Units whose files are not what the ledger says, or hold what no run writes, are left out and told.
  ///
  /// - Throws: `RunFolderError` if it is no run folder, or its own records are damaged or not what the
  ///   run wrote.
  public init(folder: String) throws {
    let entries = try Ledger.read(folder: folder)
    let (manifest, configuration) = try RunFolder.readIdentity(folder)
    let scores = StudyScores(
      try StoredLabels.read(folder: folder, manifest: manifest),
      classifier: configuration.classifier)
    var last: [String: Ledger.Entry] = [:]
    for entry in entries where entry.event == "done" { last[entry.unit] = entry }
    var damages: [String] = []
    var finished: Set<UnitID> = []
    let graph = try configuration.graph()
    let scorer = UnitScorer(
      folder: folder, scores: scores, ensembleSize: configuration.ensemble.members)
    let content = StoredContent(scorer: scorer)
    for unit in graph.units {
      guard let entry = last["\(unit)"] else { continue }
      if let damage = Self.damage(entry, folder: folder)
        ?? content.problem(of: unit, files: entry.files.keys)
      {
        damages.append("\(damage); this unit is left out.")
      } else {
        finished.insert(unit)
      }
    }
    // Where every unit is there all the same, a later start has made good what such a line told.
    if finished.count < graph.units.count {
      damages =
        Ledger.damagedLines(folder: folder).map {
          "Line \($0) of ledger.jsonl cannot be read; the unit that it told of is left out."
        } + damages
    }
    report = FolderReport(
      configuration: configuration, graph: graph, scorer: scorer, manifest: manifest,
      entries: entries, finished: finished, damages: damages)
  }

  /// Writes `predictions`, `results` and `report.html` anew.
  ///
  /// - Throws: `FileError` if they cannot be written, `RunFolderError` if a stored file does not hold
  ///   what it should.
  public func rebuild() throws -> Outcome {
    do {
      let written = try report.write()
      return Outcome(
        table: written.terminalTable, missing: report.missing,
        isDamaged: !report.damages.isEmpty, hasFailed: !report.failures.isEmpty)
    } catch let error as DecodingError {
      throw RunFolderError("A record of \(report.scorer.folder) is damaged: \(error)")
    }
  }

  /// What is wrong with the files of a ledger line that reports are made from; nil if nothing is.
  ///
  /// Models are large and not looked at.
  private static func damage(_ entry: Ledger.Entry, folder: String) -> String? {
    for (name, digest) in entry.files.sorted(by: { $0.key < $1.key })
    where !name.hasSuffix(UnitFile.model) {
      let path = "units/\(entry.unit)/\(name)"
      guard let bytes = try? FileContents.readRaw("\(folder)/\(path)") else {
        return "\(path) is not there or cannot be read"
      }
      guard SHA256.hexDigest(of: bytes) == digest else {
        return "\(path) is damaged: its checksum is not the ledger's"
      }
    }
    return nil
  }
}
