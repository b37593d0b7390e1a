import Foundation
import RandomStreams
import Statistics

@testable import Reports

/// A study whose methods find minority samples with given skills, every sixth sample being one.
///
/// A sample's own difficulty is the same for all methods and seeds, and a skill is added to it: the
/// higher, the more minority samples exceed the threshold and the fewer others do.
struct SimulatedStudy {
  /// The methods with their skills; the first is the baseline.
  var methods: [(name: String, skill: Double)]
  var sampleCount = 600
  var seeds: [UInt64] = [1, 2, 3, 4, 5]
  /// How much seeds differ.
  var seedSpread = 0.3

  var truth: [Int] { (0..<sampleCount).map { $0 % 6 == 0 ? 1 : 0 } }

  var predictions: [PredictionRecord] {
    let root = RandomStream(seed: 11)
    var random = root.substream("difficulty")
    let difficulty = (0..<sampleCount).map { _ in random.normal() }
    return methods.enumerated().flatMap { index, method in
      seeds.map { seed in
        var random = root.substream("seed", index, Int(seed))
        let scores = zip(truth, difficulty).map { label, difficulty in
          let side = label == 1 ? method.skill : -method.skill
          return 1 / (1 + exp(-(side + difficulty + seedSpread * random.normal())))
        }
        return PredictionRecord(
          method: method.name, seed: seed, truth: truth,
          predicted: scores.map { $0 > 0.5 ? 1 : 0 }, minorityScores: scores,
          isProbability: true)
      }
    }
  }

  var record: StudyRecord { Self.record(predictions, seeds: seeds) }

  /// The record of predictions, with what they score; methods in the order of predictions.
  static func record(_ predictions: [PredictionRecord], seeds: [UInt64]) -> StudyRecord {
    var methods: [String] = []
    for run in predictions where !methods.contains(run.method) { methods.append(run.method) }
    return StudyRecord(
      name: "simulated", version: "1", data: SampleStudy.data, ensembleSize: 2, methods: methods,
      baseline: methods.first, seeds: seeds,
      runs: predictions.map { run in
        RunScore(
          method: run.method, seed: run.seed,
          scores: ClassificationScores(
            truth: run.truth, predicted: run.predicted, minorityProbability: run.minorityScores,
            classCount: 2))
      }, predictions: predictions)
  }
}
