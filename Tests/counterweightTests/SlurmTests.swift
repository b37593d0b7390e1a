import Foundation
import TestSupport
import Testing

/// What the jobs of `Tests/Slurm/session` left behind; it is run once for all tests.
private struct SlurmSession {
  /// Three seeds, and more than a moment's work.
  static let settings = [
    "classifier.epochs=800", "gan-autoencoder.epochs=400", "seeds=[1, 2, 3]",
  ]

  /// Of the jobs that are disturbed: long enough for that also where nothing else is going on, as
  /// Slurm takes some seconds for it.
  static let longSettings = [
    "classifier.epochs=3000", "gan-autoencoder.epochs=1500", "seeds=[1, 2, 3]",
  ]

  /// Exit code where no Slurm can be started.
  private static let impossible: Int32 = 77

  /// Every file that was left, by its path.
  private let files: [String: Data]

  /// Nil where no Slurm can be started.
  static let shared = Result { try SlurmSession() }

  private init?() throws {
    let experiment = try TinyExperiment()
    let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Slurm").path
    let ending = try BuiltProgram("counterweight").run(
      Self.settings + ["--"] + Self.longSettings,
      under: ["\(scripts)/with-slurm", "\(scripts)/session"],
      in: experiment.folder.path, limit: 300)
    guard ending.code != Self.impossible else {
      print("Skipped: no Slurm can be started here. \(ending.errors)")
      return nil
    }
    try #require(ending.code == 0 && ending.output.hasSuffix("done\n"), "\(ending.errors)")
    // The same experiments without Slurm.
    for (folder, settings) in [("undisturbed", Self.settings), ("long", Self.longSettings)] {
      _ = try experiment.train(
        into: folder, settings.flatMap { ["--set", $0] } + ["--workers", "2"])
    }
    files = try experiment.files(below: ".")
  }

  /// The content of a file as text; empty if there is none.
  func text(_ name: String) -> String { String(decoding: files[name] ?? Data(), as: UTF8.self) }

  /// What became of a job: its state, how often it was started again, its exit code.
  func story(_ name: String) -> String { text("\(name).story").trimmingCharacters(in: .newlines) }

  /// What the logs of a scenario's jobs say.
  func log(_ name: String) -> String {
    files.keys.filter { $0.hasPrefix("\(name)-") && $0.hasSuffix(".log") }.sorted()
      .map(text).joined()
  }

  /// The files of a run that must not depend on who computed what; of one seed, if it is given.
  func lasting(_ run: String, ofSeed seed: Int? = nil) -> [String: Data] {
    var found: [String: Data] = [:]
    for (path, content) in files where path.hasPrefix("\(run)/") {
      let name = String(path.dropFirst(run.count + 1))
      let isLasting = ["results/", "units/", "predictions/"].contains { name.hasPrefix($0) }
      let isOfSeed = seed.map {
        name.contains("/seed\($0)/") || name.hasSuffix("/seed\($0).csv")
      }
      if isLasting, isOfSeed ?? true { found[name] = content }
    }
    return found
  }
}

@Suite("Slurm", .serialized, .enabled(if: Environment.hasLauncher, Environment.skip))
struct SlurmTests {
  @Test(
    "M1: a job over three nodes gives the bytes of one process, by mpirun and by srun",
    arguments: ["batch", "steps"])
  func job(_ name: String) throws {
    guard let session = try SlurmSession.shared.get() else { return }
    #expect(session.story(name) == "COMPLETED restarts=0 code=0:0", "\(session.log(name))")
    expectSame(session.lasting(name), session.lasting("undisturbed"))
    #expect(session.log(name).contains("21 units on 2 workers"))
  }

  @Test("An array gives each seed a folder, with the bytes of that seed", arguments: [0, 1])
  func array(_ task: Int) throws {
    guard let session = try SlurmSession.shared.get() else { return }
    #expect(
      session.story("array-\(task)") == "COMPLETED restarts=0 code=0:0", "\(session.log("array"))")
    let seed = task + 2
    let expected = session.lasting("undisturbed", ofSeed: seed)
    try #require(expected.count > 10)
    expectSame(session.lasting("array/seed\(seed)", ofSeed: seed), expected)
  }

  @Test("A pre-empted job is queued again, goes on where it was, and gives the same bytes")
  func preemption() throws {
    guard let session = try SlurmSession.shared.get() else { return }
    #expect(session.story("high") == "COMPLETED restarts=0 code=0:0")
    expectResumed("preempted", by: "SIGTERM", session)
  }

  @Test("A job whose time is nearly over ends with 75, is queued again, and gives the same bytes")
  func signal() throws {
    guard let session = try SlurmSession.shared.get() else { return }
    expectResumed("signalled", by: "SIGUSR1", session)
  }

  private func expectResumed(_ name: String, by signal: String, _ session: SlurmSession) {
    let log = session.log(name)
    let stories = (1...5).map { "COMPLETED restarts=\($0) code=0:0" }
    #expect(stories.contains(session.story(name)), "\(session.story(name)): \(log)")
    #expect(log.contains("Stopping, because of \(signal)"), "\(log)")
    // What was done or begun before is there.
    let isContinued = ["from an earlier start", "goes on with "].contains { log.contains($0) }
    #expect(isContinued, "\(log)")
    expectSame(session.lasting(name), session.lasting("long"))
    // Nothing was computed twice.
    let ledger = session.text("\(name)/ledger.jsonl")
    #expect(ledger.count(of: "\"event\":\"done\"") == 21, "\(ledger)")
  }
}
