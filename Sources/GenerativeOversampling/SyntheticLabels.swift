import Oversampling
import Sequences

/// The label sequences of synthetic samples, and what is done about those of the majority (spec/01
/// section 14, step 3).
struct SyntheticLabels {
  /// The label sequence of each synthetic sample.
  private(set) var sequences: [[Int]]
  /// The samples whose labels are the majority's, by their index.
  private(set) var rejected: [Int]
  /// How many there were at first, and what became of them.
  private(set) var redraws: RedrawCounts

  private let vocabulary: LabelVocabulary

  /// The labels that were generated at first.
  ///
  /// - Parameters:
  ///   - generated: the label sequence of each synthetic sample.
  ///   - vocabulary: that of the training split.
  init(generated: [[Int]], vocabulary: LabelVocabulary) {
    self.vocabulary = vocabulary
    sequences = generated
    rejected = generated.indices.filter {
      vocabulary.id(of: generated[$0]) == LabelVocabulary.majority
    }
    redraws = RedrawCounts(rejected: rejected.count)
  }

  /// Takes what was drawn again for `rejected`; what is the majority's once more stays rejected.
  mutating func redraw(_ generated: [[Int]]) {
    for (sample, labels) in zip(rejected, generated) { sequences[sample] = labels }
    let before = rejected.count
    rejected = rejected.filter {
      vocabulary.id(of: sequences[$0]) == LabelVocabulary.majority
    }
    redraws.redrawn += before - rejected.count
  }

  /// Gives the samples that are still rejected their sources' labels.
  mutating func fallBack(to sources: [ArraySlice<Int>]) {
    for sample in rejected { sequences[sample] = Array(sources[sample]) }
    redraws.fallenBack += rejected.count
    rejected = []
  }

  /// What a unit's record should say beside `redraws`, one sentence each: whether there are label
  /// sequences that training does not have.
  var warnings: [String] {
    let unseen = sequences.filter { vocabulary.id(of: $0) == LabelVocabulary.unknown }
    guard !unseen.isEmpty else { return [] }
    return [
      """
      \(unseen.count) of \(sequences.count) synthetic samples came with \(Set(unseen).count) label \
      sequences that the training split does not have; they were kept.
      """
    ]
  }
}
