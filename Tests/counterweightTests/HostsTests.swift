import Foundation
import TestSupport
import Testing

@Suite("Three hosts", .serialized, .enabled(if: Environment.hasLauncher, Environment.skip))
struct HostsTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Hosts/three-hosts").path

  /// Exit code of the script where such hosts cannot be made.
  private static let impossible: Int32 = 77

  /// Trains across three hosts, of which the first alone sees the experiment's folder; nil if they
  /// cannot be made on this machine.
  ///
  /// - Parameters:
  ///   - arguments: arguments of `train`, after the experiment file.
  ///   - experiment: the experiment.
  ///   - disturbance: options of the script.
  ///   - limit: seconds after which the run is ended from outside.
  /// - Returns: how it ended.
  /// - Throws: what running throws.
  private func run(
    _ arguments: [String], in experiment: TinyExperiment, _ disturbance: [String] = [],
    limit: Int = 120
  ) throws -> BuiltProgram.Ending? {
    // A host begins in its root folder, so the paths are whole ones.
    let file = experiment.folder.appendingPathComponent("experiment.yaml").path
    let options = ["--private", experiment.folder.path] + disturbance
    let ending = try BuiltProgram("counterweight").run(
      ["train", file] + arguments, under: [Self.script] + options,
      environment: ["COUNTERWEIGHT_HOSTS_TIMEOUT": "\(limit)"], limit: limit + 30)
    guard ending.code != Self.impossible else {
      print("Skipped: no hosts can be made here. \(ending.errors)")
      return nil
    }
    return ending
  }

  @Test("M1: ranks on three hosts with private disks give the bytes of one rank, and end")
  func train() throws {
    let experiment = try TinyExperiment()
    let out = experiment.folder.appendingPathComponent("hosts").path
    guard let ending = try run(["--out", out], in: experiment) else { return }
    #expect(ending.code == 0, "\(ending.errors)")
    _ = try experiment.train(into: "one")
    expectSame(try experiment.lasting("hosts"), try experiment.lasting("one"))
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

  // MARK: What networks and hosts do

  /// Something that happens to the second host while it computes.
  enum Disturbance: String, CaseIterable, CustomTestStringConvertible {
    case linkCutForAWhile, linkCutForGood, hostKilled, rankKilled

    var testDescription: String { rawValue }

    /// The script's options.
    var options: [String] {
      switch self {
      case .linkCutForAWhile: ["--cut", "2"]
      case .linkCutForGood: ["--sever"]
      case .hostKilled: ["--kill-host"]
      case .rankKilled: ["--kill-rank"]
      }
    }
  }

  /// Long enough to be disturbed in the middle, with little patience.
  private static let long = [
    "--set", "classifier.epochs=1500", "--set", "gan-autoencoder.epochs=700", "--worker-silence",
    "6s",
  ]

  /// Disturbs a run once a unit is done; nil where hosts cannot be made.
  private func disturb(
    _ disturbance: Disturbance, _ experiment: TinyExperiment, _ more: [String] = []
  ) throws -> BuiltProgram.Ending? {
    let out = experiment.folder.appendingPathComponent("hosts").path
    let moment = ["--after", "\(out)/ledger.jsonl", "1"]
    return try run(
      ["--out", out] + Self.long + more, in: experiment, moment + disturbance.options, limit: 180)
  }

  @Test(
    "A disturbed run goes on or ends, and the same command completes it with the same bytes",
    arguments: [Disturbance.linkCutForAWhile, .hostKilled, .rankKilled])
  func disturbed(_ disturbance: Disturbance) throws {
    let experiment = try TinyExperiment()
    // A link that is there again is used some seconds later only.
    let patience = disturbance == .linkCutForAWhile ? ["--worker-silence", "30s"] : []
    guard let ending = try disturb(disturbance, experiment, patience) else { return }
    let done = try experiment.text("hosts/ledger.jsonl").count(of: "\n")
    #expect(done >= 1)
    switch disturbance {
    case .linkCutForAWhile: #expect(ending.code == 0, "\(ending.errors)")
    case .linkCutForGood, .hostKilled, .rankKilled:
      #expect(ending.code != 0 && ending.code != 124 && ending.code != 137, "\(ending.errors)")
      #expect(done < TinyExperiment.units)
    }
    _ = try experiment.train(into: "hosts", Self.long + ["--workers", "2"])
    _ = try experiment.train(into: "undisturbed", Self.long + ["--workers", "2"])
    expectSame(try experiment.lasting("hosts"), try experiment.lasting("undisturbed"))
  }

  @Test(
    "M7: with --survive-worker-loss a run goes on without a rank, or a host, and gives the same bytes",
    arguments: [Disturbance.rankKilled, .linkCutForGood])
  func survived(_ disturbance: Disturbance) throws {
    let experiment = try TinyExperiment()
    guard let ending = try disturb(disturbance, experiment, ["--survive-worker-loss"]) else {
      return
    }
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("is lost; the run goes on without it"), "\(ending.errors)")
    #expect(try experiment.text("hosts/manifest.json").count(of: "\"time\"") == 1)
    _ = try experiment.train(into: "undisturbed", Self.long + ["--workers", "2"])
    expectSame(try experiment.lasting("hosts"), try experiment.lasting("undisturbed"))
  }
}
