import ArgumentParser
import Diagnosis
import Experiments
import Files
import Foundation
import MessagePassing
import Sequences

/// `counterweight doctor`: tells whether a run would go well here.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look at MPI, hosts, cores, clocks and folders, and say what would go wrong.",
    discussion: """
      Alone it tells about this machine; under mpirun, in a job like the run's, about all ranks and \
      hosts:

        mpirun -n 17 counterweight doctor --out runs/power --data power/experiment.yaml

      Nothing is trained, and what is written to the run folder is removed. The exit code is 69 if \
      there is a problem; notes are none.
      """)

  @Option(help: "The run folder to be tested.", completion: .directory)
  var out: String?

  @Option(
    parsing: .upToNextOption,
    help: "The experiment file (YAML), whose data are looked for, or data files.")
  var data: [String] = []

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let communicator: MPICommunicator
    do {
      communicator = try MPICommunicator()
    } catch {
      if Launcher.rank(in: environment) ?? 0 == 0 { StandardStreams.complain(error) }
      Launcher.letFirstRankSpeak(in: environment)
      throw ArgumentParser.ExitCode(ExitCode.messagePassing.rawValue)
    }
    var code = ExitCode.success.rawValue
    do {
      guard communicator.rank == 0 else {
        code = try ExaminedRank(communicator, version: Version.current).answer()
        communicator.end(exitCode: code)
        throw ArgumentParser.ExitCode(code)
      }
      code = try examine(communicator)
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      StandardStreams.complain(error)
      code = ExitCode(error, isWriting: true).rawValue
      communicator.abort(exitCode: code)
    }
    throw ArgumentParser.ExitCode(code)
  }

  /// Rank 0's side.
  private func examine(_ communicator: MPICommunicator) throws -> Int32 {
    let (files, problem) = dataFiles
    let examination = Examination(
      communicator, version: Version.current, output: out, data: files, dataProblem: problem)
    let outcome = try examination.run()
    try StandardStreams.print(FindingsText.text(outcome.findings))
    let isReady = outcome.findings.allSatisfy { $0.verdict != .problem }
    let code = (isReady ? ExitCode.success : .unready).rawValue
    if try examination.dismiss(outcome, exitCode: code) {
      communicator.end(exitCode: code)
    } else {
      // An ordinary end would wait for the rank that is lost.
      communicator.abort(exitCode: code)
    }
    return code
  }

  /// The data files that are meant, and why an experiment file cannot tell them.
  private var dataFiles: (files: [String], problem: String?) {
    var files: [String] = []
    for path in data {
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
        files.append(path)
        continue
      }
      do {
        let file = try ConfigurationFile(path)
        files += file.configuration.data.files.paths.map {
          Paths.resolve($0, relativeTo: file.folder)
        }
      } catch {
        return (files, "\(error)")
      }
    }
    return (files, nil)
  }
}
