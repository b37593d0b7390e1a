import Classification
import Sequences
import Statistics

/// How a member does on what it was trained on: on its real and on its synthetic minority samples apart
/// (spec/01 section 16, 5).
///
/// F1 is the minority F1 over the member's majority and one kind of minority samples; recall is the
/// share of that kind whose label sequence it says, which needs no majority. High numbers on synthetic
/// samples beside low ones on real ones mean that what it learned of the minority is what the
/// generator does.
struct TrainingFit: Codable, Equatable {
  /// Over the majority and the real minority.
  var realF1: Double?
  /// Over the majority and the synthetic minority.
  var syntheticF1: Double?
  /// Of the real minority.
  var realRecall: Double?
  /// Of the synthetic minority.
  var syntheticRecall: Double?

  /// The part of a unit's record that has one; records of detectors have none.
  struct Holder: Decodable {
    var trainingFit: TrainingFit?
  }

  init(
    realF1: Double? = nil, syntheticF1: Double? = nil, realRecall: Double? = nil,
    syntheticRecall: Double? = nil
  ) {
    self.realF1 = realF1
    self.syntheticF1 = syntheticF1
    self.realRecall = realRecall
    self.syntheticRecall = syntheticRecall
  }

  /// The first value that no F1 and no recall has; nil if there is none.
  var outOfRange: Double? {
    // Sums are rounded.
    [realF1, syntheticF1, realRecall, syntheticRecall].compactMap(\.self)
      .first { !(-1e-9...1 + 1e-9).contains($0) }
  }

  /// Lets a classifier predict its training set.
  ///
  /// Cost: one forward pass over the set.
  ///
  /// - Throws: what the classifier throws.
  init(
    of classifier: TrainedClassifier, on set: MemberTrainingSet, vocabulary: LabelVocabulary
  ) throws {
    let target = PredictionTarget(
      form: classifier.form, dataset: set.samples, vocabulary: vocabulary)
    self.init(
      truth: target.truth,
      predicted: target.predictedIDs(try classifier.probabilities(of: set.samples)),
      isSynthetic: set.isSynthetic, classCount: vocabulary.count,
      labelSet: classifier.configuration.f1LabelSet)
  }

  /// The fit of predictions; what there are no samples for is nil.
  ///
  /// - Parameters:
  ///   - truth: the id of each sample's label sequence, 0 for the majority.
  ///   - predicted: the id that was predicted.
  ///   - isSynthetic: whether the sample was made by an oversampler; one with the majority's labels
  ///     counts as neither.
  ///   - classCount: the number of ids.
  ///   - labelSet: which minority classes F1 is over.
  init(
    truth: [Int], predicted: [Int], isSynthetic: [Bool], classCount: Int, labelSet: F1LabelSet
  ) {
    func fit(synthetic: Bool) -> (f1: Double?, recall: Double?) {
      var matrix = ConfusionMatrix(classCount: classCount)
      var (right, all) = (0, 0)
      for sample in truth.indices {
        let isMajority = truth[sample] == LabelVocabulary.majority
        guard isSynthetic[sample] == (synthetic && !isMajority) else { continue }
        matrix.add(truth: truth[sample], predicted: predicted[sample])
        guard !isMajority else { continue }
        all += 1
        // A label sequence that nobody knows cannot be right.
        if truth[sample] == predicted[sample], truth[sample] >= 0 { right += 1 }
      }
      guard all > 0 else { return (nil, nil) }
      return (matrix.minorityF1(over: labelSet), Double(right) / Double(all))
    }
    (realF1, realRecall) = fit(synthetic: false)
    (syntheticF1, syntheticRecall) = fit(synthetic: true)
  }
}
