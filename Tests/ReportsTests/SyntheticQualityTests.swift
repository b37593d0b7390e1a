import Foundation
import Testing

@testable import Reports

@Suite("Results about synthetic samples")
struct SyntheticQualityTests {
  private var record: SyntheticQualityRecord {
    let values = SyntheticQualityRecord.Feature.Values(
      minimum: -1, maximum: 2.5, mean: 0.5, standardDeviation: 0.25, autocorrelation: nil)
    return SyntheticQualityRecord(
      method: "gan", seed: 7, realCount: 40, syntheticCount: 30,
      gate: SyntheticQualityRecord.Gate(.closed, reasons: ["It collapsed, \"badly\".", "Twice."]),
      measures: [
        .init("coverage", synthetic: 0.5, reference: 0.9), .init("recall", synthetic: nil),
      ], features: [.init(name: "x", real: values, synthetic: values)])
  }

  @Test("One row per measure, statistic and decision; empty where nothing is defined")
  func files() throws {
    let files = [record].resultFiles
    #expect(files.map(\.name) == ["quality.csv", "quality_features.csv", "quality_gate.csv"])
    #expect(
      files[0].contents
        == "method,seed,measure,synthetic,reference\ngan,7,coverage,0.5,0.9\ngan,7,recall,,\n")
    let features = parsedCSV(files[1].contents)
    #expect(features.count == 5)
    #expect(features[0]["statistic"] == "minimum")
    #expect(features[1]["real"] == "2.5")
    #expect(features[4]["synthetic"] == "")
    let gates = parsedCSV(files[2].contents)
    #expect(gates.count == 1)
    #expect(gates[0]["decision"] == "closed")
    #expect(gates[0]["reasons"] == "It collapsed, \"badly\". Twice.")
    #expect([SyntheticQualityRecord]().resultFiles.isEmpty)
  }

  @Test(
    "Fits are a file and a table, in the order of methods and seeds; a study without has neither")
  func trainingFit() throws {
    var study = try SampleStudy.load().record
    #expect(!(try StudyReport(study).files.contains { $0.name == "training_fit.csv" }))
    #expect(!(try text("table.md", of: study).contains("training samples")))
    let (first, second) = (study.methods[0], study.methods[1])
    study.trainingFits = [
      TrainingFitRecord(
        method: second, seed: 2, minority: .synthetic, f1: 0.75, recall: 1, members: 3),
      TrainingFitRecord(method: second, seed: 1, minority: .real, f1: nil, recall: 0.5, members: 3),
      TrainingFitRecord(method: first, seed: 1, minority: .real, f1: 0.25, recall: 0.5, members: 3),
      TrainingFitRecord(method: first, seed: 2, minority: .real, f1: 0.5, recall: 0.5, members: 3),
    ]
    #expect(
      try text("training_fit.csv", of: study) == """
        method,seed,minority,f1,recall,members
        \(first),1,real,0.25,0.5,3
        \(first),2,real,0.5,0.5,3
        \(second),1,real,,0.5,3
        \(second),2,synthetic,0.75,1,3

        """)
    let table = try text("table.md", of: study)
    #expect(table.contains("| \(first) | 2 | 0.3750 ± 0.1768 | – | 0.5000 ± 0.0000 | – |"))
    #expect(table.contains("| \(second) | 2 | – | 0.7500 | 0.5000 | 1.0000 |"))
    let page = StudyPage(try StudyReport(study), RunDetails()).html
    #expect(page.contains("id=\"training-fit\""))
    #expect(page.contains("0.3750 ± 0.1768"))
  }

  private func text(_ name: String, of record: StudyRecord) throws -> String {
    try #require(try StudyReport(record).files.first { $0.name == name }).contents
  }
}
