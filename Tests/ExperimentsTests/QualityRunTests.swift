import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("Runs that look at synthetic samples", .serialized)
struct QualityRunTests {
  private func rows(_ text: Data?) throws -> [[Substring]] {
    String(decoding: try #require(text), as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test("What is found is in the results, and a report from the folder alone has the same bytes")
  func results() throws {
    let toy = try ToyExperiment(csv: ToyExperiment.csv(samples: 200))
    let folder = toy.folder + "/run"
    let outcome = try toy.run(
      to: folder, workers: 2,
      overrides: [
        "quality.maps=1", "quality.discriminator.epochs=2", "quality.gate.insist=true",
        "methods=[none, ae-smote, gan-autoencoder]", "ae-smote.autoencoder.epochs=2",
        "ae-smote.autoencoder.hidden=4",
      ])
    #expect(outcome.failures.isEmpty, "\(outcome.failures)")
    let files = try ToyExperiment.contents(folder)
    let measures = try rows(files["results/quality.csv"])
    #expect(measures.first == ["method", "seed", "measure", "synthetic", "reference"])
    // Two methods with 17 measures for each of two seeds.
    #expect(measures.count == 1 + 2 * 2 * 17)
    #expect(try rows(files["results/quality_gate.csv"]).count == 1 + 2 * 2)
    // Of each feature five statistics.
    let features = try Experiment(ConfigurationFile(toy.file)).data.splits.training.dataset
      .featureCount
    #expect(try rows(files["results/quality_features.csv"]).count == 1 + 2 * 2 * features * 5)
    let fits = try rows(files["results/training_fit.csv"])
    #expect(fits.first == ["method", "seed", "minority", "f1", "recall", "members"])
    let names = fits.dropFirst().map { "\($0[0]) \($0[1]) \($0[2]) \($0[5])" }
    let expected: [String] = [
      "none 1 real 2", "none 2 real 2", "ae-smote 1 real 2", "ae-smote 1 synthetic 2",
      "ae-smote 2 real 2", "ae-smote 2 synthetic 2", "gan-autoencoder 1 real 2",
      "gan-autoencoder 1 synthetic 2", "gan-autoencoder 2 real 2", "gan-autoencoder 2 synthetic 2",
    ]
    #expect(names == expected)
    let table = String(decoding: try #require(files["results/table.md"]), as: UTF8.self)
    #expect(table.contains("## Real and synthetic training samples"))
    try FileManager.default.removeItem(atPath: toy.dataFile)
    _ = try StoredRun(folder: folder).rebuild()
    let after = try ToyExperiment.contents(folder)
    for (path, content) in files { #expect(after[path] == content, "\(path)") }
  }

  @Test("A closed gate is in the notes, and members do without; one or two workers, the same bytes")
  func closed() throws {
    let toy = try ToyExperiment(csv: ToyExperiment.csv(samples: 200))
    let overrides = [
      "quality.maps=0", "quality.discriminator.epochs=0", "quality.gate.minimumDistanceRatio=1",
      "methods=[none, gan-autoencoder]", "gan-autoencoder.epochs=1",
    ]
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: overrides)
    let files = try ToyExperiment.timeless(folder)
    let gates = try rows(files["results/quality_gate.csv"])
    #expect(gates.dropFirst().allSatisfy { $0[2] == "closed" })
    let table = String(decoding: try #require(files["results/table.md"]), as: UTF8.self)
    #expect(table.contains("The synthetic samples are not used. The generator has collapsed"))
    #expect(table.contains("real samples alone"))
    let record = try JSONFile.decode(
      MemberRecord.self,
      from: Array(try #require(files["units/gan-autoencoder/seed2/member01/record.json"])))
    #expect(record.syntheticSamples == 0)
    // Members that are given their model by another worker know it, too.
    try toy.run(to: toy.folder + "/two", workers: 2, overrides: overrides)
    #expect(try ToyExperiment.timeless(toy.folder + "/two") == files)
  }

  @Test("A folder of a version that did not look has no units that only look")
  func earlier() throws {
    let toy = try ToyExperiment()
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: ["methods=[none, random]"])
    #expect(try RunFolder.readIdentity(folder).configuration.quality.check)
    let path = folder + "/experiment.resolved.yaml"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "quality:"))
    let end = try #require(lines[(start + 1)...].firstIndex { !$0.hasPrefix(" ") })
    try (lines[..<start] + lines[end...]).joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    try ToyExperiment.forgetChecksums(folder)
    #expect(try !RunFolder.readIdentity(folder).configuration.quality.check)
    #expect(try StoredRun(folder: folder).rebuild().missing.isEmpty)
  }

  @Test("Settings out of range are refused with their key")
  func refused() throws {
    let toy = try ToyExperiment()
    for (key, value) in [
      ("quality.samples", "3"), ("quality.gate.maximumOutside", "2"),
      ("quality.discriminator.epochs", "-1"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        _ = try ConfigurationFile(toy.file, overrides: ["\(key)=\(value)"])
      }
      #expect(error?.description.contains(key) == true, "\(error?.description ?? "")")
    }
    let reference = try ConfigurationFile(toy.file, overrides: ["profile=reference"])
    #expect(reference.configuration.quality.gate.insist)
  }
}
