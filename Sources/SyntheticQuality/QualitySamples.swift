import Projections
import RandomStreams
import Sequences
import Tensors

/// Real minority samples and the synthetic ones that came from them, as they are compared.
///
/// At most `limit` of either kind, and of one kind no more than makes 10 million numbers when all
/// are filled up to the longest: of sequences of 20 events and 6 features that is never less than
/// the limit, of film reviews with 600 words of 300 numbers it is 55.
public struct QualitySamples: Sendable {
  /// Real samples, in the units of the data.
  public let real: SequenceDataset
  /// Synthetic ones, in the units of the data, all of them from samples of `real`.
  public let synthetic: SequenceDataset
  /// For each synthetic sample, the place in `real` of the one that it came from.
  public let sources: [Int]
  /// Every real minority sample, also those that were not drawn: what values may be like.
  public let population: SequenceDataset

  /// How many numbers the samples of one kind may be, filled up.
  static let mostNumbers = 10_000_000

  /// Draws samples.
  ///
  /// - Parameters:
  ///   - real: the real samples that synthetic ones were made from.
  ///   - synthetic: the synthetic samples.
  ///   - sources: for each of them, the place in `real` of the one that it came from.
  ///   - population: all real minority samples; nil: `real`.
  ///   - limit: how many of either kind are kept at the most.
  ///   - stream: chooses those that are kept, where there are more.
  /// - Precondition: as many sources as synthetic samples, each a place in `real`.
  public init(
    real: SequenceDataset, synthetic: SequenceDataset, sources: [Int],
    population: SequenceDataset? = nil, limit: Int, stream: RandomStream
  ) {
    precondition(sources.count == synthetic.count, "Each synthetic sample has a source.")
    precondition(sources.allSatisfy { (0..<real.count).contains($0) }, "A source is missing.")
    let time = max(real.maximumLength, synthetic.maximumLength)
    let most = max(1, min(limit, Self.mostNumbers / max(1, time * real.featureCount)))
    var choice = stream.substream("samples")
    // Real samples that synthetic ones came from first: memorisation would not show without.
    let isSource = Set(sources)
    let order = choice.permutation(count: real.count)
    let chosen = (order.filter(isSource.contains) + order.filter { !isSource.contains($0) })
      .prefix(most).sorted()
    let place = Dictionary(
      uniqueKeysWithValues: chosen.enumerated().map { ($0.element, $0.offset) })
    let candidates = choice.permutation(count: synthetic.count)
      .filter { place[sources[$0]] != nil }
    let kept = candidates.prefix(most).sorted()
    self.real = real.subset(chosen)
    self.synthetic = synthetic.subset(kept)
    self.sources = kept.compactMap { place[sources[$0]] }
    self.population = population ?? real
  }

  /// The scaling in which samples are compared: features of the real ones standardised.
  ///
  /// - Throws: `DataError` without real samples.
  func scaling() throws(DataError) -> FeatureScaling {
    FeatureScaling(.standardise, fittedTo: try TrainingSplit(population))
  }

  /// The samples as points, the real ones first, `[real + synthetic, time x features]`: standardised
  /// and filled up with zeros.
  ///
  /// - Throws: `DataError` if they do not have the same features.
  func rows() throws -> Tensor<Float> {
    let both = try real.selectingNoLabels.appending(synthetic.selectingNoLabels)
    return both.flattened(scaling: try scaling())
  }
}

extension SequenceDataset {
  /// The same samples with one label each, so that samples of any labels go together.
  var selectingNoLabels: SequenceDataset { selectingLabel(at: 0) }
}
