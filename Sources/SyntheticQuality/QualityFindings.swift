import Projections
import RandomStreams
import Sequences
import Tensors

/// All that is found about the synthetic samples of one generator.
///
///     let samples = QualitySamples(
///       real: minority, synthetic: made, sources: sources, limit: 500, stream: stream)
///     let findings = try QualityFindings(samples, QualityConfiguration(), stream: stream)
///     findings[.coverage]?.synthetic
///     QualityGate(findings, configuration.gate, drawsDiffer: true).reasons
///
/// What is not defined for so few samples is nil. The same samples, settings and stream give the same
/// findings.
///
/// N samples of either kind, of D numbers each. Cost: 4 N² D multiply-adds for distances, some passes
/// over 4 N² of them, the training of a small classifier and the maps: with 500 samples of 20 events
/// and 6 features about 3 s. Memory: 64 N² bytes and the samples.
public struct QualityFindings: Equatable, Sendable {
  /// A feature's values among real and among synthetic samples.
  public struct Feature: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Among all real minority samples.
    public let real: FeatureValues
    /// Among the synthetic ones that were looked at.
    public let synthetic: FeatureValues
  }

  /// A synthetic sample beside the real one that it came from, `[time][feature]`, in data units.
  public struct Example: Equatable, Sendable {
    /// Events of the real sample.
    public let real: [[Double]]
    /// Events of the synthetic one.
    public let synthetic: [[Double]]
  }

  /// How many real samples were looked at.
  public let realCount: Int
  /// How many synthetic ones.
  public let syntheticCount: Int
  /// Every measure, in the order of `QualityMeasure.Name`.
  public let measures: [QualityMeasure]
  /// What is said of each feature.
  public let features: [Feature]
  /// Distributions of lengths and of distances to the nearest real sample.
  public let histograms: [QualityHistogram]
  /// Maps of the samples.
  public let maps: [SampleMap]
  /// Some samples side by side; none where they are very long.
  public let examples: [Example]

  /// How many numbers examples hold at most.
  private static let mostExampleNumbers = 20_000
  /// What is nearer than this share of the usual distance is as good as equal.
  private static let nearness = 0.01

  /// Looks at samples.
  ///
  /// - Parameters:
  ///   - samples: real and synthetic samples.
  ///   - configuration: what is looked at.
  ///   - stream: the stream of this look; nothing else decides what is drawn.
  ///   - keepOn: called now and then; what it throws ends the work.
  /// - Throws: `DataError` if samples do not have the same features; what `keepOn` throws.
  public init(
    _ samples: QualitySamples, _ configuration: QualityConfiguration, stream: RandomStream,
    keepOn: () throws -> Void = {}
  ) throws {
    realCount = samples.real.count
    syntheticCount = samples.synthetic.count
    guard realCount > 0, syntheticCount > 0 else {
      measures = QualityMeasure.Name.allCases.map { QualityMeasure($0, nil) }
      (features, histograms, maps, examples) = ([], [], [], [])
      return
    }
    let ranges = FeatureValues.all(of: samples.population)
    features = zip(
      samples.real.featureNames, zip(ranges, FeatureValues.all(of: samples.synthetic))
    ).map { Feature(name: $0, real: $1.0, synthetic: $1.1) }

    let rows = try samples.rows()
    // Values beyond single precision have no distances; their range says enough.
    let distances = realCount + syntheticCount > 2 ? try? SampleDistances(rows) : nil
    var draw = stream.substream("halves")
    let groups = Groups(samples, stream: &draw)
    var found = Self.shape(samples, groups, ranges, margin: configuration.gate.margin)
    var histograms = [
      QualityHistogram.lengths(real: samples.real.lengths, synthetic: samples.synthetic.lengths)
    ]
    if let distances {
      try keepOn()
      found += Self.spread(samples, groups, distances)
      found += Self.neighbourhoods(groups, distances, configuration.neighbours)
      let memory = Memorisation(distances, real: groups.real, synthetic: groups.synthetic)
      found += [
        QualityMeasure(.nearestRealRatio, memory.ratio, reference: 1),
        QualityMeasure(.closerThanReal, memory.closerShare, reference: 0),
      ]
      histograms.append(
        .numbers("nearest real sample", real: memory.real, synthetic: memory.synthetic))
    }
    found.append(
      QualityMeasure(
        .copies, Memorisation.copies(samples.synthetic, of: samples.real),
        reference: Memorisation.copies(samples.real)))
    try keepOn()
    if distances != nil,
      let score = try DiscriminativeScore.score(
        samples, configuration.discriminator, stream: stream.substream("discriminator"),
        keepOn: keepOn)
    {
      found += [
        QualityMeasure(.discriminatorAccuracy, score.accuracy, reference: 0.5),
        QualityMeasure(.discriminativeScore, score.value, reference: 0),
        QualityMeasure(.discriminatorAUC, score.rocAUC, reference: 0.5),
      ]
    }
    measures = QualityMeasure.Name.allCases.map { name in
      found.first { $0.name == name } ?? QualityMeasure(name, nil)
    }
    self.histograms = histograms.compactMap(\.self)
    maps = try SampleMap.all(
      of: rows, realCount: realCount, maps: configuration.maps,
      perplexity: configuration.perplexity, stream: stream.substream("maps"), keepOn: keepOn)
    examples = Self.examples(of: samples, count: configuration.examples, stream: stream)
  }

  /// The measure of a name.
  public subscript(name: QualityMeasure.Name) -> QualityMeasure? {
    measures.first { $0.name == name }
  }

  /// The samples by their places among all, the real ones first, and two halves of the real ones.
  private struct Groups {
    let real: [Int]
    let synthetic: [Int]
    /// As many of either kind, so that scores that depend on numbers can be compared.
    let equalReal: [Int], equalSynthetic: [Int]
    /// Real samples against which others of them stand for synthetic ones.
    let half: [Int], otherHalf: [Int]

    init(_ samples: QualitySamples, stream: inout RandomStream) {
      let (first, second) = (samples.real.count, samples.synthetic.count)
      real = Array(0..<first)
      synthetic = Array(first..<first + second)
      let order = stream.permutation(count: first)
      let least = min(first, second)
      equalReal = order.prefix(least).sorted()
      equalSynthetic = stream.permutation(count: second).prefix(least).map { first + $0 }.sorted()
      half = order.prefix(first / 2).sorted()
      otherHalf = order.suffix(first / 2).sorted()
    }
  }

  /// Ranges and lengths.
  private static func shape(
    _ samples: QualitySamples, _ groups: Groups, _ ranges: [FeatureValues], margin: Double
  ) -> [QualityMeasure] {
    let check = RangeCheck(samples.synthetic, real: ranges, margin: margin)
    let (half, other) = (samples.real.subset(groups.half), samples.real.subset(groups.otherHalf))
    let reference =
      half.isEmpty
      ? nil : RangeCheck(other, real: FeatureValues.all(of: half), margin: margin)
    return [
      QualityMeasure(.outsideShare, check?.outsideShare, reference: reference?.outsideShare),
      QualityMeasure(.farOutsideShare, check?.farShare, reference: reference?.farShare),
      QualityMeasure(
        .lengthDistance,
        KolmogorovSmirnov.statistic(samples.real.lengths, samples.synthetic.lengths),
        reference: KolmogorovSmirnov.statistic(half.lengths, other.lengths)),
    ]
  }

  /// How far samples lie from each other.
  private static func spread(
    _ samples: QualitySamples, _ groups: Groups, _ distances: SampleDistances
  ) -> [QualityMeasure] {
    guard let usual = distances.mean(within: groups.real), usual > 0 else { return [] }
    func ratio(_ samples: [Int], _ usual: Double?) -> Double? {
      guard let usual, usual > 0 else { return nil }
      return distances.mean(within: samples).map { $0 / usual }
    }
    let draws = SourceSpread(
      distances, synthetic: groups.synthetic, sources: samples.sources, usual: usual)
    let count = groups.real.count
    func nearDuplicates(_ group: [Int]) -> Double? {
      guard group.count > 1 else { return nil }
      let near = group.count { sample in
        let source = sample < count ? -1 : samples.sources[sample - count]
        return distances.nearest(to: sample, among: group) { other in
          source < 0 || samples.sources[other - count] != source
        } < nearness * usual
      }
      return Double(near) / Double(group.count)
    }
    return [
      QualityMeasure(
        .distanceRatio, ratio(groups.synthetic, usual),
        reference: ratio(groups.otherHalf, distances.mean(within: groups.half))),
      QualityMeasure(.sourceSpread, draws.map { $0.meanDistance / usual }),
      QualityMeasure(.equalDraws, draws?.equalShare),
      QualityMeasure(
        .nearDuplicates, nearDuplicates(groups.synthetic), reference: nearDuplicates(groups.real)),
    ]
  }

  private static func neighbourhoods(
    _ groups: Groups, _ distances: SampleDistances, _ neighbours: Int
  ) -> [QualityMeasure] {
    let found = NeighbourhoodScores(
      distances, real: groups.equalReal, synthetic: groups.equalSynthetic, neighbours: neighbours)
    let reference = NeighbourhoodScores(
      distances, real: groups.half, synthetic: groups.otherHalf, neighbours: neighbours)
    return [
      QualityMeasure(.precision, found?.precision, reference: reference?.precision),
      QualityMeasure(.recall, found?.recall, reference: reference?.recall),
      QualityMeasure(.density, found?.density, reference: reference?.density),
      QualityMeasure(.coverage, found?.coverage, reference: reference?.coverage),
    ]
  }

  /// Samples of different sources, as many as are asked for and fit.
  private static func examples(
    of samples: QualitySamples, count: Int, stream: RandomStream
  ) -> [Example] {
    var stream = stream.substream("examples")
    var (examples, seen, numbers): ([Example], Set<Int>, Int) = ([], [], 0)
    for place in stream.permutation(count: samples.synthetic.count) {
      let source = samples.sources[place]
      guard examples.count < count, seen.insert(source).inserted else { continue }
      let example = Example(
        real: events(samples.real, source), synthetic: events(samples.synthetic, place))
      numbers += (example.real.count + example.synthetic.count) * samples.real.featureCount
      guard numbers <= mostExampleNumbers else { break }
      examples.append(example)
    }
    return examples
  }

  private static func events(_ dataset: SequenceDataset, _ sample: Int) -> [[Double]] {
    let values = Array(dataset.sequence(at: sample))
    let features = dataset.featureCount
    return stride(from: 0, to: values.count, by: features).map { first in
      values[first..<first + features].map(Double.init)
    }
  }
}
