import ArgumentParser
import Experiments
import Foundation
import MessagePassing

/// `counterweight train`: runs an experiment.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run an experiment, or what is left of it.",
    discussion: """
      The same command again does only what is missing. Without mpirun, everything happens in \
      one process; with it, rank 0 coordinates and sleeps, so start one rank more than there \
      are cores (Open MPI: mpirun --oversubscribe).

      SIGTERM, SIGINT or SIGUSR1 to any rank, or the time limit, ends the run early: the state of \
      units that are being computed is saved within 20 s, and the exit code is 75.
      """)

  @Argument(help: "The experiment file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "The run folder. (default: runs/NAME)", completion: .directory)
  var out: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of the file, such as classifier.epochs=20.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "Without mpirun: how many threads compute.")
  var workers = 1

  @Option(
    help: ArgumentHelp(
      "Begin nothing that cannot be done within this time, and end before it is over, such as 90m, 12h. (default under Slurm: the job's end)",
      valueName: "time"))
  var timeLimit: TimeSpan?

  @Option(
    help: ArgumentHelp(
      "Save the state of a unit that long after it was saved last, such as 30s, 5m.",
      valueName: "time"))
  var checkpointInterval = TimeSpan(seconds: RunPolicy().checkpointInterval)

  @Option(
    help: ArgumentHelp(
      "Take a worker for lost that has said nothing for this long.", valueName: "time"))
  var workerSilence = TimeSpan(seconds: RunPolicy().silence)

  @Flag(
    help: """
      Go on without workers that are lost, and give their units to others. Without it the run ends, \
      and the same command goes on. MPICH only; the loss of rank 0 always ends the run.
      """)
  var surviveWorkerLoss = false

  @Option(
    help: ArgumentHelp(
      "Give a unit up whose process takes more memory than this for itself, with all its --workers, such as 6GB. (default: when hardly any is left on its node)",
      valueName: "size"))
  var memoryLimit: ByteCount?

  @Flag(help: "Try units again that an earlier start of the run gave up.")
  var retryFailed = false

  @Flag(
    help: """
      Start over: a run that is in the folder is moved beside it, to a name with the date behind.
      """)
  var forceNew = false

  @Flag(help: "Check everything and tell what the run would take, as `plan` does; write nothing.")
  var dryRun = false

  @Flag(help: "Show warnings and the table only.")
  var quiet = false

  func validate() throws {
    if out == "" { throw ValidationError("--out is empty; name a folder.") }
    if workerSilence.seconds < 2 {
      throw ValidationError("--worker-silence must be at least 2s; links take a while to recover.")
    }
    if let timeLimit, timeLimit.seconds <= StopRequest.lead {
      throw ValidationError(
        "--time-limit must be more than \(Int(StopRequest.lead)) s, which ending takes.")
    }
    if workers < 1 { throw ValidationError("--workers must be at least 1, not \(workers).") }
  }

  func run() throws {
    if dryRun { return try tellPlan() }
    if surviveWorkerLoss, Shield.isWanted(ProcessInfo.processInfo.environment) {
      throw ArgumentParser.ExitCode(try standBeforeRank())
    }
    let communicator: MPICommunicator
    do {
      communicator = try MPICommunicator(toleratesLoss: surviveWorkerLoss)
    } catch {
      if Launcher.rank(in: ProcessInfo.processInfo.environment) ?? 0 == 0 {
        StandardStreams.complain(error)
      }
      Launcher.letFirstRankSpeak(in: ProcessInfo.processInfo.environment)
      throw ArgumentParser.ExitCode(ExitCode.messagePassing.rawValue)
    }
    // The coordinator alone looks at the time.
    let ofJob = TimeSpan.endOfSlurmJob(ProcessInfo.processInfo.environment)
    let stop = StopRequest(
      deadline: communicator.rank == 0 ? timeLimit.map { Date.now + $0.seconds } ?? ofJob : nil)
    stop.watchSignals()
    Shield.reportStart(ProcessInfo.processInfo.environment)
    let code =
      communicator.rank == 0 ? coordinate(communicator, stop) : work(communicator, stop)
    communicator.end(exitCode: code)
    throw ArgumentParser.ExitCode(code)
  }

  /// The coordinator's side: everything that can be wrong is found here, and said once.
  private func coordinate(_ communicator: MPICommunicator, _ stop: StopRequest) -> Int32 {
    let code = outcome(communicator, stop)
    do {
      try ExperimentRun.dismiss(
        communicator, exitCode: code.rawValue, survivesLoss: surviveWorkerLoss)
    } catch {
      StandardStreams.complain(error)
      // An ordinary end would wait for the rank that is lost.
      let lost = code == .success ? .messagePassing : code
      communicator.abort(exitCode: lost.rawValue)
      return lost.rawValue
    }
    return code.rawValue
  }

  private func outcome(_ communicator: MPICommunicator, _ stop: StopRequest) -> ExitCode {
    let experiment: Experiment
    do {
      experiment = try Experiment(ConfigurationFile(file, overrides: overrides))
    } catch {
      StandardStreams.complain(error)
      return ExitCode(error, isWriting: false)
    }
    do {
      var options = ExperimentRun.Options()
      options.folder = out
      options.workers = workers
      options.isQuiet = quiet
      options.stop = stop
      options.policy.checkpointInterval = checkpointInterval.seconds
      options.policy.silence = workerSilence.seconds
      options.policy.survivesLoss = surviveWorkerLoss
      options.policy.memoryLimit = memoryLimit?.bytes ?? 0
      options.retriesFailed = retryFailed
      options.startsOver = forceNew
      let outcome = try ExperimentRun(experiment, options).coordinate(communicator)
      try StandardStreams.print(
        "\n\(outcome.table)\n\(outcome.cost)\nResults: \(outcome.folder)/results"
          + "\nReport: \(outcome.folder)/report.html")
      if outcome.left > 0 {
        try StandardStreams.print(outcome.advice)
        return .interrupted
      }
      return outcome.failures.isEmpty ? .success : .unitFailed
    } catch {
      StandardStreams.complain(error)
      return ExitCode(error, isWriting: true)
    }
  }

  /// The worker's side: computes until it is sent home, and says nothing.
  private func work(_ communicator: MPICommunicator, _ stop: StopRequest) -> Int32 {
    ExperimentRun.preferThisProcessForLackOfMemory()
    do {
      return try ExperimentRun.work(communicator, stop: stop)
    } catch {
      StandardStreams.complain(error)
      let code = ExitCode(error, isWriting: false).rawValue
      // The others go on without this rank; its shield must not take this for an orderly end.
      if surviveWorkerLoss { raise(SIGKILL) }
      // The coordinator would wait for this rank; what is done is on disk, so all may end.
      communicator.abort(exitCode: code)
      return code
    }
  }

  /// Starts the rank proper as a child, and keeps its place if it dies.
  private func standBeforeRank() throws -> Int32 {
    do {
      return try Shield.stand()
    } catch {
      StandardStreams.complain(error)
      return ExitCode.messagePassing.rawValue
    }
  }

  /// What `plan` tells, without MPI.
  private func tellPlan() throws {
    guard Launcher.rank(in: ProcessInfo.processInfo.environment) ?? 0 == 0 else { return }
    var plan = Plan()
    plan.file = file
    plan.overrides = overrides
    plan.ranks =
      Launcher.ranks(in: ProcessInfo.processInfo.environment).map { $0 > 1 ? [$0] : [] } ?? []
    plan.times = nil
    try plan.run()
  }
}
