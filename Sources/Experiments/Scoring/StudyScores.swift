import Classification
import Files
import Reports
import Sequences
import Statistics

/// The aggregator: turns members' probabilities and detectors' scores into predictions and scores.
///
/// Members are averaged per (method, seed), as soon as the last one has arrived.
struct StudyScores {
  let splits: DataSplits
  let truth: (validation: [Int], test: [Int])
  private let targets: (validation: PredictionTarget, test: PredictionTarget)
  let labelSet: F1LabelSet

  init(_ splits: DataSplits, classifier: ClassifierConfiguration = ClassifierConfiguration()) {
    self.splits = splits
    let form = classifier.form.resolved(labelLength: splits.training.dataset.labelLength)
    targets = (
      PredictionTarget(
        form: form, dataset: splits.validation.dataset, vocabulary: splits.vocabulary),
      PredictionTarget(form: form, dataset: splits.test.dataset, vocabulary: splits.vocabulary)
    )
    truth = (targets.validation.truth, targets.test.truth)
    labelSet = classifier.f1LabelSet
  }

  /// What probabilities of the validation or the test split are compared with.
  func target(of split: ScoredSplit) -> PredictionTarget {
    split == .test ? targets.test : targets.validation
  }

  /// What an ensemble or a detector predicts and scores.
  struct Run {
    /// The method.
    let method: String
    /// The seed.
    let seed: UInt64
    /// The scores on test and validation, of the ensemble and of each member.
    let scores: [RunScore]
    /// The ensemble's probabilities or the detector's scores on the test split, one row per sample.
    let predictionsCSV: String
    /// The headline: the minority F1 of the ensemble or detector on the test split.
    let minorityF1: Double?
    /// The predicted label sequences of the test split, by their ids.
    let testPredictions: [Int]
    /// How sure the run was that each test sample is a minority's; a detector's on a scale of its own.
    let minorityScores: [Double]
    /// The probabilities of all classes on the test split, `[samples, classes]`; empty where there
    /// are none or where `minorityScores` says as much.
    var probabilities: [Double] = []
    /// How a detector decided; nil for an ensemble.
    var detection: DetectionRecord?
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
    let classes = targets.test.classes
    let validation = EnsembleProbabilities(
      meanOf: probabilities.map(\.validation), classes: classes)
    let test = EnsembleProbabilities(meanOf: probabilities.map(\.test), classes: classes)
    var scores = [
      score(test, targets.test, method, seed, .ensemble, .test),
      score(validation, targets.validation, method, seed, .ensemble, .validation),
    ]
    for (index, member) in probabilities.enumerated() {
      let alone = EnsembleProbabilities(meanOf: [member.test], classes: classes)
      let chosen = EnsembleProbabilities(meanOf: [member.validation], classes: classes)
      scores.append(score(alone, targets.test, method, seed, .member(index), .test))
      scores.append(
        score(chosen, targets.validation, method, seed, .member(index), .validation))
    }
    return Run(
      method: method, seed: seed, scores: scores, predictionsCSV: csv(test),
      minorityF1: scores[0][.minorityF1],
      testPredictions: targets.test.predictedIDs(test.values),
      minorityScores: targets.test.minorityProbabilities(test.values),
      probabilities: targets.test.form == .seq2one && classes > 2 ? test.values : [])
  }

  private func score(
    _ probabilities: EnsembleProbabilities, _ target: PredictionTarget, _ method: String,
    _ seed: UInt64, _ predictor: Predictor, _ split: ScoredSplit
  ) -> RunScore {
    RunScore(
      method: method, seed: seed, predictor: predictor, split: split,
      scores: target.scores(of: probabilities.values, labelSet: labelSet))
  }

  private func csv(_ probabilities: EnsembleProbabilities) -> String {
    guard targets.test.form == .seq2one else { return labelSequenceCSV(probabilities.values) }
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

  /// Predictions of label sequences: the sequence, whether training shows it, the probability that
  /// it is not the majority's, and for each position the probability of each class.
  ///
  /// Cells behind a sample's last label are empty.
  private func labelSequenceCSV(_ probabilities: [Double]) -> String {
    let target = targets.test
    let classes = splits.test.dataset.classNames
    var header = ["sample", "truth", "prediction", "in_training", "probability_minority"]
    for position in 1...target.positions {
      header += classes.map { "probability_\(position)_\($0)" }
    }
    var text = CSVText.row(header)
    let minority = target.minorityProbabilities(probabilities)
    let size = target.positions * target.classes
    for (sample, sequence) in target.predictedSequences(probabilities).enumerated() {
      let label = splits.test.dataset.labelSequence(at: sample)
      let isKnown = splits.vocabulary.id(of: sequence) != LabelVocabulary.unknown
      let row = probabilities[sample * size..<(sample + 1) * size]
      let valid = label.count * target.classes
      text += CSVText.row(
        [
          "\(sample)", name(Array(label)), name(sequence), isKnown ? "yes" : "no",
          CSVText.number(minority[sample]),
        ] + row.prefix(valid).map(CSVText.number)
          + [String](repeating: "", count: size - valid))
    }
    return text
  }

  /// A label sequence as text: its classes, with a bar between several.
  func name(_ labels: [Int]) -> String {
    labels.map { splits.training.dataset.classNames[$0] }.joined(separator: "|")
  }

  /// What a run predicts differently from the baseline's run of the same seed.
  func change(from baseline: Run, to run: Run, method: String, seed: UInt64) -> PredictionChange {
    PredictionChange(
      method: method, seed: seed,
      difference: ConfusionDifference(
        truth: truth.test, before: baseline.testPredictions, after: run.testPredictions,
        classCount: splits.vocabulary.count))
  }

  /// What a run predicted for the test split.
  func predictions(of run: Run) -> PredictionRecord {
    PredictionRecord(
      method: run.method, seed: run.seed, truth: truth.test, predicted: run.testPredictions,
      minorityScores: run.minorityScores, isProbability: run.detection == nil,
      probabilities: run.probabilities)
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
      featureCount: splits.training.dataset.featureCount, classCount: splits.vocabulary.count,
      classNames: splits.vocabulary.sequences.map(self.name))
  }
}
