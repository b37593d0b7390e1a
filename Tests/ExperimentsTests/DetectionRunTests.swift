import Foundation
import NoveltyDetection
import Sequences
import TestSupport
import Testing

@testable import Experiments

@Suite("Runs with novelty detectors", .serialized)
struct DetectionRunTests {
  private static let yaml = """
    name: toy
    data:
      files: {all: toy.csv}
      split: {rule: stratified, training: 0.6, validation: 0.2, test: 0.2}
    seeds: [1, 2]
    ensemble: {members: 2}
    methods: [none, novelty-critic, novelty-reconstruction]
    classifier: {hidden: 4, layers: 1, dense: 4, epochs: 2}
    novelty:
      gan: {hiddenUnits: 4, layers: 1, criticUnits: 4, criticLayers: 1, criticDense: [4], epochs: 3}

    """

  private func rows(_ folder: String, _ name: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  @Test("A42: detectors are in the same tables as ensembles; every test sample has a score")
  func tables() throws {
    let toy = try ToyExperiment(yaml: Self.yaml)
    let folder = toy.folder + "/run"
    let outcome = try toy.run(to: folder)
    #expect(outcome.failures.isEmpty, "\(outcome.failures)")

    let testCount = try Experiment(ConfigurationFile(toy.file)).data.splits.test.dataset.count
    #expect(testCount > 20)
    // Two members of four files for each seed; a model of three; two detectors of two.
    let files = try ToyExperiment.timeless(folder)
    #expect(files.keys.count { $0.hasPrefix("units/none/") } == 2 * 2 * 4)
    #expect(files.keys.count { $0.hasPrefix("units/novelty/") } == 2 * 3)
    #expect(files["units/novelty/seed2/detector/model.safetensors"] != nil)
    for method in ["novelty-critic", "novelty-reconstruction"] {
      #expect(files.keys.count { $0.hasPrefix("units/\(method)/seed1/scores/") } == 2)

      let predictions = try rows(folder, "predictions/\(method)/seed1.csv")
      #expect(predictions.count == testCount)
      for row in predictions {
        let score = try #require(Double(row["score"] ?? ""))
        let threshold = try #require(Double(row["threshold"] ?? ""))
        let isNovel = method == "novelty-critic" ? score < threshold : score > threshold
        #expect(row["prediction"] == (isNovel ? "rare" : "common"))
      }

      let scores = try rows(folder, "results/runs.csv").filter { $0["method"] == method }
      #expect(scores.count == 2 * 2 * 11)
      #expect(scores.allSatisfy { $0["predictor"] == "detector" })
      let ofProbabilities = ["log-loss", "brier", "calibration-error"]
      for row in scores where !ofProbabilities.contains(row["metric"] ?? "") {
        #expect(row["value"] != "")
      }
      #expect(
        scores.filter { ofProbabilities.contains($0["metric"] ?? "") }.allSatisfy {
          $0["value"] == ""
        },
        "A detector has no probabilities.")
      // The reported F1 is that of the predictions in the file.
      let pairs = predictions.map { ($0["truth"] == "rare", $0["prediction"] == "rare") }
      let found = Double(2 * pairs.count { $0.0 && $0.1 })
      let expected =
        found == 0 ? 0 : found / Double(pairs.count { $0.0 } + pairs.count { $0.1 })
      let reported = scores.first {
        $0["seed"] == "1" && $0["split"] == "test" && $0["metric"] == "minority-f1"
      }
      #expect(abs((Double(reported?["value"] ?? "") ?? -1) - expected) < 1e-12)

      let comparisons = try rows(folder, "results/comparisons.csv")
      #expect(
        comparisons.contains {
          $0["method"] == method && $0["metric"] == "minority-f1" && $0["n"] == "2"
        })
    }
    let decisions = try rows(folder, "results/detection.csv")
    #expect(decisions.map { $0["novel_side"] } == ["below", "below", "above", "above"])
    // The threshold was chosen for the F1 that the validation split has in the tables.
    let validation = try rows(folder, "results/runs.csv").filter {
      $0["predictor"] == "detector" && $0["split"] == "validation" && $0["metric"] == "minority-f1"
    }
    #expect(
      decisions.map { $0["validation_minority_f1"] } == validation.map { $0["value"] })
    // Lines are wrapped anywhere.
    let words = outcome.table.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Novel are scores below"), "\(outcome.table)")
    let table = try String(contentsOfFile: folder + "/results/table.md", encoding: .utf8)
    #expect(table.contains("Novel are scores below"))
  }

  @Test("M1, A42: any number of workers and a repaired run give the same bytes")
  func sameBytes() throws {
    let toy = try ToyExperiment(yaml: Self.yaml)
    let first = toy.folder + "/one"
    try toy.run(to: first)
    let expected = try ToyExperiment.timeless(first)
    let second = toy.folder + "/three"
    try toy.run(to: second, workers: 3)
    #expect(try ToyExperiment.timeless(second) == expected)

    // One detector's scores, and the model of the other seed.
    try FileManager.default.removeItem(atPath: first + "/units/novelty-critic/seed1/scores")
    try FileManager.default.removeItem(atPath: first + "/units/novelty/seed2/detector")
    try toy.run(to: first)
    #expect(try ToyExperiment.timeless(first) == expected)
    let ledger = try String(contentsOfFile: first + "/ledger.jsonl", encoding: .utf8)
    // Two seeds with two members, a model and two detectors; and what was lost, once more.
    #expect(ledger.split(separator: "\n").count == 2 * 5 + 2)
  }

  @Test("A method's results do not depend on which other methods are in the study")
  func independence() throws {
    let toy = try ToyExperiment(yaml: Self.yaml)
    try toy.run(to: toy.folder + "/all")
    try toy.run(
      to: toy.folder + "/alone",
      overrides: ["methods=[novelty-reconstruction]", "baseline=", "seeds=[2]"])
    let name = "/units/novelty-reconstruction/seed2/scores/scores.safetensors"
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: toy.folder + "/all" + name))
        == Data(contentsOf: URL(fileURLWithPath: toy.folder + "/alone" + name)))
  }

  @Test("A training that diverges fails both methods of the seed with one sentence")
  func divergence() throws {
    let toy = try ToyExperiment(yaml: Self.yaml)
    let outcome = try toy.run(
      to: toy.folder + "/run",
      overrides: ["novelty.gan.penaltyWeight=1e300", "seeds=[1]"])
    #expect(outcome.failures.count == 1)
    #expect(outcome.failures.first?.hasPrefix("novelty/seed1/detector: ") == true)
    #expect(outcome.failures.first?.contains("diverged") == true)
    #expect(
      outcome.table.contains("novelty-critic, novelty-reconstruction: no seed has a score"))
  }

  @Test("Several minority classes are refused, and validation data without a minority")
  func refused() throws {
    func refusal(_ csv: String) throws -> String {
      let toy = try ToyExperiment(yaml: Self.yaml, csv: csv)
      let error = #expect(throws: DataError.self) { try Experiment(ConfigurationFile(toy.file)) }
      return error?.description ?? ""
    }
    let several = ToyExperiment.csv().split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("s1") ? String($0).replacing("rare", with: "rarest") : String($0) }
      .joined(separator: "\n")
    let sentence = try refusal(several)
    #expect(sentence.contains("novelty-critic tells the majority from everything else"))
    #expect(sentence.contains("2 minority label sequences"))

    let splits = try DataSplits(
      training: TrainingSplit(Self.samples([0, 0, 0, 0, 0, 0, 1])),
      validation: ValidationSplit(Self.samples([0, 0])), test: TestSplit(Self.samples([0, 1])))
    let noMinority = #expect(throws: DataError.self) {
      var settings = NoveltyConfiguration()
      settings.gan.generatorUpdates = 1
      try Experiment.check(GANNoveltyDetector(.critic, settings), splits)
    }
    #expect(noMinority?.description.contains("holds no minority sample") == true)
    let few = #expect(throws: DataError.self) {
      try Experiment.check(GANNoveltyDetector(.critic), splits)
    }
    #expect(few?.description.contains("at least 8 majority samples") == true)
  }

  private static func samples(_ labels: [Int]) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["x"], classNames: ["common", "rare"], values: labels.map { Float($0) },
      lengths: labels.map { _ in 1 }, labels: labels)
  }

  @Test(
    "A setting that makes no sense is named with its key",
    arguments: [
      ("novelty.direction=up", "low, high, auto"), ("novelty.thresholds=coarse", "exact"),
      ("novelty.gan.epochs=0", "novelty.gan.epochs is 0"),
      ("novelty.epochs=5", "novelty: the key"),
      ("methods=[none, novelty-critik]", "did you mean \"novelty-critic\"?"),
      ("novelty.gan.hiddenUnits=100000000", "novelty.gan.hiddenUnits"),
    ])
  func badSetting(_ override: String, _ what: String) throws {
    let toy = try ToyExperiment(yaml: Self.yaml)
    let error = #expect(throws: ConfigurationError.self) {
      try Experiment(ConfigurationFile(toy.file, overrides: [override]))
    }
    #expect(error?.description.contains(what) == true, "\(String(describing: error))")
  }

  @Test("The defaults of the majority's GAN are fewer epochs, with the noise fading as early")
  func defaults() throws {
    let toy = try ToyExperiment(
      yaml: "data: {files: {all: toy.csv}}\nnovelty: {gan: {layers: 1}}\n")
    let settings = try ConfigurationFile(toy.file).configuration.novelty
    #expect(settings.gan.layers == 1)
    #expect(settings.gan.epochs == 100)
    #expect(settings.gan.noiseInterval == 3)
    #expect(settings.direction == .low)
    #expect(settings.thresholds == .exact)
  }
}
