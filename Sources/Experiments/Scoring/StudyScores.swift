import Classification
import Files
import Reports
import Sequences
import Statistics

/// The aggregator: turns members' probabilities into ensembles, predictions and scores.
///
/// Members are averaged per (method, seed), as soon as the last one has arrived.
struct StudyScores {
  private let splits: DataSplits
  private let truth: (validation: [Int], test: [Int])

  init(_ splits: DataSplits) {
    self.splits = splits
    truth = (
      splits.vocabulary.ids(of: splits.validation.dataset),
      splits.vocabulary.ids(of: splits.test.dataset)
    )
  }

  /// What an ensemble predicts and scores.
  struct Run {
    /// The scores on test and validation, of the ensemble and of each member.
    let scores: [RunScore]
    /// The ensemble's probabilities on the test split, one row per sample.
    let predictionsCSV: String
    /// The headline: the ensemble's minority F1 on the test split.
    let minorityF1: Double?
  }

  /// Scores an ensemble.
  ///
  /// - Parameters:
  ///   - method: the ensemble's method.
  ///   - seed: the ensemble's seed.
  ///   - probabilities: what each member said, in their order.
  /// - Returns: scores and predictions.
  func run(
    method: String, seed: UInt64, probabilities: [MemberProbabilities]
  ) -> Run {
    let classes = splits.vocabulary.count
    let validation = EnsembleProbabilities(
      meanOf: probabilities.map(\.validation), classes: classes)
    let test = EnsembleProbabilities(meanOf: probabilities.map(\.test), classes: classes)
    var scores = [
      score(test, truth.test, method, seed, .ensemble, .test),
      score(validation, truth.validation, method, seed, .ensemble, .validation),
    ]
    for (index, member) in probabilities.enumerated() {
      let alone = EnsembleProbabilities(meanOf: [member.test], classes: classes)
      let chosen = EnsembleProbabilities(meanOf: [member.validation], classes: classes)
      scores.append(score(alone, truth.test, method, seed, .member(index), .test))
      scores.append(
        score(chosen, truth.validation, method, seed, .member(index), .validation))
    }
    return Run(
      scores: scores, predictionsCSV: csv(test), minorityF1: scores[0][.minorityF1])
  }

  private func score(
    _ probabilities: EnsembleProbabilities, _ truth: [Int], _ method: String, _ seed: UInt64,
    _ predictor: Predictor, _ split: ScoredSplit
  ) -> RunScore {
    RunScore(
      method: method, seed: seed, predictor: predictor, split: split,
      scores: ClassificationScores(
        truth: truth, predicted: probabilities.predictions, probabilities: probabilities.values,
        classCount: splits.vocabulary.count))
  }

  private func csv(_ probabilities: EnsembleProbabilities) -> String {
    let names = splits.vocabulary.sequences.map(name)
    var text = CSVText.row(
      ["sample", "truth", "prediction"] + names.map { "probability_\($0)" })
    for (sample, prediction) in probabilities.predictions.enumerated() {
      let label = splits.test.dataset.labelSequence(at: sample)
      text += CSVText.row(
        ["\(sample)", name(Array(label)), names[prediction]]
          + probabilities[sample].map(CSVText.number))
    }
    return text
  }

  /// A label sequence as text: its classes, with a bar between several.
  private func name(_ labels: [Int]) -> String {
    labels.map { splits.training.dataset.classNames[$0] }.joined(separator: "|")
  }

  /// What the report says about the data.
  func description(name: String) -> DataDescription {
    func split(_ split: ScoredSplit, _ ids: [Int]) -> DataDescription.Split {
      .init(split, sampleCount: ids.count, minorityCount: ids.count { $0 != 0 })
    }
    let training = splits.vocabulary.ids(of: splits.training.dataset)
    return DataDescription(
      name: name,
      splits: [
        split(.training, training), split(.validation, truth.validation), split(.test, truth.test),
      ],
      featureCount: splits.training.dataset.featureCount, classCount: splits.vocabulary.count)
  }
}
