import Foundation
import Sequences
import Statistics

/// The samples of a split as a classifier's probabilities are compared with them.
///
///     let target = PredictionTarget(form: .seq2seq, dataset: test, vocabulary: vocabulary)
///     target.predictedIDs(probabilities)      // per sample an id of the vocabulary, or UNKNOWN
///     target.scores(of: probabilities).minorityF1
///
/// Probabilities are row-major `[sample, label sequence of the vocabulary]` in seq2one form, and
/// `[sample, L, class]` in seq2seq form; rows behind a sample's last label mean nothing. The number
/// of labels of a sample is given, not predicted (spec/00 section 3).
public struct PredictionTarget: Sendable {
  /// What is predicted; never `auto`.
  public let form: ClassifierForm
  /// The vocabulary's id of each true label sequence.
  public let truth: [Int]
  /// The vocabulary.
  public let vocabulary: LabelVocabulary
  private let dataset: SequenceDataset

  /// The labels of a data set.
  ///
  /// - Precondition: `form` is resolved.
  public init(form: ClassifierForm, dataset: SequenceDataset, vocabulary: LabelVocabulary) {
    precondition(form != .auto, "The form of predictions is resolved by the labels.")
    self.form = form
    self.dataset = dataset
    self.vocabulary = vocabulary
    truth = vocabulary.ids(of: dataset)
  }

  /// The number of samples.
  public var count: Int { dataset.count }
  /// The label positions of a row of probabilities, L; 1 in seq2one form.
  public var positions: Int { form == .seq2seq ? dataset.labelLength : 1 }
  /// The label positions of a sample that its row is about; those behind them mean nothing.
  public func labelCount(of sample: Int) -> Int {
    form == .seq2seq ? dataset.labelLength(at: sample) : 1
  }
  /// The numbers of a position: classes, or in seq2one form label sequences.
  public var classes: Int { form == .seq2seq ? dataset.classCount : vocabulary.count }

  /// The most probable label sequence of each sample; among equals the lower class.
  public func predictedSequences<Number: Comparable>(_ probabilities: [Number]) -> [[Int]] {
    let best = mostProbableClasses(probabilities, classes: classes)
    guard form == .seq2seq else { return best.map { vocabulary.sequences[$0] } }
    return (0..<count).map { sample in
      Array(best[sample * positions..<sample * positions + dataset.labelLength(at: sample)])
    }
  }

  /// The id of each predicted label sequence, UNKNOWN for one that training never showed.
  public func predictedIDs<Number: Comparable>(_ probabilities: [Number]) -> [Int] {
    let best = mostProbableClasses(probabilities, classes: classes)
    guard form == .seq2seq else { return best }
    return (0..<count).map { sample in
      let first = sample * positions
      return vocabulary.id(of: best[first..<first + dataset.labelLength(at: sample)])
    }
  }

  /// The probability of each sample that its label sequence is not the majority's.
  ///
  /// In seq2seq form 1 - the product over positions of the probability of the majority's label
  /// there, from the sums of the others, so that small ones keep their digits; 1 for a sample whose
  /// number of labels is not the majority's.
  public func minorityProbabilities(_ probabilities: [Double]) -> [Double] {
    let majority = vocabulary.sequences[LabelVocabulary.majority]
    return (0..<count).map { sample in
      guard form == .seq2seq else {
        return probabilities[(sample * classes + 1)..<((sample + 1) * classes)].reduce(0, +)
      }
      guard dataset.labelLength(at: sample) == majority.count else { return 1 }
      var logarithm = 0.0
      for (position, label) in majority.enumerated() {
        let row = row(sample, position, of: probabilities)
        var others = 0.0
        for (index, value) in row.enumerated() where index != label { others += value }
        logarithm += log1p(-min(others, 1))
      }
      return -expm1(logarithm)
    }
  }

  /// The mean negative log probability of the true label sequence: in seq2seq form, the sum over
  /// its positions.
  ///
  /// - Returns: nil without samples or if a probability is not a number.
  public func logLoss(_ probabilities: [Double]) -> Double? {
    guard form == .seq2seq else {
      return RankingScores.logLoss(
        truth: truth, probabilities: probabilities, classCount: classes)
    }
    guard count > 0 else { return nil }
    var rows: [Double] = []
    for sample in 0..<count {
      let first = sample * positions * classes
      rows += probabilities[first..<first + dataset.labelLength(at: sample) * classes]
    }
    return RankingScores.logLoss(
      truth: dataset.labels, probabilities: rows, classCount: classes
    ).map { $0 * Double(dataset.labels.count) / Double(count) }
  }

  /// All scores of probabilities.
  public func scores(
    of probabilities: [Double], labelSet: F1LabelSet = .support
  ) -> ClassificationScores {
    guard form == .seq2seq else {
      return ClassificationScores(
        truth: truth, predicted: predictedIDs(probabilities), probabilities: probabilities,
        classCount: classes, labelSet: labelSet)
    }
    let sequences = predictedSequences(probabilities)
    return ClassificationScores(
      truth: truth, predicted: sequences.map { vocabulary.id(of: $0) },
      minorityProbability: minorityProbabilities(probabilities), classCount: vocabulary.count,
      logLoss: logLoss(probabilities), exactMatch: exactMatch(sequences),
      positionAccuracy: positionAccuracy(sequences), labelSet: labelSet)
  }

  /// The share of samples whose whole label sequence is right; nil without samples.
  func exactMatch(_ sequences: [[Int]]) -> Double? {
    guard count > 0 else { return nil }
    let right = sequences.indices.count {
      sequences[$0].elementsEqual(dataset.labelSequence(at: $0))
    }
    return Double(right) / Double(count)
  }

  /// The share of labels that are right, over all positions of all samples; nil without samples.
  func positionAccuracy(_ sequences: [[Int]]) -> Double? {
    guard count > 0 else { return nil }
    var right = 0
    for (sample, sequence) in sequences.enumerated() {
      for (predicted, label) in zip(sequence, dataset.labelSequence(at: sample))
      where predicted == label {
        right += 1
      }
    }
    return Double(right) / Double(dataset.labels.count)
  }

  /// The mean over positions from the second on of the F1 of "not the majority's label there"
  /// (spec/01 D21); nil with a single position.
  ///
  /// A position behind the majority's last label has no majority's label and is left out.
  func positionF1(_ sequences: [[Int]]) -> Double? {
    let majority = vocabulary.sequences[LabelVocabulary.majority]
    guard majority.count > 1 else { return nil }
    var sum = 0.0
    for position in 1..<majority.count {
      var matrix = ConfusionMatrix(classCount: 2)
      for (sample, sequence) in sequences.enumerated() where position < sequence.count {
        let label = dataset.labelSequence(at: sample)
        matrix.add(
          truth: label[label.startIndex + position] == majority[position] ? 0 : 1,
          predicted: sequence[position] == majority[position] ? 0 : 1)
      }
      sum += matrix.counts(of: 1).f1
    }
    return sum / Double(majority.count - 1)
  }

  private func row(
    _ sample: Int, _ position: Int, of probabilities: [Double]
  ) -> ArraySlice<Double> {
    let first = (sample * positions + position) * classes
    return probabilities[first..<first + classes]
  }
}
