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

      SIGTERM, SIGINT or SIGUSR1 to any rank, or the time limit, ends the run early: units that \
      are done within 20 s are stored, and the exit code is 75.
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
  var timeLimit: TimeLimit?

  @Flag(help: "Show warnings and the table only.")
  var quiet = false

  func validate() throws {
    if out == "" { throw ValidationError("--out is empty; name a folder.") }
    if let timeLimit, timeLimit.seconds <= StopRequest.lead {
      throw ValidationError(
        "--time-limit must be more than \(Int(StopRequest.lead)) s, which ending takes.")
    }
    if workers < 1 { throw ValidationError("--workers must be at least 1, not \(workers).") }
  }

  func run() throws {
    let communicator: MPICommunicator
    do {
      communicator = try MPICommunicator()
    } catch {
      if Launcher.rank(in: ProcessInfo.processInfo.environment) ?? 0 == 0 {
        StandardStreams.complain(error)
      }
      Launcher.letFirstRankSpeak(in: ProcessInfo.processInfo.environment)
      throw ArgumentParser.ExitCode(ExitCode.messagePassing.rawValue)
    }
    // The coordinator alone looks at the time.
    let ofJob = TimeLimit.ofSlurmJob(ProcessInfo.processInfo.environment)
    let stop = StopRequest(
      deadline: communicator.rank == 0 ? timeLimit?.deadline ?? ofJob : nil)
    stop.watchSignals()
    let code =
      communicator.rank == 0 ? coordinate(communicator, stop) : work(communicator, stop)
    communicator.end(exitCode: code)
    throw ArgumentParser.ExitCode(code)
  }

  /// The coordinator's side: everything that can be wrong is found here, and said once.
  private func coordinate(_ communicator: MPICommunicator, _ stop: StopRequest) -> Int32 {
    let code = outcome(communicator, stop)
    do {
      try ExperimentRun.dismiss(communicator, exitCode: code.rawValue)
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
      let outcome = try ExperimentRun(experiment, options).coordinate(communicator)
      try StandardStreams.print(
        "\n\(outcome.table)\n\(outcome.cost)\nResults: \(outcome.folder)/results")
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
    do {
      return try ExperimentRun.work(communicator, stop: stop)
    } catch {
      StandardStreams.complain(error)
      let code = ExitCode(error, isWriting: false).rawValue
      // The coordinator would wait for this rank; what is done is on disk, so all may end.
      communicator.abort(exitCode: code)
      return code
    }
  }
}
