import Foundation
import TestSupport
import Testing

@Suite("Training", .serialized)
struct TrainingTests {
  /// What one rank makes of the experiment, computed once: results and models by their paths.
  private static let oneRank = Result {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run")
    return try experiment.lasting("run")
  }

  @Test("One rank: the run folder has the documented layout")
  func layout() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(["train", "experiment.yaml"])
    #expect(ending.code == 0, "\(ending.errors)")
    for part in ["minority F1", "Results: runs/tiny/results", "none", "random", "gan-autoencoder"] {
      #expect(ending.output.contains(part))
    }
    for file in [
      "experiment.resolved.yaml", "manifest.json", "ledger.jsonl", "predictions/none/seed1.csv",
      "predictions/gan-autoencoder/seed2.csv", "results/runs.csv", "results/summary.csv",
      "results/comparisons.csv", "results/summary.json", "results/table.md", "results/table.tex",
      "results/figures/scores.svg", "report.html", "labels.json", "timing/units.csv",
      "timing/ranks.csv", "timing/run.json", "logs/run.log",
      "units/gan-autoencoder/seed1/oversampler/model.safetensors",
    ] {
      #expect(experiment.has("runs/tiny/\(file)"), "\(file) is missing.")
    }
    for method in ["none", "random", "gan-autoencoder"] {
      for unit in ["seed1/member00", "seed1/member01", "seed2/member00", "seed2/member01"] {
        for file in ["model.safetensors", "curves.csv", "probabilities.safetensors"] {
          #expect(experiment.has("runs/tiny/units/\(method)/\(unit)/\(file)"))
        }
      }
    }
    let all = try experiment.files(below: "runs/tiny").keys
    #expect(!all.contains { $0.hasSuffix(".tmp") }, "Temporary files are left behind.")
    #expect(try experiment.text("runs/tiny/ledger.jsonl").count(of: "\n") == TinyExperiment.units)
  }

  @Test("The tables can be read by machines")
  func machineReadable() throws {
    let files = try Self.oneRank.get()
    let runs = String(decoding: try #require(files["results/runs.csv"]), as: UTF8.self)
    let rows = runs.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let header = try #require(rows.first).map(String.init)
    let seed = try #require(header.firstIndex(of: "seed"))
    let value = try #require(header.firstIndex(of: "value"))
    #expect(rows.dropFirst().allSatisfy { $0.count == header.count })
    #expect(rows.dropFirst().allSatisfy { UInt64($0[seed]) != nil })
    #expect(rows.dropFirst().allSatisfy { $0[value].isEmpty || Double($0[value]) != nil })
    for metric in ["minority-f1", "pr-auc", "roc-auc", "mcc", "g-mean", "balanced-accuracy"] {
      #expect(runs.contains(",\(metric),"), "\(metric) is missing.")
    }
    let summary = try JSONSerialization.jsonObject(
      with: try #require(files["results/summary.json"]))
    #expect(summary is [String: Any])
    let predictions = String(
      decoding: try #require(files["predictions/random/seed1.csv"]), as: UTF8.self)
    #expect(predictions.count(of: "\n") == 1 + 12)
  }

  @Test(
    "M1: 2, 3 and 4 ranks give the bytes of one",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: [2, 3, 4])
  func rankCount(_ ranks: Int) throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run", ranks: ranks)
    expectSame(try experiment.lasting("run"), try Self.oneRank.get())
    #expect(try experiment.text("run/manifest.json").contains("\"ranks\" : \(ranks)"))
  }

  @Test("M1: threads in one process give the bytes of one", arguments: [2, 5])
  func workers(_ count: Int) throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run", ["--workers", "\(count)"])
    expectSame(try experiment.lasting("run"), try Self.oneRank.get())
  }

  @Test(
    "M1: 3 ranks give the bytes of one with novelty detectors, too",
    .enabled(if: Environment.hasLauncher, Environment.skip))
  func detectors() throws {
    let experiment = try TinyExperiment()
    let more = [
      "--set", "methods=[none, novelty-critic, novelty-reconstruction]", "--set",
      "novelty.gan={hiddenUnits: 4, criticUnits: 4, criticDense: [4], epochs: 3, batchSize: 8}",
    ]
    let ending = try experiment.train(into: "one", more)
    for method in ["novelty-critic", "novelty-reconstruction"] {
      #expect(ending.output.contains("\(method): a novelty detector"), "\(ending.output)")
    }
    _ = try experiment.train(into: "three", more, ranks: 3)
    expectSame(try experiment.lasting("three"), try experiment.lasting("one"))
  }

  @Test(
    "M2: ranks without work end with the others",
    .enabled(if: Environment.hasLauncher, Environment.skip))
  func idleRanks() throws {
    let experiment = try TinyExperiment()
    let few = ["--set", "methods=[none]", "--set", "seeds=[1]"]
    _ = try experiment.train(into: "four", few, ranks: 4)
    _ = try experiment.train(into: "one", few)
    expectSame(
      try experiment.lasting("four"), try experiment.lasting("one"))
  }

  @Test("M6: another seed gives other members, and the same seed the same ones")
  func seeds() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run", ["--set", "seeds=[2, 3]"])
    let expected = try Self.oneRank.get()
    let found = try experiment.lasting("run")
    for method in ["none", "random", "gan-autoencoder"] {
      let member = "units/\(method)/seed2/member01/model.safetensors"
      let repeated = try #require(found[member])
      #expect(repeated == expected[member])
      let other = "units/\(method)/seed3/member01/model.safetensors"
      let different = try #require(found[other])
      #expect(different != expected[member])
    }
  }

  // MARK: Once more

  /// How the folder of a finished run can suffer.
  enum Damage: String, CaseIterable, CustomTestStringConvertible {
    case fileDeleted, fileTruncated, fileChanged, folderDeleted, ledgerCut, ledgerLineLost
    case resultsDeleted

    var testDescription: String { rawValue }

    /// How many units must be computed again.
    var lostUnits: Int { self == .resultsDeleted ? 0 : 1 }

    func inflict(on experiment: TinyExperiment) throws {
      let member = "run/units/random/seed1/member01"
      let model = "\(member)/model.safetensors"
      let files = FileManager.default
      func remove(_ name: String) throws {
        try files.removeItem(at: experiment.folder.appendingPathComponent(name))
      }
      switch self {
      case .fileDeleted: try remove(model)
      case .fileTruncated: try experiment.write(try experiment.read(model).dropLast(100), to: model)
      case .fileChanged:
        var content = try experiment.read(model)
        content[content.count - 1] ^= 1
        try experiment.write(content, to: model)
      case .folderDeleted: try remove(member)
      case .ledgerCut:
        let ledger = try experiment.read("run/ledger.jsonl")
        try experiment.write(ledger.dropLast(150), to: "run/ledger.jsonl")
      case .ledgerLineLost:
        let lines = try experiment.text("run/ledger.jsonl").split(separator: "\n")
        let rest = lines.filter { !$0.contains("random/seed1/member01") }
        try experiment.write(
          Data(rest.map { $0 + "\n" }.joined().utf8), to: "run/ledger.jsonl")
      case .resultsDeleted: try remove("run/results")
      }
    }
  }

  @Test(
    "M5: what is lost is computed again, and only that, whatever the number of ranks",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: Damage.allCases)
  func repair(_ damage: Damage) throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run", ranks: 3)
    try damage.inflict(on: experiment)
    let ending = try experiment.train(into: "run", ranks: damage == .fileChanged ? 2 : nil)
    let computed =
      switch damage.lostUnits {
      case 0: "Nothing was left to compute."
      case 1: "\n1 unit in "
      default: "\n\(damage.lostUnits) units in "
      }
    #expect(ending.output.contains(computed), "\(ending.output)")
    expectSame(try experiment.lasting("run"), try Self.oneRank.get())

    let again = try experiment.train(into: "run")
    #expect(again.output.contains("Nothing was left to compute."))
    expectSame(try experiment.lasting("run"), try Self.oneRank.get())
  }

  @Test(
    "A killed run goes on where it was",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: [nil, 3])
  func killed(_ ranks: Int?) throws {
    let experiment = try TinyExperiment()
    // Long enough to be killed in the middle; under mpirun every rank is.
    let long = ["--set", "classifier.epochs=600", "--set", "gan-autoencoder.epochs=600"]
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run"] + long, ranks: ranks,
      under: ContinuedRunTests.signalling("KILL", when: "grep -q done run/ledger.jsonl"))
    // mpirun itself ends with 137 or 9 when its ranks are killed.
    try #require([137, 9].contains(ending.code), "The run was not killed: \(ending.errors)")
    _ = try experiment.train(into: "run", long)
    _ = try experiment.train(into: "undisturbed", long)
    expectSame(
      try experiment.lasting("run"), try experiment.lasting("undisturbed"))
  }
}
