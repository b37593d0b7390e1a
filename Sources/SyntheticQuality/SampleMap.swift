import Projections
import RandomStreams
import Tensors

/// Real and synthetic samples in the plane (spec/01 section 16, 6).
public struct SampleMap: Equatable, Sendable {
  /// `PCA` or `t-SNE`.
  public let kind: String
  /// Which of several maps it is, from 1; nil for principal components, of which there is one.
  public let seed: UInt64?
  /// The places of the real samples, x and y.
  public let real: [[Double]]
  /// The places of the synthetic ones.
  public let synthetic: [[Double]]

  /// The fewest samples that make a map.
  static let least = 5

  /// Principal components first, then t-SNE from several starts.
  ///
  /// What cannot be mapped, such as samples that are no numbers once scaled, has no map.
  ///
  /// - Parameters:
  ///   - rows: the samples as points, the real ones first.
  ///   - realCount: how many are real.
  ///   - maps: how many maps of t-SNE.
  ///   - perplexity: theirs, unless the samples are too few for it.
  ///   - stream: draws the starts.
  ///   - keepOn: called before each map; what it throws ends the work.
  /// - Returns: the maps.
  /// - Throws: what `keepOn` throws.
  static func all(
    of rows: Tensor<Float>, realCount: Int, maps: Int, perplexity: Double, stream: RandomStream,
    keepOn: () throws -> Void
  ) throws -> [SampleMap] {
    let samples = rows.shape[0]
    guard samples >= least, rows.shape[1] > 1 else { return [] }
    var all: [SampleMap] = []
    try keepOn()
    if let principal = try? PrincipalComponents(of: rows, count: 2) {
      all.append(
        SampleMap(kind: "PCA", seed: nil, places: principal.projected(rows), realCount: realCount))
    }
    var settings = TSNEConfiguration()
    settings.perplexity = min(perplexity, Double(samples - 1) / 3)
    // From principal components every map would be the same.
    settings.initialisation = .random
    for seed in 0..<maps {
      try keepOn()
      guard
        let map = try? TSNE(settings).map(rows, stream: stream.substream("map", seed + 1))
      else { continue }
      all.append(
        SampleMap(
          kind: "t-SNE", seed: UInt64(seed + 1), places: map.coordinates, realCount: realCount))
    }
    return all
  }

  private init(kind: String, seed: UInt64?, places: Tensor<Double>, realCount: Int) {
    let places = places.scalars
    let points = stride(from: 0, to: places.count, by: 2).map { place in
      [places[place], places[place + 1]]
    }
    self.kind = kind
    self.seed = seed
    real = Array(points[..<realCount])
    synthetic = Array(points[realCount...])
  }
}
