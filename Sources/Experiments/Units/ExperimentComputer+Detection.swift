import Checkpoints
import NoveltyDetection
import Sequences
import Tensors

/// The two units of novelty detection (spec/01 section 15).
extension ExperimentComputer {
  /// Fits the model that detectors share to the majority of the training split.
  func fit(
    _ detector: any NoveltyDetector, _ unit: UnitID, _ monitor: TrainingMonitor
  ) throws -> [UnitFile] {
    // What the training held is of other sizes than what comes next.
    defer { TensorMemory.returnToSystem() }
    let training = splits.training
    let majority = try training.subset(
      splits.vocabulary.majorityIndices(in: training.dataset))
    let count = majority.dataset.count
    let fitted = try detector.fit(majority, stream: stream(of: unit), monitor: monitor)
    let record = DetectorRecord(
      unit: "\(unit)", majoritySamples: count, diagnostics: fitted.diagnostics,
      warnings: [detector.warning(majority: count)].compactMap(\.self))
    return [
      UnitFile(name: UnitFile.model, bytes: fitted.model),
      UnitFile(name: UnitFile.curves, bytes: Array(fitted.curves.csv.utf8)),
      UnitFile(name: UnitFile.record, bytes: try JSONFile.encode(record)),
    ]
  }

  /// Scores both splits, and chooses the threshold on the validation split.
  func score(
    by detector: any NoveltyDetector, model: [UInt8], _ unit: UnitID
  ) throws -> [UnitFile] {
    let stream = stream(of: unit)
    let scores = DetectorScores(
      validation: try detector.scores(
        of: splits.validation.dataset, model: model, stream: stream.substream("validation")),
      test: try detector.scores(
        of: splits.test.dataset, model: model, stream: stream.substream("test")))
    guard scores.test.allSatisfy(\.isFinite) else {
      throw NoveltyError.scoreNotFinite(split: "test")
    }
    // A label sequence that training never showed is no class of the F1 that is maximised.
    let isNovel = splits.vocabulary.ids(of: splits.validation.dataset).map { $0 > 0 }
    let decision = try NoveltyDecision(
      scores: scores.validation, isNovel: isNovel, readings: detector.readings)
    let record = DecisionRecord(
      unit: "\(unit)", direction: decision.direction, threshold: decision.threshold,
      validationF1: decision.validationF1)
    return [
      UnitFile(name: UnitFile.scores, bytes: scores.encoded()),
      UnitFile(name: UnitFile.record, bytes: try JSONFile.encode(record)),
    ]
  }
}
