import Files
import Foundation
import NoveltyDetection
import Reports

/// Keeps a run: stores units, scores a method as its last unit of a seed arrives, tells the watchers.
///
/// The coordinator's memory of everything but who computes what.
final class RunJournal: RunKeeper {
  private let folder: RunFolder
  private let graph: UnitGraph
  private let scores: StudyScores
  private let ensembleSize: Int
  private let progress: ProgressReporter
  private(set) var timing: RunTiming
  /// The units of predictions of each method and seed, in the graph's order.
  private let predictions: [String: [UnitID]]
  private var runs: [String: StudyScores.Run] = [:]
  /// Why units were given up, in this start or an earlier one.
  private(set) var failures: [UnitID: String]

  init(
    folder: RunFolder, graph: UnitGraph, scores: StudyScores, ensembleSize: Int,
    progress: ProgressReporter, givenUp: [UnitID: String] = [:]
  ) {
    self.ensembleSize = ensembleSize
    self.folder = folder
    self.graph = graph
    self.scores = scores
    self.progress = progress
    predictions = Dictionary(grouping: graph.units.filter(\.kind.isPrediction)) {
      Self.runName($0.method, $0.seed)
    }
    timing = RunTiming(reused: graph.units.count { folder.finished[$0] != nil })
    failures = givenUp
  }

  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming
  ) throws {
    try folder.store(unit, files, rank: rank, host: host, cost: cost)
    try scoreIfComplete(method: unit.method, seed: unit.seed)
  }

  func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool { folder.isStored(unit, files) }

  func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) throws {
    try folder.save(checkpoint, of: unit)
  }

  func checkpoint(of unit: UnitID) throws -> UnitCheckpoint? { try folder.checkpoint(of: unit) }

  func dropCheckpoint(of unit: UnitID) throws { try folder.dropCheckpoint(of: unit) }

  func files(of unit: UnitID) throws -> [UnitFile] {
    [UnitFile(name: UnitFile.model, bytes: try folder.read(UnitFile.model, of: unit))]
  }

  func observe(_ event: RunEvent, _ scheduler: Scheduler) throws {
    timing.observe(event)
    if case .failed(let unit, let rank, let reason, false) = event {
      failures[unit] = reason
      try folder.giveUp(unit, rank: rank, host: timing.host(of: rank), reason: reason)
    }
    progress.observe(event, scheduler)
    folder.ledger.hold.beat()
  }

  /// Scores whatever an earlier start has already finished.
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

  private static func runName(_ method: String, _ seed: UInt64) -> String {
    "\(method)/seed\(seed)"
  }

  private func scoreIfComplete(method: String, seed: UInt64) throws {
    let name = Self.runName(method, seed)
    // A model that several methods share is no method.
    guard let units = predictions[name] else { return }
    guard units.allSatisfy({ folder.finished[$0] != nil }) else { return }
    let run = try run(method, seed, units)
    try folder.write(run.predictionsCSV, to: "predictions/\(name).csv")
    runs[name] = run
    progress.scored(method: method, seed: seed, minorityF1: run.minorityF1)
  }

  private func run(
    _ method: String, _ seed: UInt64, _ units: [UnitID]
  ) throws -> StudyScores.Run {
    if let unit = units.first(where: { $0.kind == .scores }) {
      let record = try JSONFile.decode(
        DecisionRecord.self, from: folder.read(UnitFile.record, of: unit))
      return scores.run(
        method: method, seed: seed,
        scores: try DetectorScores(decoding: folder.read(UnitFile.scores, of: unit)),
        decision: NoveltyDecision(
          direction: record.direction, threshold: record.threshold,
          validationF1: record.validationF1))
    }
    return scores.run(
      method: method, seed: seed,
      probabilities: try units.flatMap { try self.probabilities(of: $0) })
  }

  /// What the member, or the members, of a unit said.
  private func probabilities(of unit: UnitID) throws -> [MemberProbabilities] {
    let names =
      unit.kind == .memberChain
      ? (0..<ensembleSize).map { UnitFile.name(UnitFile.probabilities, ofMember: $0) }
      : [UnitFile.probabilities]
    return try names.map { try MemberProbabilities(decoding: folder.read($0, of: unit)) }
  }

  /// Writes the results and what they cost.
  ///
  /// - Returns: the report, for the terminal.
  func report(_ configuration: ExperimentConfiguration) throws -> StudyReport {
    // In the order of the experiment, not of arrival.
    let complete = runNames.compactMap { runs[Self.runName($0.method, $0.seed)] }
    let record = StudyRecord(
      name: configuration.name, version: Version.current,
      data: scores.description(name: configuration.name),
      ensembleSize: configuration.ensemble.members, methods: configuration.methods,
      baseline: configuration.baseline.isEmpty ? nil : configuration.baseline,
      seeds: configuration.seeds, runs: complete.flatMap(\.scores),
      detections: complete.compactMap(\.detection), changes: changes(configuration),
      failures: failureSentences, notes: try notes())
    let report = try StudyReport(record)
    for file in report.files { try folder.write(file.contents, to: "results/\(file.name)") }
    try folder.write(RunTiming.unitsCSV(folder.ledger.entries), to: "timing/units.csv")
    try folder.write(timing.ranksCSV, to: "timing/ranks.csv")
    let summary = String(decoding: try JSONFile.encode(timing.summary), as: UTF8.self)
    try folder.write(summary, to: "timing/run.json")
    return report
  }

  /// What each method predicts differently from the baseline, where both have a seed's run.
  private func changes(_ configuration: ExperimentConfiguration) -> [PredictionChange] {
    runNames.compactMap { method, seed in
      guard method != configuration.baseline, let run = runs[Self.runName(method, seed)],
        let baseline = runs[Self.runName(configuration.baseline, seed)]
      else { return nil }
      return scores.change(from: baseline, to: run, method: method, seed: seed)
    }
  }

  /// What the units that are done noted, in the order of the experiment.
  private func notes() throws -> [String] {
    var notes = RunNotes()
    for unit in graph.units where folder.finished[unit] != nil {
      let records =
        unit.kind == .memberChain
        ? (0..<ensembleSize).map { UnitFile.name(UnitFile.record, ofMember: $0) }
        : [UnitFile.record]
      for record in records {
        try notes.add(record: folder.read(record, of: unit), method: unit.method)
      }
    }
    return notes.sentences
  }

  /// One sentence per run that has no result, with the first unit that failed and why.
  private var failureSentences: [String] {
    graph.units.compactMap { unit in
      failures[unit].map { "\(unit) failed \(Scheduler.attempts) times: \($0)" }
    }
  }
}
