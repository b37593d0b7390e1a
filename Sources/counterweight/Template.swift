import ArgumentParser
import Files
import Foundation
import JobFiles

/// `counterweight template`: prints a job file for a cluster.
struct Template: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a job file for a scheduler, filled in, with every line explained.",
    discussion: """
      For instance: counterweight template slurm power/experiment.yaml > power.slurm

      Paths are written as given; nothing is read, so they need not exist on this machine.

      Kinds:
      \(JobKind.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))
      """)

  @Argument(help: "What it is for; one of the kinds above.")
  var kind: JobKind

  @Argument(help: "The experiment file (YAML), as the job will see it.")
  var file: String

  @Option(help: "The job's name. (default: the file's, or its folder's)")
  var name: String?

  @Option(help: "The run folder. (default: runs/NAME)")
  var out: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of the file, such as classifier.epochs=20.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "How many ranks, of which one coordinates.")
  var ranks = JobRequest(experiment: "").ranks

  @Option(help: "Over how many nodes they are spread. (default: the scheduler decides)")
  var nodes: Int?

  @Option(help: "How long one job may take, such as 90m, 12h or 2d.")
  var time = JobRequest(experiment: "").time

  @Option(help: "Memory per rank, in megabytes. (default: the cluster's)")
  var memory: Int?

  @Option(help: "Whose budget pays. (default: yours)")
  var account: String?

  @Option(help: "The partition or queue. (default: the cluster's)")
  var partition: String?

  @Option(
    parsing: .upToNextOption, help: "For slurm-array: the seeds, a job each. (default: 1 2 3 4 5)")
  var seeds: [UInt64] = []

  @Option(help: "srun, or which mpirun starts the ranks.")
  var launcher = JobRequest(experiment: "").launcher

  @Option(help: "The program; a path if it is not found by its name on the nodes.")
  var program = JobRequest(experiment: "").program

  @Option(
    parsing: .singleValue,
    help: "A line of shell to run before, such as 'module load mpich'; may be repeated.")
  var setup: [String] = []

  @Option(help: "For kubernetes: the container image.")
  var image = JobRequest(experiment: "").image

  @Option(help: "For kubernetes: the volume claim with data, experiment and run folder.")
  var claim = JobRequest(experiment: "").claim

  func run() throws {
    do {
      try StandardStream.output.write(try kind.text(request))
    } catch {
      StandardStreams.complain(error)
      let code = error is JobFileError ? ExitCode.usage : ExitCode(error, isWriting: true)
      throw ArgumentParser.ExitCode(code.rawValue)
    }
  }

  private var request: JobRequest {
    var request = JobRequest(experiment: file)
    if let name {
      request.name = name
      request.out = "runs/\(name)"
    }
    if let out { request.out = out }
    request.overrides = overrides
    request.ranks = ranks
    request.nodes = nodes
    request.time = time
    request.memory = memory
    request.account = account
    request.partition = partition
    if !seeds.isEmpty { request.seeds = seeds }
    request.launcher = launcher
    request.program = program
    request.setup = setup
    request.image = image
    request.claim = claim
    return request
  }
}

extension JobKind: ExpressibleByArgument {}

extension JobDuration: ExpressibleByArgument {
  /// Reads `90m`, `12h` or `2d`.
  public init?(argument: String) {
    self.init(argument)
  }

  /// As it is written on the command line.
  public var defaultValueDescription: String { "12h" }
}
