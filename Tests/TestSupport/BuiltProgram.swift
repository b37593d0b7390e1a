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

  /// Where `mpirun.mpich` is; nil if MPICH's launcher is not installed.
  public static let launcher: String? = ["/usr/bin", "/usr/local/bin"]
    .map { $0 + "/mpirun.mpich" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Runs the program and waits for its end.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - ranks: how many ranks of it; nil: one process without a launcher.
  ///   - directory: the working directory; nil: the tests'.
  ///   - environment: variables to add to the tests' own.
  ///   - limit: seconds after which it is killed, which shows as exit code 124 or 137.
  /// - Returns: its exit code and what it wrote.
  /// - Throws: `Failure` without a launcher, and what Foundation throws.
  public func run(
    _ arguments: [String], ranks: Int? = nil, in directory: String? = nil,
    environment: [String: String] = [:], limit: Int = 60
  ) throws -> Ending {
    var command = ["timeout", "-k", "1", "\(limit)"]
    if let ranks {
      guard let launcher = Self.launcher else {
        throw Failure(description: "mpirun.mpich is not installed.")
      }
      command += [launcher, "-n", "\(ranks)"]
    }
    command += [path] + arguments

    // Files instead of pipes: a pipe that nobody empties would hold the process.
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("ending-\(UUID().uuidString)")
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: folder) }
    let (output, errors) = (folder.appendingPathComponent("1"), folder.appendingPathComponent("2"))
    for file in [output, errors] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Ending(
      code: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }
}
