import Foundation
import TestSupport
import Testing

@Suite("Command line", .serialized)
struct CommandLineTests {
  @Test("--help lists the commands and the exit codes", arguments: [["--help"], ["help"], ["-h"]])
  func help(_ arguments: [String]) throws {
    let ending = try BuiltProgram("counterweight").run(arguments)
    #expect(ending.code == 0)
    #expect(ending.errors.isEmpty)
    for part in [
      "train", "check-data", "bench", "Exit codes:", "  64  ", "  65  ", "  66  ", "  70  ",
    ]
      + ["  73  ", "  76  ", "  78  "]
    {
      #expect(ending.output.contains(part), "\(part) is missing in \(ending.output)")
    }
  }

  @Test("--version is one line, whatever the number of ranks", arguments: [nil, 3])
  func version(_ ranks: Int?) throws {
    if ranks != nil, !Environment.hasLauncher { return }
    let ending = try BuiltProgram("counterweight").run(["--version"], ranks: ranks)
    #expect(ending.code == 0)
    #expect(ending.errors.isEmpty)
    #expect(ending.output.count(of: "\n") == 1, "\(ending.output)")
    #expect(ending.output.contains("."))
  }

  @Test(
    "Help, the version and a look at data start no MPI",
    arguments: [
      ["--help"], ["--version"], ["train", "--help"], ["check-data", "experiment.yaml"],
    ])
  func noMPI(_ arguments: [String]) throws {
    // A launcher that nobody answers for: whoever starts MPI cannot end well.
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      arguments, environment: ["PMI_FD": "99", "PMI_RANK": "0", "PMI_SIZE": "3"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.isEmpty)
  }

  @Test("MPI is started by train", .enabled(if: Environment.hasLauncher, Environment.skip))
  func startsMPI() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      ["train", "experiment.yaml"],
      environment: ["PMI_FD": "99", "PMI_RANK": "0", "PMI_SIZE": "3"])
    #expect(ending.code != 0)
  }

  @Test(
    "E13: a wrong command line ends with 64, and one rank says why",
    arguments: [
      ["trian", "experiment.yaml"], ["train"], ["train", "experiment.yaml", "--outt", "x"],
      ["train", "experiment.yaml", "--workers", "0"],
      ["train", "experiment.yaml", "--workers", "many"],
      ["train", "experiment.yaml", "another.yaml"], ["check-data"],
    ], [nil, 3])
  func usage(_ arguments: [String], _ ranks: Int?) throws {
    if ranks != nil, !Environment.hasLauncher { return }
    let experiment = try TinyExperiment()
    let ending = try experiment.run(arguments, ranks: ranks)
    #expect(ending.code == 64)
    #expect(ending.errors.count(of: "Error: ") == 1, "\(ending.errors)")
    #expect(!experiment.has("runs"))
  }

  @Test("T1: several ranks of which each sees itself alone end with 76", arguments: 0..<3)
  func foreignLauncher(_ rank: Int) throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      ["train", "experiment.yaml"], environment: ["PMI_SIZE": "3", "PMI_RANK": "\(rank)"]
    )
    #expect(ending.code == 76)
    // Each rank takes itself for the only one; the launcher's number tells who speaks.
    if rank == 0 {
      #expect(ending.errors.hasPrefix("counterweight: 3 ranks were started, but this rank sees 1"))
      #expect(ending.errors.count(of: "\n") == 1)
    } else {
      #expect(ending.errors.isEmpty)
    }
    #expect(!experiment.has("runs"))
  }

  @Test("The examples can be used", arguments: ["experiment", "paper"])
  func examples(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Cluster/examples/power/\(name).yaml").path
    let ending = try BuiltProgram("counterweight").run(["check-data", file])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.isEmpty)
    #expect(ending.output.contains("663"), "\(ending.output)")
    #expect(ending.output.contains("gan-autoencoder is meant for at least 1000 minority samples"))
  }
}

extension String {
  /// How often a text occurs.
  func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}
