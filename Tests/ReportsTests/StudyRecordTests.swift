import Reports
import Statistics
import Testing

@Suite("Study record")
struct StudyRecordTests {
  private let valid = study([("none", [1: 0.1, 2: 0.2]), ("random", [1: 0.3])])

  @Test("Contradictions are refused with a sentence that names the culprit")
  func contradictions() throws {
    try valid.validate()
    var record = valid
    record.methods.append("none")
    #expect(throws: StudyRecordError.duplicateMethod("none")) { try record.validate() }
    record = valid
    record.seeds.append(2)
    #expect(throws: StudyRecordError.duplicateSeed(2)) { try record.validate() }
    record = valid
    record.baseline = "nothing"
    #expect(throws: StudyRecordError.unknownBaseline("nothing", ["none", "random"])) {
      try record.validate()
    }
    record = valid
    record.runs += runs("gan", [1: 0.3])
    #expect(throws: StudyRecordError.unknownMethod("gan", ["none", "random"])) {
      try StudyReport(record)
    }
    record = valid
    record.runs += runs("none", [9: 0.3])
    #expect(throws: StudyRecordError.unknownSeed(9, "none")) { try StudyReport(record) }
    record = valid
    record.runs += runs("none", [2: 0.3])
    let error = StudyRecordError.duplicateRun("none", 2, .ensemble, .test)
    #expect(throws: error) { try StudySummary(record) }
    #expect("\(error)".contains("'none' with seed 2"))
  }

  @Test("The same run of another predictor or split is another run")
  func distinctRuns() throws {
    var record = valid
    for predictor in [Predictor.member(0), .member(1), .ensemble] {
      record.runs.append(
        RunScore(
          method: "none", seed: 1, predictor: predictor, split: .training, sampleCount: 1,
          values: [:]))
    }
    try record.validate()
  }

  @Test("Scores of predictions become a run with all metrics")
  func fromScores() {
    let scores = ClassificationScores(
      truth: [0, 0], predicted: [0, 0], minorityProbability: [0.1, 0.2], classCount: 2)
    let run = RunScore(method: "none", seed: 3, scores: scores)
    #expect(run.sampleCount == 2)
    #expect(run[.rocAUC] == nil)
    #expect(run[.balancedAccuracy] == 1)
    #expect(run.values.count == Metric.allCases.count)
  }
}
