import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("ExperimentRun", .serialized)
struct ExperimentRunTests {
  @Test("M1: 1, 2, 3 and 4 workers give the same bytes, and so does a run that was damaged")
  func sameBytes() throws {
    let toy = try ToyExperiment()
    let first = toy.folder + "/workers1"
    let outcome = try toy.run(to: first)
    #expect(outcome.failures.isEmpty)
    let expected = try ToyExperiment.timeless(first)
    for name in ["runs.csv", "summary.csv", "comparisons.csv", "summary.json", "table.md"] {
      #expect(expected["results/\(name)"]?.isEmpty == false, "\(name) is missing.")
    }
    let table = String(decoding: expected["results/table.md"] ?? Data(), as: UTF8.self)
    #expect(table.contains("## Notes"))
    #expect(table.contains("- gan-autoencoder is meant for at least 1000"))
    #expect(outcome.table.contains("note"))
    // Three methods, two seeds, two members of four files; a GAN of four files for each seed.
    #expect(expected.keys.count { $0.hasPrefix("units/") } == 3 * 2 * 2 * 4 + 2 * 4)
    #expect(expected.keys.count { $0.hasPrefix("predictions/") } == 6)

    for workers in 2...4 {
      let folder = toy.folder + "/workers\(workers)"
      try toy.run(to: folder, workers: workers)
      #expect(try ToyExperiment.timeless(folder) == expected, "\(workers) workers differ.")
    }

    let ledger = try Data(contentsOf: URL(fileURLWithPath: first + "/ledger.jsonl"))
    try toy.run(to: first, workers: 2)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: first + "/ledger.jsonl")) == ledger,
      "The second start computed something.")
    #expect(try ToyExperiment.timeless(first) == expected)

    let model = URL(fileURLWithPath: first + "/units/random/seed2/member01/model.safetensors")
    try Data(contentsOf: model).dropLast(9).write(to: model)
    try FileManager.default.removeItem(atPath: first + "/units/gan-autoencoder/seed1/oversampler")
    try toy.run(to: first)
    #expect(try ToyExperiment.timeless(first) == expected, "The repaired run differs.")
    let repaired = try String(contentsOfFile: first + "/ledger.jsonl", encoding: .utf8)
    let lines = repaired.split(separator: "\n").count
    #expect(lines == 14 + 2, "\(lines - 14) units were redone.")
  }

  @Test("M6: another seed gives other results; more members leave the first seed's data as it is")
  func seeds() throws {
    let toy = try ToyExperiment()
    try toy.run(to: toy.folder + "/a", overrides: ["methods=[none]", "seeds=[1]"])
    try toy.run(to: toy.folder + "/b", overrides: ["methods=[none]", "seeds=[9]"])
    let name = "/probabilities.safetensors"
    let first = try Data(
      contentsOf: URL(fileURLWithPath: toy.folder + "/a/units/none/seed1/member00" + name))
    let second = try Data(
      contentsOf: URL(fileURLWithPath: toy.folder + "/b/units/none/seed9/member00" + name))
    #expect(first != second)
    // A method's results do not depend on which other methods are in the study.
    try toy.run(to: toy.folder + "/c", overrides: ["methods=[random, none]", "seeds=[3, 1]"])
    let third = try Data(
      contentsOf: URL(fileURLWithPath: toy.folder + "/c/units/none/seed1/member00" + name))
    #expect(third == first)
  }

  @Test("A folder of another configuration is refused before anything is computed")
  func otherConfiguration() throws {
    let toy = try ToyExperiment()
    try toy.run(to: toy.folder + "/run", overrides: ["methods=[none]", "seeds=[1]"])
    let before = try ToyExperiment.contents(toy.folder + "/run")
    #expect(throws: RunFolderError.self) {
      try toy.run(to: toy.folder + "/run", overrides: ["methods=[none]", "seeds=[2]"])
    }
    #expect(try ToyExperiment.contents(toy.folder + "/run") == before)
  }

  @Test(
    "An experiment that cannot work is refused before training",
    arguments: [
      ("ensemble.members=1000", "1000"), ("data.columns.id=patient", "patient"),
      ("data.label.position=4", "position"),
    ])
  func refused(_ override: String, _ what: String) throws {
    let toy = try ToyExperiment()
    let error = #expect(throws: (any Error).self) {
      try Experiment(ConfigurationFile(toy.file, overrides: [override]))
    }
    #expect("\(String(describing: error))".contains(what))
  }
}
