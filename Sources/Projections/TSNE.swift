import CKernels
import RandomStreams
import Tensors

/// t-distributed stochastic neighbour embedding: a map in the plane that keeps neighbours together
/// (spec/01 section 16, 6).
///
/// Van der Maaten and Hinton, "Visualizing data using t-SNE" (2008); with cells of distant points,
/// van der Maaten, "Accelerating t-SNE using tree-based algorithms" (2014).
///
///     let map = try TSNE().map(rows, stream: RandomStream(seed: 1).substream("map"))
///     map.coordinates  // [samples, 2]
///     map.divergence  // how far the map is from the samples, in nats
///
/// Distances between clusters and their sizes mean nothing in such a map; that two samples are
/// neighbours does. `Trustworthiness` says how far to believe it.
///
/// The same rows, settings and stream give the same bytes, as far as matrix products do
/// (`KernelChoice`).
///
/// Cost: for Barnes-Hut the search for neighbours, samples² x features, and about samples x log
/// samples per iteration; exact, samples² per iteration, and 16 samples² bytes.
public struct TSNE: Sendable {
  /// The settings.
  public let configuration: TSNEConfiguration

  /// A mapper with these settings.
  public init(_ configuration: TSNEConfiguration = TSNEConfiguration()) {
    self.configuration = configuration
  }

  /// Maps samples into the plane.
  ///
  /// - Parameters:
  ///   - rows: the samples, `[samples, features]`, in the scale in which they shall be compared.
  ///   - stream: the stream of this map; without effect on a start from principal components, unless
  ///     the samples vary in fewer than two directions.
  /// - Returns: the map.
  /// - Throws: `ProjectionError` if a setting makes no sense, there are fewer than three samples, too
  ///   few for the perplexity, no features or a coordinate that is not finite; `.diverged` if the
  ///   learning rate was too high.
  public func map(_ rows: Tensor<Float>, stream: RandomStream) throws(ProjectionError) -> TSNEMap {
    let problems = configuration.problems()
    guard problems.isEmpty else { throw .setting("t-SNE: " + problems.joined(separator: " ")) }
    let centred = try CentredRows(rows, purpose: "t-SNE", needed: 3)
    guard configuration.perplexity < Double(centred.samples - 1) else {
      throw .perplexityTooLarge(perplexity: configuration.perplexity, samples: centred.samples)
    }
    let affinities =
      switch configuration.method {
      case .exact: Affinities.ofAllPairs(centred, perplexity: configuration.perplexity)
      case .barnesHut:
        try Affinities.ofNeighbours(rows, perplexity: configuration.perplexity)
      }
    let start = try firstPoints(centred, stream: stream)
    return try descend(MapForces(affinities, angle: configuration.angle), from: start)
  }

  // MARK: Where points start

  /// The standard deviation of the first coordinates: small, so that the map can still fold.
  private static let firstDeviation = 1e-4

  private func firstPoints(
    _ centred: CentredRows, stream: RandomStream
  ) throws(ProjectionError) -> [Double] {
    let samples = centred.samples
    var draws = stream.substream("initialisation")
    var points = Tensor<Double>.normal([2 * samples], stream: &draws).scalars
    for position in points.indices { points[position] *= Self.firstDeviation }
    guard configuration.initialisation == .principalComponents else { return points }

    let principal = try PrincipalComponents(of: centred, count: min(2, centred.features))
    let scores = principal.projected(centred.rows).scalars
    let count = principal.explainedVariances.count
    // As scikit-learn: the standard deviation of the first component, with N in the denominator.
    let deviation =
      (principal.explainedVariances[0] * Double(samples - 1) / Double(samples)).squareRoot()
    for component in 0..<count {
      // A direction in which nothing varies but by rounding keeps its random numbers: otherwise all
      // points would stay on a line.
      let variance = principal.explainedVariances[component]
      guard deviation > 0, variance > 1e-14 * principal.explainedVariances[0] else { break }
      for sample in 0..<samples {
        points[component * samples + sample] =
          scores[sample * count + component] / deviation * Self.firstDeviation
      }
    }
    return points
  }

  // MARK: Descent

  private func descend(
    _ forces: MapForces, from start: [Double]
  ) throws(ProjectionError) -> TSNEMap {
    var forces = forces
    var points = start
    let samples = points.count / 2
    let rate = configuration.learningRate.rate(
      samples: samples, earlyExaggeration: configuration.earlyExaggeration)
    var gains = [Double](repeating: 1, count: points.count)
    var steps = [Double](repeating: 0, count: points.count)
    var curve: [TSNEMap.Divergence] = []
    var exaggerationEnd: Int?
    for iteration in 0...configuration.iterations {
      forces.update(for: points)
      var hardlyMoves = false
      if iteration.isMultiple(of: TSNEMap.divergenceInterval)
        || iteration == configuration.iterations
      {
        let value = forces.divergence(of: points)
        guard value.isFinite, points.allSatisfy({ $0.isFinite }) else {
          throw .diverged(iteration: iteration)
        }
        curve.append(TSNEMap.Divergence(iteration: iteration, value: value))
        hardlyMoves =
          iteration > 0
          && forces.gradientSize(exaggeration: configuration.earlyExaggeration)
            <= Self.leastGradient
      }
      guard iteration < configuration.iterations else { break }
      if exaggerationEnd == nil, iteration >= configuration.exaggerationIterations || hardlyMoves {
        exaggerationEnd = iteration
        // What was gathered belongs to other forces.
        for position in points.indices { (gains[position], steps[position]) = (1, 0) }
      }
      let early = exaggerationEnd == nil
      cw_tsne_descend(
        points.count, forces.attraction, forces.repulsion,
        4 * (early ? configuration.earlyExaggeration : 1), 4 / forces.normaliser, rate,
        early ? configuration.earlyMomentum : configuration.momentum, &gains, &steps, &points)
    }
    return TSNEMap(
      points: points, divergences: curve,
      exaggerationEnd: exaggerationEnd ?? configuration.iterations)
  }

  /// Exaggeration ends early where the gradient is shorter than this, as in scikit-learn: samples that
  /// are all tied together collapse under it, and what is left of its time would be lost.
  private static let leastGradient = 1e-7
}

/// A map of samples in the plane.
public struct TSNEMap: Sendable, Equatable {
  /// The divergence of a map on the way.
  public struct Divergence: Sendable, Equatable {
    /// After how many steps of descent.
    public let iteration: Int
    /// The Kullback-Leibler divergence of the map from the samples, in nats.
    public let value: Double
  }

  /// How many steps of descent lie between two values of the divergence.
  static let divergenceInterval = 50

  /// The places, `[samples, 2]`, with their mean at the origin.
  public let coordinates: Tensor<Double>
  /// The divergence at the start, after every 50th step and at the end.
  ///
  /// Of the affinities as they are also while they are exaggerated, so that one curve can be drawn;
  /// with Barnes-Hut over the pairs of neighbours, as in scikit-learn.
  public let divergences: [Divergence]

  /// After how many steps affinities were no longer exaggerated.
  public let exaggerationEnd: Int

  /// The divergence of the map, in nats: 0 would be a perfect one.
  public var divergence: Double { divergences.last?.value ?? .nan }

  init(points: [Double], divergences: [Divergence], exaggerationEnd: Int) {
    let samples = points.count / 2
    let (x, y) = (points[..<samples], points[samples...])
    let (meanX, meanY) = (x.reduce(0, +) / Double(samples), y.reduce(0, +) / Double(samples))
    coordinates = Tensor(
      zip(x, y).flatMap { [$0 - meanX, $1 - meanY] }, shape: [samples, 2])
    self.divergences = divergences
    self.exaggerationEnd = exaggerationEnd
  }
}
