import ArgumentParser
import Experiments
import Files
import Foundation
import MessagePassing

/// The program; its subcommands are listed below.
///
/// Neither `--help` nor `--version` starts MPI: login nodes often forbid it.
@main
struct Counterweight: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counterweight",
    abstract: "Trains ensembles on imbalanced sequences and tells which oversampler helps.",
    discussion: """
      On one machine, or under mpirun on many: rank 0 coordinates, every other rank computes.

        counterweight train experiment.yaml
        mpirun -n 9 counterweight train experiment.yaml --out runs/first

      \(ExitCode.table)
      """,
    version: Version.current,
    subcommands: [
      Train.self, CheckData.self, Plan.self, Status.self, Report.self, Compare.self, Template.self,
      Doctor.self, Bench.self,
    ])

  /// Parses the arguments and runs; every error leaves through here with its documented code.
  static func main() {
    StandardStream.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ArgumentParser.ExitCode {
      Foundation.exit(code.rawValue)
    } catch {
      let code = exitCode(for: error).rawValue
      // Every rank comes here with the same words; one of them says them.
      if Launcher.rank(in: ProcessInfo.processInfo.environment) ?? 0 == 0 {
        exit(withError: error)
      }
      Launcher.letFirstRankSpeak(in: ProcessInfo.processInfo.environment)
      Foundation.exit(code)
    }
  }
}
