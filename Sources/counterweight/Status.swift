import ArgumentParser
import Experiments
import Files
import Foundation

/// `counterweight status`: tells how far a run is, from its folder alone.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell how far the run of a folder is: running or not, done, failed, left, the end.",
    discussion: """
      Reads the folder and disturbs nobody; MPI is not started. Whether a run is going on is known \
      by its lock on the folder, which some network file systems do not show to other hosts.
      """)

  @Argument(help: "The run folder.", completion: .directory)
  var folder: String

  func run() throws {
    var isWriting = false
    do {
      let status = try RunStatus(folder: folder)
      isWriting = true
      try StandardStreams.print(status.text())
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(
        ExitCode(error, isWriting: isWriting, isReadingFolder: true).rawValue)
    }
  }
}
