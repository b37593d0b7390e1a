import Files
import Foundation
import Reports

/// Makes the results and the report of a run folder from what its units stored.
///
/// `train` at its end and `report` do the same, so that they write the same bytes.
struct FolderReport {
  let configuration: ExperimentConfiguration
  let graph: UnitGraph
  let scorer: UnitScorer
  let manifest: Manifest
  /// The lines of the ledger.
  let entries: [Ledger.Entry]
  /// The units whose stored files are whole.
  let finished: Set<UnitID>
  /// Which stored files are not what the ledger says, a sentence each.
  var damages: [String] = []
  /// What was scored before, and its predictions written.
  var runs: [String: StudyScores.Run] = [:]

  private var folder: String { scorer.folder }

  /// Writes `predictions`, `results` and `report.html`.
  ///
  /// - Returns: the report, for the terminal.
  func write() throws -> StudyReport {
    let runs = try allRuns()
    for run in runs {
      let name = UnitScorer.runName(run.method, run.seed)
      if self.runs[name] == nil { try write(run.predictionsCSV, to: "predictions/\(name).csv") }
    }
    let qualities = try self.qualities()
    let report = try StudyReport(try record(runs, qualities))
    let details = try self.details(qualities)
    let results = report.files + details.resultFiles(report) + qualities.resultFiles
    for file in results { try write(file.contents, to: "results/\(file.name)") }
    try removeFigures(notAmong: Set(results.map { "results/\($0.name)" }))
    for file in details.timingFiles(report) {
      try write(file.contents, to: "timing/\(file.name)")
    }
    try write(StudyPage(report, details).html, to: "report.html")
    return report
  }

  /// Removes what an earlier report drew and this one does not, such as of a unit that is damaged now.
  private func removeFigures(notAmong names: Set<String>) throws {
    let figures = "results/figures"
    let files = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(figures)")
    for file in files ?? [] where file.hasSuffix(".svg") && !names.contains("\(figures)/\(file)") {
      try FileManager.default.removeItem(atPath: "\(folder)/\(figures)/\(file)")
    }
  }

  private func write(_ text: String, to name: String) throws {
    let target = "\(folder)/\(name)"
    try DurableFile.makeFolder(Paths.folder(of: target))
    try DurableFile.write(text, to: target)
  }

  // MARK: Results

  /// The runs of which every unit of predictions is done, in the order of the experiment.
  private func allRuns() throws -> [StudyScores.Run] {
    let predictions = Dictionary(grouping: graph.units.filter(\.kind.isPrediction)) {
      UnitScorer.runName($0.method, $0.seed)
    }
    return try runNames.compactMap { method, seed in
      let name = UnitScorer.runName(method, seed)
      if let run = runs[name] { return run }
      guard let units = predictions[name], units.allSatisfy(finished.contains) else { return nil }
      return try scorer.run(method: method, seed: seed, units: units)
    }
  }

  private var runNames: [(method: String, seed: UInt64)] {
    configuration.methods.flatMap { method in configuration.seeds.map { (method, $0) } }
  }

  private func record(
    _ runs: [StudyScores.Run], _ qualities: [SyntheticQualityRecord]
  ) throws -> StudyRecord {
    StudyRecord(
      name: configuration.name, version: manifest.version,
      data: scorer.scores.description(name: configuration.name),
      ensembleSize: configuration.ensemble.members, methods: configuration.methods,
      baseline: configuration.baseline.isEmpty ? nil : configuration.baseline,
      seeds: configuration.seeds, runs: runs.flatMap(\.scores),
      detections: runs.compactMap(\.detection), changes: changes(runs),
      predictions: runs.map { scorer.scores.predictions(of: $0) },
      trainingFits: try trainingFits(runs),
      closedGates: qualities.filter { $0.gate.decision == .closed }.map {
        ClosedGate(method: $0.method, seed: $0.seed)
      },
      failures: failureSentences, notes: try notes(),
      f1LabelSet: configuration.classifier.f1LabelSet, progress: progress,
      identity: try identity)
  }

  private var progress: StudyProgress {
    let failures = failures
    return StudyProgress(
      unitCount: graph.units.count, doneCount: graph.units.count(where: finished.contains),
      failedCount: graph.units.count { failures[$0] != nil })
  }

  /// Hashed anew: the manifest of an earlier version was made of fewer keys.
  private var identity: StudyIdentity {
    get throws {
      StudyIdentity(
        dataHash: manifest.dataHash,
        configurationHash: SHA256.hexDigest(of: try RunFolder.identityText(configuration)))
    }
  }

  /// What each method predicts differently from the baseline, where both have a seed's run.
  private func changes(_ runs: [StudyScores.Run]) -> [PredictionChange] {
    runs.compactMap { run in
      guard run.method != configuration.baseline,
        let baseline = runs.first(where: {
          $0.method == configuration.baseline && $0.seed == run.seed
        })
      else { return nil }
      return scorer.scores.change(from: baseline, to: run, method: run.method, seed: run.seed)
    }
  }

  /// What the units that are done noted, in the order of the experiment.
  private func notes() throws -> [String] {
    var notes = RunNotes()
    for unit in graph.units where finished.contains(unit) {
      for record in scorer.files(UnitFile.record, of: unit) {
        try notes.add(record: scorer.read(record, of: unit), method: unit.method)
      }
    }
    return notes.sentences
  }

  /// Why units were given up, by the last line that the ledger has of them.
  var failures: [UnitID: String] {
    var failures: [UnitID: String] = [:]
    for entry in entries {
      guard let unit = UnitID(entry.unit), !finished.contains(unit) else { continue }
      failures[unit] = entry.event == "failed" ? entry.reason ?? "the reason is not known" : nil
    }
    return failures
  }

  /// One sentence per run that has no result, with the first unit that failed and why.
  private var failureSentences: [String] {
    let failures = failures
    return graph.units.compactMap { unit in
      failures[unit].map { "\(unit) failed \(Scheduler.attempts) times: \($0)" }
    }
  }

  // MARK: The report

  /// What is missing, a sentence each; empty if every unit is done.
  var missing: [String] {
    let failures = failures
    let left = graph.units.count { !finished.contains($0) && failures[$0] == nil }
    var sentences = damages
    if left > 0 {
      sentences.append(
        "\(left) of \(CountText.counted(graph.units.count, "unit")) \(left == 1 ? "is" : "are") not done; "
          + "'counterweight train' on the same folder goes on.")
    }
    if !failures.isEmpty {
      sentences.append(
        "\(failures.count) \(failures.count == 1 ? "unit was" : "units were") given up.")
    }
    return sentences
  }

  private func details(_ qualities: [SyntheticQualityRecord]) throws -> RunDetails {
    RunDetails(
      missing: missing, costs: costs, curves: try curves(), facts: facts, commands: commands,
      configuration: String(
        decoding: try FileContents.readRaw("\(folder)/\(RunFolder.configurationName)"),
        as: UTF8.self),
      qualities: qualities)
  }

  private var costs: [RunDetails.UnitCost] {
    entries.compactMap { entry in
      guard entry.event == "done", let unit = UnitID(entry.unit) else { return nil }
      return RunDetails.UnitCost(
        method: unit.method, isPrediction: unit.kind.isPrediction, rank: entry.rank,
        host: entry.host, wallSeconds: entry.wallSeconds, processorSeconds: entry.processorSeconds)
    }
  }

  private func curves() throws -> [RunDetails.Curves] {
    try graph.units.filter(finished.contains).flatMap { unit in
      try scorer.files(UnitFile.curves, of: unit).compactMap { name -> RunDetails.Curves? in
        // Not every method has curves.
        guard FileContents.exists("\(folder)/units/\(unit)/\(name)"),
          let table = NumberTable(csv: try scorer.read(name, of: unit))
        else { return nil }
        return RunDetails.Curves(
          method: unit.method, seed: unit.seed, isMember: unit.kind.isPrediction, table: table)
      }
    }
  }

  private var facts: [RunDetails.Fact] {
    [
      RunDetails.Fact("Counterweight", manifest.version),
      RunDetails.Fact("configuration (SHA-256)", manifest.configurationHash),
      RunDetails.Fact("data as trained on (SHA-256)", manifest.dataHash),
    ]
      + manifest.dataFiles.map {
        RunDetails.Fact("file", "\($0.path), \($0.bytes) bytes, SHA-256 \($0.sha256)")
      }
      + manifest.starts.map { start in
        RunDetails.Fact(
          "start",
          "\(start.time) on \(start.host), \(CountText.counted(start.ranks, "rank")), "
            + "\(CountText.counted(start.workers, "worker")), MPI: \(start.mpi); kernels: \(start.kernels)"
        )
      }
  }

  private var commands: [String] {
    let ranks = manifest.starts.last?.ranks ?? 1
    return [
      "# beside the data files, with the configuration below as experiment.yaml",
      (ranks > 1 ? "mpirun -n \(ranks) " : "")
        + "counterweight train experiment.yaml --out runs/again",
    ]
  }
}

extension NumberTable {
  /// Reads what `csv` wrote; nil if a row does not fit the header or holds no numbers.
  init?(csv bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let header = lines.first else { return nil }
    self.init(columns: header.split(separator: ",").map(String.init))
    for line in lines.dropFirst() {
      // An empty field stands for what is not defined.
      let row = line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.isEmpty ? Double.nan : Double($0)
      }
      let numbers = row.compactMap(\.self)
      guard numbers.count == row.count, row.count == columns.count else { return nil }
      append(numbers)
    }
  }
}
