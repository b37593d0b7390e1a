import Files
import Foundation
import TestSupport
import Testing

@Suite("Runs that are stopped, refused and continued", .serialized)
struct ContinuedRunTests {
  /// Starts the program and sends it a signal as soon as a shell's condition holds.
  static func signalling(_ signal: String, when condition: String) -> [String] {
    [
      "sh", "-c",
      """
      "$@" & program=$!
      while kill -0 $program 2>/dev/null && ! { \(condition); } >/dev/null 2>&1; do sleep 0.02; done
      kill -\(signal) $program
      wait $program
      """, "sh",
    ]
  }

  @Test(
    "A run that is asked to end, on whichever ranks, ends with 75, and goes on where it was",
    .enabled(if: Environment.hasLauncher, Environment.skip),
    arguments: [(nil, "TERM"), (nil, "INT"), (3, "TERM"), (3, "USR1")] as [(Int?, String)])
  func interrupted(_ ranks: Int?, _ signal: String) throws {
    let experiment = try TinyExperiment()
    let long = ["--set", "classifier.epochs=300", "--set", "gan-autoencoder.epochs=300"]
    // What is being computed is saved, or done; the others are left.
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run"] + long, ranks: ranks,
      under: Self.signalling(signal, when: "grep -q done run/ledger.jsonl"))
    try #require(ending.code == 75, "\(ending.code): \(ending.errors)")
    #expect(ending.errors.contains("Stopping, because of SIG\(signal)"), "\(ending.errors)")
    #expect(ending.output.contains("; the same command again goes on."), "\(ending.output)")
    let done = try experiment.text("run/ledger.jsonl").count(of: "\n")
    #expect(done < TinyExperiment.units)
    _ = try experiment.train(into: "run", long)
    _ = try experiment.train(into: "undisturbed", long)
    expectSame(try experiment.lasting("run"), try experiment.lasting("undisturbed"))
    #expect(try experiment.text("run/ledger.jsonl").count(of: "\n") == TinyExperiment.units)
  }

  @Test("A job that is nearly over begins nothing; a long time limit changes nothing")
  func timeLimit() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run"],
      environment: ["SLURM_JOB_END_TIME": "\(Int(Date.now.timeIntervalSince1970) + 15)"])
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("Stopping, because of the time limit"))
    #expect(ending.output.contains("No unit was done."))
    #expect(ending.output.contains("14 units are left, and there was no time for any of them"))
    #expect(try experiment.text("run/ledger.jsonl").isEmpty)
    _ = try experiment.train(into: "run", ["--time-limit", "1h"])
    _ = try experiment.train(into: "undisturbed")
    expectSame(try experiment.lasting("run"), try experiment.lasting("undisturbed"))
    for bad in ["1", "-1h", "soon", "0m", "infh", "0x10h", "30s"] {
      let refused = try experiment.run(["train", "experiment.yaml", "--time-limit=\(bad)"])
      #expect(refused.code == 64, "\(bad): \(refused.errors)")
    }
  }

  @Test("A run folder of another configuration is refused, and the key named")
  func otherConfiguration() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run")
    let before = try experiment.files(below: "run")
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run", "--set", "classifier.epochs=3"])
    #expect(ending.code == 73)
    #expect(ending.errors.hasPrefix("counterweight: run holds a run of another configuration: "))
    #expect(ending.errors.contains("classifier.epochs is 2 there and 3 here"))
    #expect(ending.errors.count(of: "\n") == 1)
    #expect(try experiment.files(below: "run") == before, "The refused folder was changed.")
  }

  @Test("A run folder of other data is refused, and the file named")
  func otherData() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run")
    let before = try experiment.files(below: "run")
    let data = TinyExperiment.csv.replacingOccurrences(of: "s0,0,-0.5,", with: "s0,0,-0.25,")
    try #require(data != TinyExperiment.csv)
    try experiment.write(Data(data.utf8), to: "data.csv")
    let ending = try experiment.run(["train", "experiment.yaml", "--out", "run"])
    #expect(ending.code == 73)
    #expect(ending.errors.contains("data.csv has changed"), "\(ending.errors)")
    #expect(ending.errors.count(of: "\n") == 1)
    #expect(try experiment.files(below: "run") == before, "The refused folder was changed.")
  }

  @Test("A damaged manifest is refused")
  func damagedManifest() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run")
    try experiment.write(
      try experiment.read("run/manifest.json").prefix(40), to: "run/manifest.json")
    let ending = try experiment.run(["train", "experiment.yaml", "--out", "run"])
    #expect(ending.code == 73)
    #expect(ending.errors.contains("manifest.json is damaged"), "\(ending.errors)")
  }

  @Test(
    "E17: a training that diverges is told, and the rest is done",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: [nil, 3])
  func divergence(_ ranks: Int?) throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      [
        "train", "experiment.yaml", "--out", "run", "--set",
        "gan-autoencoder.penaltyWeight=1e300",
      ], ranks: ranks)
    #expect(ending.code == 70)
    #expect(ending.errors.contains("diverged"), "\(ending.errors)")
    #expect(ending.errors.contains("gan-autoencoder/seed1/oversampler failed on rank"))
    #expect(experiment.has("run/predictions/random/seed2.csv"))
    #expect(!experiment.has("run/predictions/gan-autoencoder/seed1.csv"))
    #expect(try experiment.text("run/results/summary.json").contains("diverged"))

    #expect(try experiment.run(["report", "run", "--quiet"]).code == 70)
    // What was given up stays so until it is asked for.
    let arguments = [
      "train", "experiment.yaml", "--out", "run", "--set", "gan-autoencoder.penaltyWeight=1e300",
    ]
    let results = try experiment.lasting("run")
    let again = try experiment.run(arguments, ranks: ranks)
    #expect(again.code == 70)
    #expect(again.errors.contains("2 units were given up by an earlier start; --retry-failed"))
    #expect(again.output.contains("Nothing was left to compute."), "\(again.output)")
    expectSame(try experiment.lasting("run"), results)
    let retried = try experiment.run(arguments + ["--retry-failed"], ranks: ranks)
    #expect(retried.code == 70)
    #expect(retried.errors.count(of: "and is tried again") == 2, "\(retried.errors)")
    expectSame(try experiment.lasting("run"), results)
  }

  @Test(
    "E17: a unit that takes too much memory is given up, and the run ends by itself",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: [nil, 3])
  func memory(_ ranks: Int?) throws {
    let experiment = try TinyExperiment()
    let arguments = ["train", "experiment.yaml", "--out", "run"]
    // Nothing can be computed in 1 MB, and a unit is given up at a look at the memory, ten a second.
    let long = ["--set", "classifier.epochs=20000", "--set", "gan-autoencoder.epochs=20000"]
    let few = ["--set", "seeds=[1]", "--set", "methods=[none,gan-autoencoder]"]
    let ending = try experiment.run(
      arguments + long + few + ["--memory-limit", "1MB"], ranks: ranks)
    #expect(ending.code == 70, "\(ending.errors)")
    #expect(
      ending.errors.contains("out of memory: its process took more for itself than --memory-limit"),
      "\(ending.errors)")
    #expect(try experiment.text("run/results/summary.json").contains("out of memory"))
    // Here the first block of the first batch is too large: no look at the memory would come in time.
    let large = try experiment.run(
      ["train", "experiment.yaml", "--out", "large", "--memory-limit", "100MB"]
        + ["--set", "classifier.hidden=2500", "--set", "seeds=[1]", "--set", "methods=[none]"],
      ranks: ranks)
    #expect(large.code == 70, "\(large.errors)")
    #expect(large.errors.count(of: "out of memory") == 4, "\(large.errors)")
    for bad in ["1", "MB", "-1GB", "0MB", "1 GB"] {
      let refused = try experiment.run(arguments + ["--memory-limit=\(bad)"])
      #expect(refused.code == 64, "\(bad): \(refused.errors)")
    }
    _ = try experiment.train(into: "enough", ["--memory-limit", "4GB"], ranks: ranks)
  }

  @Test("A state that was saved is gone on from, and a damaged one is not used")
  func checkpoints() throws {
    let experiment = try TinyExperiment()
    let long = [
      "--set", "classifier.epochs=4000", "--set", "gan-autoencoder.epochs=20000",
      "--checkpoint-interval", "0.05s",
    ]
    let few = ["--set", "methods=[none,gan-autoencoder]", "--set", "seeds=[1]"]
    let command = ["train", "experiment.yaml", "--out", "run"] + long + few
    for damage in [false, true] {
      // A start counts from its first state that was saved, not from those of earlier ones.
      let log = (try? experiment.text("run/logs/run.log")) ?? ""
      let states = "grep -c 'the state of' run/logs/run.log"
      let isSaved = "[ $(\(states)) -gt \(log.count(of: "the state of")) ]"
      let ending = try experiment.run(
        command, under: Self.signalling("TERM", when: isSaved))
      try #require(ending.code == 75, "\(ending.code): \(ending.errors)")
      let saved = try experiment.files(below: "run/units").filter {
        $0.key.hasSuffix("/checkpoint")
      }
      let (path, content) = try #require(saved.first)
      #expect(saved.count == 1)
      #expect(ending.output.contains("left, 1 of which is saved on the way; the same command"))
      if damage {
        try experiment.write(content.prefix(content.count / 2), to: "run/units/\(path)")
      }
    }
    _ = try experiment.train(into: "run", long + few)
    #expect(try experiment.text("run/logs/run.log").contains("goes on with"))
    _ = try experiment.train(into: "undisturbed", long + few)
    expectSame(try experiment.lasting("run"), try experiment.lasting("undisturbed"))
  }

  @Test("--force-new moves a run out of the way, and what is no run is left alone")
  func forceNew() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run")
    let first = try experiment.lasting("run")
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run", "--force-new", "--set", "classifier.epochs=3"])
    #expect(ending.code == 0, "\(ending.errors)")
    let moved = try #require(
      try FileManager.default.contentsOfDirectory(atPath: experiment.folder.path)
        .first { $0.hasPrefix("run.2") })
    #expect(ending.errors.contains("The earlier run of this folder is in run.2"))
    expectSame(try experiment.lasting(moved), first)
    #expect(try experiment.lasting("run") != first)
    try experiment.write(Data(), to: "letters/mother.txt")
    let refused = try experiment.run(
      ["train", "experiment.yaml", "--out", "letters", "--force-new"])
    #expect(refused.code == 73)
    #expect(refused.errors.contains("letters is no run folder"), "\(refused.errors)")
    #expect(experiment.has("letters/mother.txt"))
  }

  @Test("A folder that another run writes is refused with that run's host, process and start")
  func held() throws {
    let experiment = try TinyExperiment()
    let path = experiment.folder.appendingPathComponent("run").path
    _ = try experiment.train(into: "run")
    #expect(!experiment.has("run/holder.json"))
    let ledger = try AppendFile(path + "/ledger.jsonl")
    try #require(try ledger.lock(patience: .zero) == .taken)
    let holder = """
      {"boot": "b", "host": "node7", "job": "12", "process": 4711, "since": "2026-11-21T09:30:00Z"}
      """
    try experiment.write(Data(holder.utf8), to: "run/holder.json")
    let refused = try experiment.run(["train", "experiment.yaml", "--out", "run"])
    #expect(refused.code == 73)
    #expect(
      refused.errors.contains(
        "run is being written by process 4711 on node7 since 2026-11-21T09:30:00Z (job 12); wait"),
      "\(refused.errors)")
  }

  @Test("--dry-run tells the plan and writes nothing")
  func dryRun() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(["train", "experiment.yaml", "--out", "run", "--dry-run"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("14"))
    #expect(!experiment.has("run") && !experiment.has("runs"))
  }
}
