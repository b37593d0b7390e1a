import Experiments
import Files
import MessagePassing
import Reports
import Sequences

/// How the program ends, for scripts and schedulers; the numbers are those of sysexits.h.
enum ExitCode: Int32, CaseIterable {
  case success = 0
  case usage = 64
  case data = 65
  case missingInput = 66
  case unready = 69
  case unitFailed = 70
  case output = 73
  case interrupted = 75
  case messagePassing = 76
  case configuration = 78

  /// What the code means, as `--help` shows it.
  var meaning: String {
    switch self {
    case .success: "done"
    case .usage: "the command line is wrong"
    case .data: "the data cannot be used"
    case .missingInput: "a file or run folder cannot be read"
    case .unready: "the doctor found a problem"
    case .unitFailed: "some unit failed or its files are damaged; the rest is reported"
    case .output: "a folder cannot be written to: not allowed, full, in use, or of something else"
    case .interrupted: "ended early by a signal or the time limit; the same command goes on"
    case .messagePassing: "MPI could not start, or a rank was lost"
    case .configuration: "the experiment file is wrong"
    }
  }

  /// All codes with their meanings.
  static var table: String {
    let rows = allCases.map { code in
      let number = "\(code.rawValue)"
      return String(repeating: " ", count: 4 - number.count) + "\(number)  \(code.meaning)"
    }
    return (["Exit codes:"] + rows).joined(separator: "\n")
  }

  /// The code for an error that ended the program before or during a run.
  ///
  /// - Parameters:
  ///   - error: what ended it.
  ///   - isWriting: whether files were being written, rather than read.
  ///   - isReadingFolder: whether a run folder was to be read only.
  init(_ error: any Error, isWriting: Bool, isReadingFolder: Bool = false) {
    self =
      switch error {
      case let error as StudyCollectionError: error.isWrongUsage ? .usage : .data
      case is DataError: .data
      case is ConfigurationError: .configuration
      case is RunFolderError: isReadingFolder ? .missingInput : .output
      case is CommunicationError: .messagePassing
      case is FileError: isWriting ? .output : .missingInput
      default: .unitFailed
      }
  }
}
