/// Why samples cannot be projected into the plane.
public enum ProjectionError: Error, Equatable, CustomStringConvertible {
  /// A projection needs more samples than there are.
  case tooFewSamples(purpose: String, count: Int, needed: Int)
  /// A coordinate is NaN or infinite.
  case notFinite(sample: Int, coordinate: Int)
  /// Samples without coordinates.
  case noFeatures
  /// The perplexity cannot be reached with so few samples.
  case perplexityTooLarge(perplexity: Double, samples: Int)
  /// A setting makes no sense; what is said is a sentence about it.
  case setting(String)
  /// More components were asked for than the samples have.
  case tooManyComponents(asked: Int, samples: Int, features: Int)
  /// The descent left the range of numbers.
  case diverged(iteration: Int)
  /// Trustworthiness is not defined for so many neighbours among so few samples.
  case tooManyNeighbours(asked: Int, samples: Int)
  /// A map has other samples than the rows that it is said to show.
  case otherSamples(rows: Int, map: Int)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .tooFewSamples(let purpose, let count, let needed):
      "\(purpose) needs at least \(needed) samples and got \(count)."
    case .notFinite(let sample, let coordinate):
      """
      Coordinate \(coordinate) of sample \(sample) is NaN or infinite, so its distance from other \
      samples is not known. Check the features, or leave the sample out.
      """
    case .noFeatures:
      "The samples to be projected have no coordinates. Give them at least one event and feature."
    case .perplexityTooLarge(let perplexity, let samples):
      """
      A perplexity of \(Self.written(perplexity)) is too large for \(samples) samples: it is about \
      the number of neighbours of each and must be less than \(samples - 1), better a third of \
      that. Set perplexity to \(max(1, (samples - 1) / 3)), or give more samples.
      """
    case .setting(let sentence):
      sentence
    case .tooManyComponents(let asked, let samples, let features):
      """
      \(asked) principal components were asked for; \(samples) samples of \(features) features have \
      from 1 to \(min(samples, features)).
      """
    case .diverged(let iteration):
      """
      The map of t-SNE grew beyond all numbers in the \(iteration) iterations that were made. Lower \
      learningRate, or set it to auto.
      """
    case .tooManyNeighbours(let asked, let samples):
      """
      Trustworthiness over \(asked) neighbours is not defined for \(samples) samples: give from 1 to \
      fewer than half as many neighbours as there are samples.
      """
    case .otherSamples(let rows, let map):
      "A map of \(map) samples cannot be judged by \(rows) others. Give the rows that it shows."
    }
  }

  private static func written(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
