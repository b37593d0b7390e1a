/// The distinct label sequences of the training data, each with an id; id 0 is the majority.
///
/// Ids (spec/01 section 2): 0 is the most frequent label sequence, among equals the
/// lexicographically smallest; the others follow from 1 in lexicographic order. A label sequence
/// that training never showed has the id `unknown`.
public struct LabelVocabulary: Sendable, Equatable {
  /// The id of every label sequence that is not in the vocabulary.
  public static let unknown = -1
  /// The label sequences; the index is the id.
  public let sequences: [[Int]]
  /// How often each occurs in training.
  public let counts: [Int]
}
