import Files
import Foundation
import Logging
import MessagePassing
import Reports
import Synchronization
import Tensors

/// Runs an experiment: on rank 0 the coordinator's side, on every other rank the worker's.
public struct ExperimentRun: Sendable {
  /// How a run is watched and where it goes.
  public struct Options: Sendable {
    /// The run folder; nil: `runs/NAME` in the working directory.
    public var folder: String?
    /// Worker threads if there is one rank only.
    public var workers = 1
    /// Whether the screen shows warnings and the table only.
    public var isQuiet = false
    /// The wish to end early.
    public var stop = StopRequest()
    /// Checkpoints, and what to do about workers that are lost.
    public var policy = RunPolicy()
    /// Whether units are tried again that an earlier start gave up.
    public var retriesFailed = false
    /// Whether a folder of an earlier start is moved out of the way instead of being continued.
    public var startsOver = false

    /// The defaults.
    public init() {}
  }

  /// How a run ended.
  public struct Outcome: Sendable {
    /// The run folder.
    public let folder: String
    /// The table for the terminal, with what follows from it.
    public let table: String
    /// What it cost, in a sentence.
    public let cost: String
    /// The units that were given up, with the reason.
    public let failures: [String]
    /// How many units are left, because the run was asked to end; 0 if it is complete.
    public let left: Int
    /// What to do about the units that are left.
    public let advice: String
  }

  /// How many damaged units are told by name.
  private static let toldDamages = 5

  private let experiment: Experiment
  private var options: Options

  /// A run of a checked experiment.
  public init(_ experiment: Experiment, _ options: Options = Options()) {
    self.experiment = experiment
    self.options = options
    // More threads than units would only take memory.
    let configuration = experiment.configuration
    let units = (configuration.ensemble.members + 1) * configuration.seeds.count
    self.options.workers = min(options.workers, units * configuration.methods.count)
  }

  /// Coordinates the run; with one rank only, also starts workers in this process.
  ///
  /// Everything that can be refused is refused before the first unit. The workers are still there
  /// when this returns or throws; `dismiss` sends them home.
  ///
  /// - Throws: `RunFolderError`, `FileError` or `CommunicationError`.
  public func coordinate(_ communicator: any Communicator) throws -> Outcome {
    let path = options.folder ?? "runs/\(experiment.configuration.name)"
    let hasRanks = communicator.size > 1
    let earlier = options.startsOver ? try RunFolder.setAside(path) : nil
    let folder = try RunFolder(
      path: path, identity: try manifest(communicator),
      configuration: experiment.configuration,
      labels: try StoredLabels(experiment.data.splits).text())
    defer { folder.ledger.hold.release() }
    let scores = StudyScores(
      experiment.data.splits, classifier: experiment.configuration.classifier)
    let content = StoredContent(
      scorer: UnitScorer(
        folder: path, scores: scores,
        ensembleSize: experiment.configuration.ensemble.members))
    folder.discard { content.problem(of: $0, files: $1.files.keys) }
    let reporter = reporter(folder)
    for damage in folder.damages.prefix(Self.toldDamages) {
      reporter.say(.warning, "\(damage); this unit is computed again.")
    }
    if folder.damages.count > Self.toldDamages {
      let more = folder.damages.count - Self.toldDamages
      reporter.say(
        .warning, "\(more) more \(more == 1 ? "unit is" : "units are") computed again, too.")
    }
    if hasRanks, options.workers > 1 {
      reporter.say(.warning, "Under mpirun every rank but 0 is one worker; --workers is ignored.")
    }
    if let earlier { reporter.say(.info, "The earlier run of this folder is in \(earlier) now.") }
    for warning in experiment.warnings { reporter.say(.warning, warning) }
    for note in experiment.data.notes { reporter.say(.info, note) }

    let graph = try experiment.graph()
    var scheduler = Scheduler(graph, cost: experiment.cost())
    for unit in graph.units where folder.finished[unit] != nil {
      let entry = folder.finished[unit]
      scheduler.finished(
        unit, seconds: entry?.wallSeconds, longestStep: entry?.longestStepSeconds)
    }
    if options.retriesFailed {
      try folder.retryGivenUp(host: ProcessInfo.processInfo.hostName)
    }
    let givenUp = folder.givenUp
    for unit in givenUp.keys { scheduler.giveUp(unit) }
    if !givenUp.isEmpty {
      reporter.say(
        .warning,
        "\(givenUp.count == 1 ? "1 unit was" : "\(givenUp.count) units were") given up by an earlier "
          + "start; --retry-failed tries again.")
    }
    let journal = RunJournal(
      folder: folder, graph: graph,
      scores: scores, ensembleSize: experiment.configuration.ensemble.members, progress: reporter,
      givenUp: givenUp)
    reporter.say(
      .info, opening(folder, scheduler, hasRanks ? communicator.size - 1 : options.workers))
    try journal.scoreWhatIsThere()

    let ended =
      if hasRanks {
        try hand(out: scheduler, over: communicator, journal)
      } else {
        try withLocalWorkers { try hand(out: scheduler, over: $0, journal) }
      }
    reporter.end()
    let report = try journal.report(experiment.configuration)
    let left = ended.unitCount - ended.count(.done) - ended.count(.failed)
    return Outcome(
      folder: path, table: report.terminalTable,
      cost: Self.sentence(journal.timing.summary, isComplete: ended.isFinished),
      failures: journal.failures.map { "\($0.key): \($0.value)" }.sorted(),
      left: left,
      advice: Self.advice(
        left: left, done: journal.timing.summary.unitsComputed, saved: journal.saved.count))
  }

  private func hand(
    out scheduler: Scheduler, over communicator: any Communicator, _ journal: RunJournal
  ) throws -> Scheduler {
    let coordinator = Coordinator(
      communicator, settings: try experiment.settings(), data: experiment.sharedData,
      scheduler: scheduler, keeper: journal,
      policy: options.policy, stop: options.stop)
    return try coordinator.run()
  }

  /// Calls `body` with the coordinator's end of a group of threads, and sends them home after it.
  private func withLocalWorkers(
    _ body: (any Communicator) throws -> Scheduler
  ) throws -> Scheduler {
    let group = InProcessCommunicator.group(size: 1 + max(1, options.workers))
    // Those that never start have nobody who says goodbye for them.
    var started = 1
    let reasons = Mutex<[String]>([])
    defer {
      for absent in group[started...] { try? Worker.leave(absent) }
      try? Farewell.say(group[0], exitCode: 0)
    }
    for communicator in group.dropFirst() {
      try PlainThread.start("worker \(communicator.rank)") {
        do {
          _ = try Self.work(communicator)
        } catch {
          // It says goodbye before its time, at which the coordinator ends the run.
          reasons.withLock { $0.append("\(error)") }
          try? Worker.leave(communicator)
        }
      }
      started += 1
    }
    do {
      return try body(group[0])
    } catch let error as CommunicationError {
      let reasons = reasons.withLock { $0 }
      throw reasons.isEmpty ? error : CommunicationError("\(error) \(reasons[0])")
    }
  }

  /// Works for the coordinator until it says stop.
  ///
  /// - Parameters:
  ///   - communicator: this rank's.
  ///   - stop: what the coordinator is told of once somebody asks for it.
  /// - Returns: the exit code of the whole run.
  /// - Throws: `CommunicationError` if the coordinator cannot be reached.
  public static func work(
    _ communicator: any Communicator, stop: StopRequest = StopRequest()
  ) throws -> Int32 {
    try Worker(communicator, stop: stop, makeComputer: Experiment.computer).run()
  }

  /// Lets the system end this process before others, if it must end one for lack of memory.
  ///
  /// For ranks that only work: rank 0 is needed to the end.
  public static func preferThisProcessForLackOfMemory() { MemoryWatch.preferThisProcess() }

  /// Sends the workers of other ranks home, with the exit code of the whole run.
  ///
  /// - Throws: `CommunicationError` if some rank does not answer, unless losses are survived.
  public static func dismiss(
    _ communicator: any Communicator, exitCode: Int32, survivesLoss: Bool = false
  ) throws {
    try Farewell.say(communicator, exitCode: exitCode, survivesLoss: survivesLoss)
  }

  // MARK: What is told

  private func manifest(_ communicator: any Communicator) throws -> Manifest {
    let hasRanks = communicator.size > 1
    return Manifest(
      version: Version.current,
      configurationHash: SHA256.hexDigest(
        of: try RunFolder.identityText(experiment.configuration)),
      dataHash: experiment.data.splits.contentHash,
      dataFiles: experiment.data.files.map {
        Manifest.DataFile(path: $0.path, bytes: $0.size, sha256: $0.sha256)
      },
      seeds: experiment.configuration.seeds, methods: experiment.configuration.methods,
      starts: [
        Manifest.Start(
          time: UTC.now, host: ProcessInfo.processInfo.hostName, ranks: communicator.size,
          workers: hasRanks ? communicator.size - 1 : options.workers,
          mpi: hasRanks ? MPICommunicator.library : "none",
          kernels: experiment.configuration.kernels.description)
      ])
  }

  private func reporter(_ folder: RunFolder) -> ProgressReporter {
    let live = options.isQuiet ? nil : LiveLine()
    let file = RunLog.File(path: "\(folder.path)/logs/run.log")
    let screenLevel = options.isQuiet ? Logger.Level.warning : .info
    let logger = Logger(label: "counterweight") { _ in
      RunLog(file: file, screenLevel: screenLevel)
    }
    let reused = folder.finished.count
    return ProgressReporter(logger: logger, live: live, reused: reused)
  }

  private func opening(_ folder: RunFolder, _ scheduler: Scheduler, _ workers: Int) -> String {
    let left = scheduler.count(.ready) + scheduler.count(.waiting)
    let done = scheduler.count(.done)
    return "\(experiment.configuration.name): \(CountText.counted(left, "unit")) on "
      + CountText.counted(workers, "worker")
      + (done > 0 ? ", \(done) are there from an earlier start" : "")
      + "; everything goes to \(folder.path)"
  }

  private static func advice(left: Int, done: Int, saved: Int) -> String {
    let units =
      (left == 1 ? "1 unit is left" : "\(left) units are left")
      + (saved > 0 ? ", \(saved) of which \(saved == 1 ? "is" : "are") saved on the way" : "")
    return done > 0 || saved > 0
      ? "\(units); the same command again goes on."
      : "\(units), and there was no time for any of them; give the run more."
  }

  private static func sentence(_ timing: RunTiming.Summary, isComplete: Bool) -> String {
    guard timing.unitsComputed > 0 else {
      return isComplete ? "Nothing was left to compute." : "No unit was done."
    }
    return String(
      format: "%d %@ in %.0f s, %.2f core-hours; workers were busy %.0f %% of the time.",
      timing.unitsComputed, timing.unitsComputed == 1 ? "unit" : "units", timing.wallSeconds,
      timing.coreHours, 100 * timing.workersBusyShare)
  }
}
