import Foundation
import TestSupport
import Testing

@Suite("Three hosts", .serialized, .enabled(if: Environment.hasLauncher, Environment.skip))
struct HostsTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Hosts/three-hosts").path

  /// Exit code of the script where such hosts cannot be made.
  private static let impossible: Int32 = 77

  /// Trains across three hosts; nil if they cannot be made on this machine.
  private func run(
    _ arguments: [String], in experiment: TinyExperiment
  ) throws -> BuiltProgram.Ending? {
    // A host begins in its root folder, so the paths are whole ones.
    let file = experiment.folder.appendingPathComponent("experiment.yaml").path
    let ending = try BuiltProgram("counterweight")
      .run(["train", file] + arguments, under: [Self.script], limit: 150)
    guard ending.code != Self.impossible else {
      print("Skipped: no hosts can be made here. \(ending.errors)")
      return nil
    }
    return ending
  }

  @Test("M1: ranks on three hosts give the bytes of one rank, and end")
  func train() throws {
    let experiment = try TinyExperiment()
    let out = experiment.folder.appendingPathComponent("hosts").path
    guard let ending = try run(["--out", out], in: experiment) else { return }
    #expect(ending.code == 0, "\(ending.errors)")
    _ = try experiment.train(into: "one")
    for part in ["results", "units", "predictions"] {
      #expect(
        try experiment.files(below: "hosts/\(part)") == experiment.files(below: "one/\(part)"))
    }
    let ranks = try experiment.text("hosts/timing/ranks.csv")
    #expect(ranks.contains("cwhost2") && ranks.contains("cwhost3"), "\(ranks)")
  }

  @Test(
    "M4: an error ends all ranks on three hosts with its code, and is told once",
    arguments: [("data.files.all=missing.csv", 66), ("ensemble.members=0", 78)] as [(String, Int32)]
  )
  func error(_ override: String, _ code: Int32) throws {
    let experiment = try TinyExperiment()
    let out = experiment.folder.appendingPathComponent("hosts").path
    guard let ending = try run(["--set", override, "--out", out], in: experiment)
    else { return }
    #expect(ending.code == code, "\(ending.errors)")
    #expect(ending.errors.count(of: "counterweight: ") == 1, "\(ending.errors)")
    #expect(!experiment.has("hosts"))
  }
}
