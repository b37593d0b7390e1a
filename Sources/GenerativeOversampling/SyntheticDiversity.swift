import Projections
import RandomStreams
import Sequences
import Tensors

/// How different a model's synthetic samples are from each other, beside real ones.
struct SyntheticDiversity: Sendable, Equatable {
  /// The mean distance between two synthetic samples over that between two real ones.
  ///
  /// Nil if it is not defined; near 0 the model has collapsed.
  var distanceRatio: Double?
  /// The share of real samples with a synthetic one no farther than their k-th nearest real one; nil
  /// if it is not defined.
  var coverage: Double?
}

/// Measures the diversity of a model's synthetic samples on a fixed handful of real ones.
///
/// The handful is drawn once, and each of its samples is the source of one synthetic sample, with the
/// same noise each time: what changes from epoch to epoch is the model alone. Distances are Euclidean
/// between scaled sequences, padded with zeros and flattened, as for maps (spec/01 section 16.6).
/// Coverage is that of `NeighbourhoodScores` with k = 5; of a handful it tells a trend, and
/// `quality.json` tells the rest.
///
/// The model is only read, and the stream is the probe's own, so a training with probes has the same
/// weights as one without. Cost: the synthesis of at most 64 samples and 128² D multiply-adds for
/// samples of D numbers.
struct DiversityProbe: Sendable {
  /// The most samples in the handful.
  static let mostSamples = 64
  /// The fewest, where samples are long and there are as many.
  private static let fewestSamples = 8
  /// The most numbers in the handful; more samples than `fewestSamples` do not exceed it.
  private static let mostNumbers = 1_000_000
  /// k: whose distance is the radius of a real sample's neighbourhood.
  private static let neighbours = 5

  /// The handful: scaled sequences with labels.
  let samples: SequenceDataset
  private let branch: GANAutoencoderConfiguration.Branch
  private let stream: RandomStream
  private let epochs: Int
  private let points: Int

  /// A probe of some of the samples that a model is trained on.
  ///
  /// - Parameters:
  ///   - all: the scaled samples.
  ///   - configuration: of the model and its training.
  ///   - stream: the stream of all that the probe draws.
  init(
    of all: SequenceDataset, _ configuration: GANAutoencoderConfiguration, stream: RandomStream
  ) {
    let size = max(1, all.maximumLength * all.featureCount)
    let count = min(Self.mostSamples, max(Self.fewestSamples, Self.mostNumbers / size))
    var draws = stream.substream("samples")
    samples = all.subset(draws.permutation(count: all.count).prefix(count).sorted())
    branch = configuration.synthesisBranch
    self.stream = stream.substream("synthesis")
    epochs = configuration.epochs
    points = min(configuration.diversityPoints, configuration.epochs)
  }

  /// Whether the model is looked at after so many epochs: as often as asked for, evenly spread, the
  /// last time after the last epoch.
  func isDue(after epoch: Int) -> Bool {
    epoch * points / epochs > (epoch - 1) * points / epochs
  }

  /// What the model makes of the handful.
  ///
  /// Nothing is defined if a synthetic number is not finite or there are fewer than two samples.
  func diversity(of model: GANAutoencoderModel<Float>) -> SyntheticDiversity {
    let made = GANSynthesis(model: model, sources: samples, branch: branch, stream: stream)
      .sequences(passes: 1).events
    let real = samples.lengths.indices.map { Array(samples.sequence(at: $0)) }
    var synthetic: [[Float]] = []
    var first = 0
    for sequence in real {
      synthetic.append(Array(made[first..<first + sequence.count]))
      first += sequence.count
    }
    return Self.diversity(real: real, synthetic: synthetic)
  }

  /// The same of given sequences, flattened, as many of either kind.
  static func diversity(real: [[Float]], synthetic: [[Float]]) -> SyntheticDiversity {
    let count = real.count
    let size = (real + synthetic).map(\.count).max() ?? 0
    guard count > 1, size > 0, synthetic.count == count else { return SyntheticDiversity() }
    let numbers = (real + synthetic).flatMap { $0 + [Float](repeating: 0, count: size - $0.count) }
    let (first, second) = (Array(0..<count), Array(count..<2 * count))
    guard
      let distances = try? SampleDistances(Tensor(numbers, shape: [2 * count, size])),
      let ofReal = distances.mean(within: first), ofReal > 0,
      let ofSynthetic = distances.mean(within: second)
    else { return SyntheticDiversity() }
    let scores = NeighbourhoodScores(
      distances, real: first, synthetic: second, neighbours: min(neighbours, count - 1))
    return SyntheticDiversity(distanceRatio: ofSynthetic / ofReal, coverage: scores?.coverage)
  }
}
