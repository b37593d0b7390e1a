import Foundation
import Testing

@testable import Reports

@Suite("What to mind when studies are compared")
struct CollectionCautionTests {
  private func study(
    _ number: Int, _ means: [(method: String, mean: Double?)]? = nil, further: [String: Any] = [:]
  ) -> SampleCollectionStudy {
    SampleCollectionStudy(
      name: "data \(number)", means: means ?? [("none", 0.2), ("b", 0.3), ("c", 0.4)],
      source: "runs/\(number)", baseline: "none",
      further: SampleCollectionStudy.finished(number).merging(further) { $1 })
  }

  private func cautions(_ studies: [SampleCollectionStudy], metric: String? = nil) throws
    -> [String]
  {
    try StudyCollection(studies.map { try $0.result }, metric: metric).cautions
  }

  @Test("finished studies that are alike have nothing to mind")
  func none() throws {
    let collection = try StudyCollection([study(1).result, study(2).result])
    #expect(collection.cautions.isEmpty && collection.leftOut.isEmpty)
    #expect(!collection.text("comparison.html").contains("class=\"warn\""))
  }

  @Test("an unfinished study is compared and told: units, what was given up, and of which seeds")
  func unfinished() throws {
    var second = study(2, further: ["units_done": 12, "units_failed": 2])
    second.fewerSeeds = ["b": 3]
    let collection = try StudyCollection([study(1).result, second.result])
    let sentence =
      "runs/2 is not finished: 12 of 40 units are done, 2 were given up; not all means are of 5 "
      + "seeds (b 3)."
    #expect(collection.cautions == [sentence])
    for file in ["comparison.md", "comparison.html", "comparison.tex"] {
      #expect(collection.text(file).contains(sentence), "\(file)")
    }
    let terminal = collection.terminalText
    #expect(terminal.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(terminal.contains("- runs/2 is not finished: 12 of 40 units"))
  }

  @Test("a method with fewer seeds is told where nobody counted units")
  func fewerSeeds() throws {
    var second = study(2)
    second.further = [:]
    second.fewerSeeds = ["c": 1]
    let found = try cautions([study(1), second])
    #expect(found.first == "runs/2 lacks scores: not all means are of 5 seeds (c 1).")
    #expect(found.last?.hasPrefix("runs/2: written by an earlier version") ?? false)
  }

  @Test("the same data in another configuration is told, the same study is refused")
  func sameData() throws {
    let other = study(2, further: ["data_hash": "data 1", "configuration_hash": "d"])
    let found = try cautions([study(1), other])
    #expect(found.count == 1 && found[0].hasPrefix("runs/1, runs/2 are of the same data"))
    let same = try study(2, further: ["data_hash": "data 1"]).result
    let error = #expect(throws: StudyCollectionError.self) {
      try StudyCollection([study(1).result, study(3).result, same])
    }
    #expect(error == .sameStudy("runs/1", "runs/2") && error?.isWrongUsage == true)
  }

  @Test("other metrics, classes, sizes of ensembles and numbers of seeds are told")
  func unlike() throws {
    var other = study(2, further: ["minority_f1_over": "sklearn-union", "ensemble_size": 5])
    other.seeds = 3
    let found = try cautions([study(1), other])
    #expect(found.count == 3)
    #expect(found[0].contains("data 1: support; data 2: sklearn-union"))
    #expect(found[1].contains("data 1: K = 10; data 2: K = 5"))
    #expect(found[2].contains("data 1: 5; data 2: 3"))
    let headline = study(2, further: ["headline_metric": "pr-auc"])
    #expect(try cautions([study(1), headline])[0].contains("data 2: PR-AUC"))
  }

  @Test("methods that are not ranked are told once per reason")
  func notRanked() throws {
    let second = study(2, [("none", 0.2), ("b", nil), ("d", 0.1), ("e", 0.1), ("f", 0.3)])
    let first = study(1, [("none", 0.2), ("b", 0.3), ("c", 0.1), ("f", 0.2)])
    let collection = try StudyCollection([first.result, second.result])
    #expect(collection.methods == ["none", "f"])
    #expect(
      collection.leftOut == [
        "Not ranked: b (no minority F1 in data 2).",
        "Not ranked: c (not among the methods of data 2).",
        "Not ranked: d, e (not among the methods of data 1).",
      ])
  }
}
