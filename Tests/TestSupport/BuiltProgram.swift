import Foundation

/// A program of this package, for tests that run it as its users do.
public struct BuiltProgram: Sendable {
  /// What a finished process left behind.
  public struct Ending: Sendable {
    /// The exit code.
    public let code: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String
  }

  /// Why a program could not be run, as a sentence.
  public struct Failure: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String
  }

  /// Where the program lies.
  public let path: String

  /// The program of that name beside the running tests.
  ///
  /// - Throws: `Failure` if it was not built.
  public init(_ name: String) throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = (tests as NSString).deletingLastPathComponent + "/" + name
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(description: "\(path) is not there: build the whole package first.")
    }
    self.path = path
  }

  /// Another program, such as a shell.
  public init(at path: String) {
    self.path = path
  }

  /// Where `mpirun.mpich` is; nil if MPICH's launcher is not installed.
  public static let launcher: String? = ["/usr/bin", "/usr/local/bin"]
    .map { $0 + "/mpirun.mpich" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Runs the program and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - ranks: how many ranks of it; nil: one process without a launcher.
  ///   - starter: a program that starts it, with its arguments.
  ///   - directory: the working directory; nil: the tests'.
  ///   - environment: variables to add to the tests' own.
  ///   - limit: seconds after which it is killed, which shows as exit code 124 or 137.
  /// - Returns: its exit code and what it wrote.
  /// - Throws: `Failure` without a launcher, and what Foundation throws.
  public func run(
    _ arguments: [String], ranks: Int? = nil, under starter: [String] = [],
    in directory: String? = nil, environment: [String: String] = [:], limit: Int = 180
  ) throws -> Ending {
    var command = ["/usr/bin/env"]
    if let directory { command += ["-C", directory] }
    command += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    command += ["timeout", "-k", "1", "\(limit)"]
    if let ranks {
      guard let launcher = Self.launcher else {
        throw Failure(description: "mpirun.mpich is not installed.")
      }
      command += [launcher, "-n", "\(ranks)"]
    }
    command += starter + [path] + arguments

    // Files instead of pipes: a pipe that nobody empties would hold the process.
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("ending-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let (output, errors) = (folder.appendingPathComponent("1"), folder.appendingPathComponent("2"))
    let code = try Self.wait(for: Self.start(command, output: output.path, errors: errors.path))
    return Ending(
      code: code,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  // Not Foundation's `Process`: started on several threads at once it can miss the end of a child
  // and wait for ever.

  private static func start(
    _ command: [String], output: String, errors: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    // The threads that tests run on block most signals, and children inherit that: nobody could end
    // them with SIGTERM.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var process = pid_t()
    let code = posix_spawn(&process, command[0], &actions, &attributes, words, environ)
    guard code == 0 else {
      throw Failure(
        description: "\(command[0]) cannot be started: \(String(cString: strerror(code))).")
    }
    return process
  }

  /// Waits for a process and returns its exit code, or 128 and the number of the signal.
  private static func wait(for process: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(description: "A process is gone.") }
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
