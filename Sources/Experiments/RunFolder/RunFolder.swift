import Files
import Foundation
import Yams

/// The folder of one run: the only thing that a run leaves behind.
///
/// One process writes it.
///
///     runs/NAME/
///       experiment.resolved.yaml  manifest.json  labels.json  ledger.jsonl
///       units/METHOD/seedS/...    predictions/METHOD/seedS.csv
///       results/   timing/   logs/
final class RunFolder {
  /// The name of the resolved configuration.
  static let configurationName = "experiment.resolved.yaml"

  /// The folder's path.
  let path: String
  /// Who made it, and when it was continued.
  let manifest: Manifest
  /// What is done.
  let ledger: Ledger
  /// The units whose stored files are whole.
  private(set) var finished: [UnitID: Ledger.Entry] = [:]
  /// The units that were done once and have to be computed again, a sentence each.
  private(set) var damages: [String] = []
  /// The units that an earlier start gave up, with the reason.
  private(set) var givenUp: [UnitID: String] = [:]

  /// Makes a folder for a run, or opens the one that an earlier start of the same run left.
  ///
  /// - Parameters:
  ///   - path: where it is or shall be.
  ///   - identity: the run's manifest, with this start as its only one.
  ///   - configuration: the resolved configuration.
  ///   - labels: the text of what scores are made with, `StoredLabels`.
  /// - Throws: `RunFolderError` if the folder belongs to another run, `FileError` if it cannot be
  ///   written.
  init(
    path: String, identity: Manifest, configuration: ExperimentConfiguration, labels: String
  ) throws {
    self.path = path
    let manifestPath = "\(path)/manifest.json"
    if FileContents.exists(manifestPath) {
      let earlier = try Self.readManifest(manifestPath)
      try Self.requireSameRun(earlier, identity, configuration, folder: path)
    } else if FileContents.isFolder(path), try !Self.isEmpty(path) {
      throw RunFolderError(
        "\(path) is not empty and is no run folder; choose another one with --out.")
    }
    do {
      try DurableFile.makeFolder(path)
      ledger = try Ledger(path: "\(path)/ledger.jsonl")
    } catch let error as FileError {
      throw RunFolderError("The run folder \(path) cannot be used: \(error)")
    }
    // From here on the folder is this process's alone. Next comes the manifest, so that a start that
    // is killed anywhere leaves what the next one knows for its own. What readers hold against its
    // checksums follows, written anew by every start, so that no start need look at them.
    let texts = [
      Self.configurationName: try ConfigurationFile.resolved(configuration),
      StoredLabels.name: labels,
    ]
    var manifest = identity
    manifest.checksums = texts.mapValues { SHA256.hexDigest(of: $0) }
    if FileContents.exists(manifestPath) {
      let earlier = try Self.readManifest(manifestPath)
      // Another run may have made the folder while this one waited for it.
      try Self.requireSameRun(earlier, identity, configuration, folder: path)
      manifest.starts = earlier.starts + identity.starts
      manifest.version = earlier.version
    }
    self.manifest = manifest
    try Self.removeLeftovers(below: path)
    try DurableFile.write(try JSONFile.encode(manifest), to: manifestPath)
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      try DurableFile.write(text, to: "\(path)/\(name)")
    }
    for folder in ["units", "predictions", "results", "timing", "logs"] {
      try DurableFile.makeFolder("\(path)/\(folder)")
    }
    for entry in ledger.entries where entry.event == "done" {
      guard let unit = UnitID(entry.unit) else { continue }
      // The last line counts: a unit that was redone has two.
      finished[unit] = (try? isWhole(entry)) == true ? entry : nil
    }
    let done = Set(ledger.entries.filter { $0.event == "done" }.map(\.unit))
    damages = done.filter { UnitID($0).map { finished[$0] == nil } ?? false }.sorted().map {
      "The files of \($0) are missing or not what the ledger says"
    }
    for entry in ledger.entries {
      guard let unit = UnitID(entry.unit), finished[unit] == nil else { continue }
      givenUp[unit] = entry.event == "failed" ? entry.reason ?? "" : nil
    }
    // A start that was killed between a unit's ledger line and this left its checkpoint.
    for unit in finished.keys { try dropCheckpoint(of: unit) }
  }

  static func readManifest(_ path: String) throws -> Manifest {
    do {
      return try JSONFile.decode(Manifest.self, from: try FileContents.readRaw(path))
    } catch is DecodingError {
      throw RunFolderError(
        "\(path) is damaged: it is not the JSON that this program writes. "
          + "What is done is not lost: begin the same experiment in another folder (--out) and copy its "
          + "manifest.json here.")
    }
  }

  /// Whether a folder holds nothing, or no more than a start that was killed at once left there.
  private static func isEmpty(_ path: String) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: path).allSatisfy { name in
      try DurableFile.isTemporary(name)
        || name == "holder.json"
        || name == "ledger.jsonl" && FileContents.readRaw("\(path)/\(name)").isEmpty
    }
  }

  /// Deletes the temporary files of earlier starts that were killed while they wrote.
  private static func removeLeftovers(below path: String) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: path)
    where DurableFile.isTemporary(Paths.name(of: name)) {
      try DurableFile.remove("\(path)/\(name)")
    }
  }

  /// Whether every file of a ledger line is there with its checksum.
  private func isWhole(_ entry: Ledger.Entry) throws -> Bool {
    for (name, digest) in entry.files {
      let bytes = try FileContents.readRaw("\(path)/units/\(entry.unit)/\(name)")
      guard SHA256.hexDigest(of: bytes) == digest else { return false }
    }
    return !entry.files.isEmpty
  }

  // MARK: Units

  /// Counts units as not done whose files are whole and hold nothing that a run writes.
  ///
  /// - Parameter problem: what is wrong with the files of a unit that the ledger names; nil: nothing.
  func discard(_ problem: (UnitID, Ledger.Entry) -> String?) {
    let found = finished.compactMap { unit, entry in problem(unit, entry).map { (unit, $0) } }
    for (unit, _) in found { finished[unit] = nil }
    damages += found.sorted { "\($0.0)" < "\($1.0)" }.map(\.1)
  }

  /// Writes a unit's files, then the ledger line that makes it done.
  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming
  ) throws {
    let folder = "\(path)/units/\(unit)"
    try DurableFile.makeFolder(folder)
    try DurableFile.write(files.map { ($0.name, $0.bytes) }, into: folder)
    let digests = Dictionary(
      files.map { ($0.name, SHA256.hexDigest(of: $0.bytes)) }, uniquingKeysWith: { $1 })
    let entry = Ledger.Entry(
      unit: "\(unit)", files: digests, time: UTC.now, rank: rank, host: host,
      wallSeconds: cost.wall, processorSeconds: cost.processor,
      longestStepSeconds: cost.longestStep)
    try ledger.append(entry)
    finished[unit] = entry
    try dropCheckpoint(of: unit)
  }

  /// Whether the stored result of a unit has these bytes.
  func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool {
    guard let entry = finished[unit] else { return false }
    let digests = files.map { ($0.name, SHA256.hexDigest(of: $0.bytes)) }
    return entry.files == Dictionary(digests, uniquingKeysWith: { $1 })
  }

  /// Notes that a unit was given up.
  func giveUp(_ unit: UnitID, rank: Int, host: String, reason: String) throws {
    try ledger.append(
      Ledger.Entry(
        event: "failed", unit: "\(unit)", files: [:], time: UTC.now, rank: rank, host: host,
        wallSeconds: 0, processorSeconds: 0, reason: reason))
  }

  /// Notes that the units that were given up are tried again.
  func retryGivenUp(host: String) throws {
    for unit in givenUp.keys.sorted(by: { "\($0)" < "\($1)" }) {
      try ledger.append(
        Ledger.Entry(
          event: "retried", unit: "\(unit)", files: [:], time: UTC.now, rank: 0, host: host,
          wallSeconds: 0, processorSeconds: 0))
    }
    givenUp = [:]
  }

  /// A stored file of a unit.
  func read(_ name: String, of unit: UnitID) throws -> [UInt8] {
    try FileContents.readRaw("\(path)/units/\(unit)/\(name)")
  }

  /// Writes a file below the folder, making the folders on the way.
  func write(_ text: String, to name: String) throws {
    let target = "\(path)/\(name)"
    try DurableFile.makeFolder(Paths.folder(of: target))
    try DurableFile.write(text, to: target)
  }
}

/// Why a folder cannot take a run's results, as a sentence.
public struct RunFolderError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
