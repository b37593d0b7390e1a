import Files
import Foundation
import Reports

/// Keeps a run: stores units, scores a method as its last unit of a seed arrives, tells the watchers.
///
/// The coordinator's memory of everything but who computes what.
final class RunJournal: RunKeeper {
  private let folder: RunFolder
  private let graph: UnitGraph
  private let scorer: UnitScorer
  private let progress: ProgressReporter
  private(set) var timing: RunTiming
  /// The units of predictions of each method and seed, in the graph's order.
  private let predictions: [String: [UnitID]]
  private var runs: [String: StudyScores.Run] = [:]
  /// The units whose state was saved in this start and that are not done.
  private(set) var saved: Set<UnitID> = []
  /// Why units were given up, in this start or an earlier one.
  private(set) var failures: [UnitID: String]

  init(
    folder: RunFolder, graph: UnitGraph, scores: StudyScores, ensembleSize: Int,
    progress: ProgressReporter, givenUp: [UnitID: String] = [:]
  ) {
    self.folder = folder
    self.graph = graph
    scorer = UnitScorer(folder: folder.path, scores: scores, ensembleSize: ensembleSize)
    self.progress = progress
    predictions = Dictionary(grouping: graph.units.filter(\.kind.isPrediction)) {
      UnitScorer.runName($0.method, $0.seed)
    }
    timing = RunTiming(reused: graph.units.count { folder.finished[$0] != nil })
    failures = givenUp
  }

  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming
  ) throws {
    try folder.store(unit, files, rank: rank, host: host, cost: cost)
    failures[unit] = nil
    saved.remove(unit)
    try scoreIfComplete(method: unit.method, seed: unit.seed)
  }

  func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool { folder.isStored(unit, files) }

  func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) throws {
    try folder.save(checkpoint, of: unit)
    saved.insert(unit)
  }

  func checkpoint(of unit: UnitID) throws -> UnitCheckpoint? { try folder.checkpoint(of: unit) }

  func dropCheckpoint(of unit: UnitID) throws { try folder.dropCheckpoint(of: unit) }

  func files(of unit: UnitID) throws -> [UnitFile] {
    // The record says whether what the model makes is used.
    try [UnitFile.model, UnitFile.record].map {
      UnitFile(name: $0, bytes: try folder.read($0, of: unit))
    }
  }

  func observe(_ event: RunEvent, _ scheduler: Scheduler) throws {
    timing.observe(event)
    if case .failed(let unit, let rank, let reason, false) = event {
      failures[unit] = reason
      try folder.giveUp(unit, rank: rank, host: timing.host(of: rank), reason: reason)
    }
    progress.observe(event, scheduler)
    try folder.ledger.hold.beat()
  }

  /// Scores what an earlier start has finished.
  func scoreWhatIsThere() throws {
    for (method, seed) in runNames { try scoreIfComplete(method: method, seed: seed) }
  }

  private var runNames: [(method: String, seed: UInt64)] {
    graph.units.compactMap {
      switch $0.kind {
      case .member(0), .memberChain, .scores: ($0.method, $0.seed)
      default: nil
      }
    }
  }

  private func scoreIfComplete(method: String, seed: UInt64) throws {
    let name = UnitScorer.runName(method, seed)
    // A model that several methods share is no method.
    guard let units = predictions[name] else { return }
    guard units.allSatisfy({ folder.finished[$0] != nil }) else { return }
    let run = try scorer.run(method: method, seed: seed, units: units)
    try folder.write(run.predictionsCSV, to: "predictions/\(name).csv")
    runs[name] = run
    progress.scored(method: method, seed: seed, minorityF1: run.minorityF1)
  }

  /// Writes the results and what they cost.
  ///
  /// - Returns: the report, for the terminal.
  func report(_ configuration: ExperimentConfiguration) throws -> StudyReport {
    let report = try FolderReport(
      configuration: configuration, graph: graph, scorer: scorer, manifest: folder.manifest,
      entries: folder.ledger.entries, finished: Set(folder.finished.keys), runs: runs
    ).write()
    try folder.write(RunTiming.unitsCSV(folder.ledger.entries), to: "timing/units.csv")
    try folder.write(timing.ranksCSV, to: "timing/ranks.csv")
    let summary = String(decoding: try JSONFile.encode(timing.summary), as: UTF8.self)
    try folder.write(summary, to: "timing/run.json")
    return report
  }
}
