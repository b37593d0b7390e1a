import Files
import NoveltyDetection
import Reports
import Statistics

extension StudyScores {
  /// Scores a detector: its decisions like an ensemble's predictions, its ranking by the AUCs.
  ///
  /// Novel samples are predicted to be of the one minority class.
  ///
  /// - Parameters:
  ///   - method: the detector's method.
  ///   - seed: the detector's seed.
  ///   - scores: of both splits.
  ///   - decision: what was chosen on the validation split.
  /// - Returns: scores and predictions.
  func run(
    method: String, seed: UInt64, scores: DetectorScores, decision: NoveltyDecision
  ) -> Run {
    func score(_ values: [Float], _ truth: [Int], _ split: ScoredSplit) -> RunScore {
      RunScore(
        method: method, seed: seed, predictor: .detector, split: split,
        scores: ClassificationScores(
          truth: truth, predicted: values.map { decision.isNovel($0) ? 1 : 0 },
          minorityScore: values.map(decision.novelty), classCount: splits.vocabulary.count,
          labelSet: labelSet))
    }
    let test = score(scores.test, truth.test, .test)
    let predictions = scores.test.map { decision.isNovel($0) ? 1 : 0 }
    return Run(
      method: method, seed: seed,
      scores: [test, score(scores.validation, truth.validation, .validation)],
      predictionsCSV: csv(scores.test, decision), minorityF1: test[.minorityF1],
      testPredictions: predictions, minorityScores: scores.test.map(decision.novelty),
      detection: DetectionRecord(
        method: method, seed: seed, novelSide: decision.direction == .low ? .below : .above,
        threshold: decision.threshold, validationF1: decision.validationF1))
  }

  private func csv(_ scores: [Float], _ decision: NoveltyDecision) -> String {
    let names = splits.vocabulary.sequences.map(name)
    var text = CSVText.row(["sample", "truth", "prediction", "score", "threshold"])
    for (sample, score) in scores.enumerated() {
      let label = splits.test.dataset.labelSequence(at: sample)
      text += CSVText.row([
        "\(sample)", name(Array(label)), names[decision.isNovel(score) ? 1 : 0],
        CSVText.number(Double(score)), CSVText.number(decision.threshold),
      ])
    }
    return text
  }
}
