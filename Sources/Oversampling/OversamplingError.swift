import Sequences

/// Why an oversampler cannot work with the samples that it was given.
public enum OversamplingError: Error, Equatable, CustomStringConvertible {
  /// The method needs more minority samples than there are.
  case tooFewMinority(method: String, count: Int, needed: Int)
  /// A neighbour search found nothing but the query itself.
  case noNeighbour(candidates: Int)
  /// A point has a coordinate that is no number.
  case notFinite(sample: Int, coordinate: Int)
  /// The method works on sequences of one length, and two samples differ in theirs.
  case raggedLengths(method: String, instead: String, shortest: Int, longest: Int)
  /// What `fit` returned is missing or is not this method's.
  case foreignModel(method: String, reason: String)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .tooFewMinority(let method, let count, let needed):
      """
      The method \(method) needs at least \(needed) minority samples in the training split and \
      there are \(count). Provide more, or use the methods random or none.
      """
    case .noNeighbour(let candidates):
      """
      A search for nearest neighbours needs at least 2 candidates and got \(candidates): a sample \
      is not its own neighbour.
      """
    case .notFinite(let sample, let coordinate):
      """
      Coordinate \(coordinate) of sample \(sample) is NaN or infinite, so it has no neighbours. Check \
      the features, or, if the points are codes, whether the training of their encoder diverged.
      """
    case .raggedLengths(let method, let instead, let shortest, let longest):
      """
      The method \(method) needs minority samples of one length, and the data have some of \(shortest) \
      and some of \(longest) events. Use \(instead), which interpolates the codes of an autoencoder \
      and takes any length (AE+SMOTE), or bring the samples to one length.
      """
    case .foreignModel(let method, let reason):
      "The fitted model handed to the method \(method) cannot be used: \(reason)"
        + (reason.hasSuffix(".") ? "" : ".")
    }
  }
}

extension Oversampler {
  /// The indices of a member's minority samples, after checking that there are enough.
  ///
  /// - Throws: `OversamplingError.tooFewMinority` below `minimumMinority`.
  public func minoritySamples(
    of samples: SequenceDataset, vocabulary: LabelVocabulary
  ) throws(OversamplingError) -> [Int] {
    let minority = vocabulary.minorityIndices(in: samples)
    guard minority.count >= max(minimumMinority, 1) else {
      throw .tooFewMinority(
        method: Self.name, count: minority.count, needed: max(minimumMinority, 1))
    }
    return minority
  }
}
