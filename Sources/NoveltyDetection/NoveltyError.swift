/// Why novelty cannot be detected.
public enum NoveltyError: Error, Equatable, CustomStringConvertible {
  /// The model needs more majority samples than there are.
  case tooFewMajority(count: Int, needed: Int)
  /// The validation split has no sample that a threshold could be chosen by.
  case noNovelValidationSample
  /// A score is not a number.
  case scoreNotFinite(split: String)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .tooFewMajority(let count, let needed):
      """
      Novelty detection needs at least \(needed) majority samples in the training split and there \
      are \(count). Provide more, or use other methods.
      """
    case .noNovelValidationSample:
      """
      The validation split holds no sample of the minority, so no threshold can be chosen on it. \
      Choose another split, or leave novelty detection out.
      """
    case .scoreNotFinite(let split):
      """
      A novelty score of the \(split) split is not a number: training has diverged. Lower the \
      learning rates or penaltyWeight of novelty.gan.
      """
    }
  }
}
