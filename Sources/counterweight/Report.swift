import ArgumentParser
import Experiments
import Files
import Foundation

/// `counterweight report`: makes the results and the report of a run folder again.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make tables, figures and report.html of a run folder again, from the folder alone.",
    discussion: """
      Reads what units stored; neither the data nor MPI is needed. A run that is not done, or that \
      is going on, is reported as far as it is. A unit whose stored files are damaged is left out and \
      told; 'train' computes it again. The exit code is 70 then, and where units were given up.
      """)

  @Argument(help: "The run folder.", completion: .directory)
  var folder: String

  @Flag(help: "Show what is missing only, not the table.")
  var quiet = false

  func run() throws {
    var isWriting = false
    do {
      let stored = try StoredRun(folder: folder)
      isWriting = true
      let outcome = try stored.rebuild()
      if !quiet {
        try StandardStreams.print("\(outcome.table)\nResults: \(folder)/results")
        try StandardStreams.print("Report: \(folder)/report.html")
      }
      for sentence in outcome.missing { try StandardStreams.print(sentence) }
      if outcome.isDamaged || outcome.hasFailed {
        throw ArgumentParser.ExitCode(ExitCode.unitFailed.rawValue)
      }
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(
        ExitCode(error, isWriting: isWriting, isReadingFolder: true).rawValue)
    }
  }
}
