import ArgumentParser
import Experiments
import Foundation
import Sequences

/// `counterweight check-data`: looks at the data as a colleague would, before anything is trained.
struct CheckData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-data",
    abstract: "Read the data of an experiment and say what they are and what is doubtful.",
    discussion: "Nothing is trained or written, and MPI is not started.")

  @Argument(help: "The experiment file (YAML).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of the file, such as data.window.length=30.", valueName: "key=value"))
  var overrides: [String] = []

  func run() throws {
    var isWriting = false
    do {
      let experiment = try Experiment(ConfigurationFile(file, overrides: overrides))
      let data = experiment.data
      let summary = DataSummary(
        of: data, further: experiment.warnings.filter { !data.warnings.contains($0) }
      ).text
      isWriting = true
      try StandardStreams.print(summary)
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(ExitCode(error, isWriting: isWriting).rawValue)
    }
  }
}
