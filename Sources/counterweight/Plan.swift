import ArgumentParser
import Experiments
import Files
import Foundation

/// `counterweight plan`: tells what a run would take, before it starts.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what a run would take: units, memory, files, and time by the number of ranks.",
    discussion: """
      Measures a unit of each kind with a few epochs on this machine, or takes the times of an \
      earlier run, and lets the scheduler of real runs hand the units to imagined workers. Nothing \
      is written, and MPI is not started.
      """)

  @Argument(help: "The experiment file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of the file, such as classifier.epochs=20.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "After the file: numbers of ranks, of which one coordinates; 1 is a process without mpirun, with one worker. (default: 1, 2, 4 ... workers)"
    ))
  var ranks: [Int] = []

  @Option(
    help: "A run folder whose recorded times are used instead of measuring.", completion: .directory
  )
  var times: String?

  func validate() throws {
    if let few = ranks.first(where: { $0 < 1 }) {
      throw ValidationError("--ranks \(few): give at least 1.")
    }
  }

  func run() throws {
    var isWriting = false
    do {
      let experiment = try Experiment(ConfigurationFile(file, overrides: overrides))
      let plan = try RunPlan(experiment, ranks: ranks, earlier: times) { sentence in
        try? StandardStream.errors.write(PlainText.of("counterweight: \(sentence)\n"))
      }
      isWriting = true
      try StandardStreams.print(plan.text(name: experiment.configuration.name))
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(
        ExitCode(error, isWriting: isWriting, isReadingFolder: true).rawValue)
    }
  }
}
