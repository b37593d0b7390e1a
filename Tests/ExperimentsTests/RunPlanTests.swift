import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("Run plan", .serialized)
struct RunPlanTests {
  @Test("A plan counts the units, files and bytes that the run then has")
  func agreesWithRun() throws {
    let toy = try ToyExperiment()
    let experiment = try Experiment(
      ConfigurationFile(toy.file, overrides: ["methods=[none,gan-autoencoder,novelty-critic]"]))
    var said: [String] = []
    let plan = try RunPlan(experiment, ranks: [2, 3]) { said.append($0) }
    #expect(
      plan.rows.map(\.group.description) == [
        "none, predictions", "gan-autoencoder, model", "gan-autoencoder, predictions",
        "novelty, model", "novelty-critic, predictions",
      ])
    #expect(plan.rows.map(\.units) == [4, 2, 4, 2, 2])
    #expect(said.count == 5)
    #expect(plan.outcomes.map(\.workers) == [1, 2])
    #expect(RunPlan.workers(of: [1, 2, 3, 3, 65]) == [1, 2, 64])
    #expect(plan.rows.allSatisfy { $0.seconds > 0 })
    #expect(plan.rankMemory ?? 0 > 1_000_000)

    try ToyExperiment.run(experiment, to: toy.folder + "/run")
    let files = try ToyExperiment.contents(toy.folder + "/run").filter {
      $0.key.hasPrefix("units/")
    }
    #expect(files.count == plan.rows.reduce(0) { $0 + $1.files })
    // Curves of more epochs are a little longer.
    let bytes = files.values.reduce(0) { $0 + $1.count }
    let planned = plan.rows.reduce(0) { $0 + $1.bytes }
    #expect(abs(Double(bytes) / Double(planned) - 1) < 0.2)

    let recorded = try RunPlan(experiment, earlier: toy.folder + "/run")
    #expect(recorded.rows.map(\.units) == plan.rows.map(\.units))
    #expect(recorded.rows.map(\.files) == plan.rows.map(\.files))
    #expect(recorded.rows.reduce(0) { $0 + $1.bytes } <= bytes)
    #expect(recorded.outcomes.map(\.workers) == [1, 2, 4, 8, 16])
    let text = recorded.text(name: "toy")
    #expect(text.hasPrefix("toy: 14 units, "))
    #expect(text.contains("\nnovelty-critic, predictions       2  "))
  }

  @Test("Times of a folder that has no such units are refused with a sentence")
  func otherRun() throws {
    let toy = try ToyExperiment()
    try toy.run(to: toy.folder + "/run", overrides: ["methods=[none]"])
    let other = try Experiment(ConfigurationFile(toy.file))
    let error = #expect(throws: RunFolderError.self) {
      try RunPlan(other, earlier: toy.folder + "/run")
    }
    #expect(try #require(error).description.contains("no unit of "))
    #expect(throws: RunFolderError.self) { try RunPlan(other, earlier: toy.folder) }
  }
}
