import Sequences

/// What a member is trained towards: a class and a weight for each label position of each sample.
///
/// In seq2one form the class is the id of the label sequence. In seq2seq form it is the label, and a
/// sample weighs at all of its positions what its kind does, minority or not; positions behind its
/// last label weigh nothing (spec/01 section 4).
package struct TrainingTargets: Sendable {
  /// The vocabulary's id of each sample's label sequence.
  package let ids: [Int]
  /// The most label positions of a sample, L; 1 in seq2one form.
  package let positions: Int
  private let labelLengths: [Int]
  /// `[sample, positions]`; 0 behind the last label.
  private let classes: [Int32]
  /// `[sample, positions]`; 0 behind the last label.
  private let weights: [Float]

  /// One class per sample.
  ///
  /// - Parameters:
  ///   - ids: the class of each sample, from 0.
  ///   - count: the number of classes.
  ///   - weighting: how classes are weighted.
  package init(ids: [Int], count: Int, weighting: ClassWeighting) {
    self.ids = ids
    positions = 1
    labelLengths = Array(repeating: 1, count: ids.count)
    classes = ids.map { Int32($0) }
    let weights = ClassWeights(of: ids, count: count, weighting: weighting)
    self.weights = ids.map { Float(weights[$0]) }
  }

  /// The labels of samples, position by position.
  ///
  /// - Parameters:
  ///   - samples: the samples.
  ///   - vocabulary: says which label sequence is the majority.
  ///   - weighting: how samples or positions are weighted.
  package init(
    labelsOf samples: SequenceDataset, vocabulary: LabelVocabulary, weighting: ClassWeighting
  ) {
    let ids = vocabulary.ids(of: samples)
    let labelLengths = samples.labelLengths
    let positions = samples.labelLength
    var classes = [Int32](repeating: 0, count: ids.count * positions)
    var weights = [Float](repeating: 0, count: classes.count)
    let kinds = ids.map { $0 == LabelVocabulary.majority ? 0 : 1 }
    let byKind = ClassWeights(of: kinds, count: 2, weighting: weighting)
    let byPosition = (0..<positions).map { position in
      ClassWeights(
        of: (0..<samples.count).filter { position < labelLengths[$0] }.map { sample in
          samples.labelSequence(at: sample).dropFirst(position).first ?? 0
        }, count: samples.classCount, weighting: weighting)
    }
    for sample in 0..<samples.count {
      for (position, label) in samples.labelSequence(at: sample).enumerated() {
        classes[sample * positions + position] = Int32(label)
        weights[sample * positions + position] = Float(
          weighting == .perPosition ? byPosition[position][label] : byKind[kinds[sample]])
      }
    }
    self.ids = ids
    self.positions = positions
    self.labelLengths = labelLengths
    self.classes = classes
    self.weights = weights
  }

  /// The most label positions of some samples: no more need be computed for them.
  func positions(of batch: [Int]) -> Int { batch.reduce(1) { max($0, labelLengths[$1]) } }

  /// Classes and weights of some samples, row-major `[batch, positions]`.
  ///
  /// The loss divides by `batch * positions`. It is to divide by `batch * L`, so weights make up for
  /// the positions that are left out (spec/00 section 6.4).
  func batch(_ batch: [Int], positions count: Int) -> (classes: [Int32], weights: [Float]) {
    let share = Float(count) / Float(positions)
    var batchClasses: [Int32] = []
    var batchWeights: [Float] = []
    batchClasses.reserveCapacity(batch.count * count)
    batchWeights.reserveCapacity(batch.count * count)
    for sample in batch {
      let first = sample * positions
      batchClasses += classes[first..<first + count]
      for weight in weights[first..<first + count] {
        batchWeights.append(count == positions ? weight : weight * share)
      }
    }
    return (batchClasses, batchWeights)
  }

  /// The number of labels of a sample.
  func labelLength(of sample: Int) -> Int { labelLengths[sample] }
}
