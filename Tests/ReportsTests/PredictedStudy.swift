import Statistics

@testable import Reports

/// A study with predictions: a baseline, an ensemble and a detector over two seeds, 40 test samples
/// of which every fourth is a minority's.
enum PredictedStudy {
  static let truth = (0..<40).map { $0.isMultiple(of: 4) ? 1 : 0 }

  /// A score that ranks minority samples higher the larger `skill` is.
  static func scores(skill: Double, shift: Int) -> [Double] {
    truth.enumerated().map { index, label in
      let noise = Double((index * 7 + shift * 3) % 11) / 11
      return (1 - skill) * noise + skill * Double(label) * 0.9
    }
  }

  static func prediction(
    _ method: String, _ seed: UInt64, skill: Double, isProbability: Bool = true
  ) -> PredictionRecord {
    let scores = scores(skill: skill, shift: Int(seed))
    return PredictionRecord(
      method: method, seed: seed, truth: truth, predicted: scores.map { $0 > 0.5 ? 1 : 0 },
      minorityScores: scores, isProbability: isProbability)
  }

  /// The record, with what its predictions score.
  static func record(_ predictions: [PredictionRecord]? = nil) -> StudyRecord {
    let predictions =
      predictions
      ?? [1, 2].flatMap { seed in
        [
          prediction("none", seed, skill: 0.3), prediction("a & <b>", seed, skill: 0.6),
          prediction("novelty", seed, skill: 0.4, isProbability: false),
        ]
      }
    var data = SampleStudy.data
    data.classNames = ["calm", "<script>alert(1)</script>"]
    return StudyRecord(
      name: "Storms & \"more\"", version: "1", data: data, ensembleSize: 2,
      methods: ["none", "a & <b>", "novelty"], baseline: "none", seeds: [1, 2],
      runs: predictions.map { run in
        RunScore(
          method: run.method, seed: run.seed,
          scores: ClassificationScores(
            truth: run.truth, predicted: run.predicted, minorityScore: run.minorityScores,
            classCount: 2))
      }, predictions: predictions)
  }
}
