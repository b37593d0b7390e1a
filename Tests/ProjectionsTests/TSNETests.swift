import Foundation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("t-SNE")
struct TSNETests {
  private let stream = RandomStream(seed: 6).substream("map")

  @Test(
    "A45: three separated clusters stay separated, as well as in scikit-learn's map",
    arguments: TSNEMethod.allCases)
  func clusters(method: TSNEMethod) throws {
    let fixture = try Fixture("projections")
    let rows = try fixture.tensor("clusters.points", as: Float.self)
    let name = method == .exact ? "exact" : "barnes_hut"
    var configuration = TSNEConfiguration()
    configuration.method = method
    for initialisation in TSNEInitialisation.allCases {
      configuration.initialisation = initialisation
      let map = try TSNE(configuration).map(rows, stream: stream)
      #expect(
        map.divergence < 1.2 * (try fixture.number("clusters.divergence.\(name)")),
        "\(initialisation)")
      let trust = try Trustworthiness(of: map.coordinates, rows: rows)
      #expect(trust.value > 0.95, "\(initialisation)")
      // 50 samples each, one cluster after another: all nearest neighbours are of one's own.
      let nearest = try Trustworthiness.nearest(map.coordinates)
      #expect(nearest.enumerated().allSatisfy { $0.offset / 50 == $0.element / 50 })
    }
  }

  @Test("A45: the divergence falls after exaggeration ends", arguments: TSNEMethod.allCases)
  func curve(method: TSNEMethod) throws {
    let rows = try Fixture("projections").tensor("clusters.points", as: Float.self)
    var configuration = TSNEConfiguration()
    configuration.method = method
    let map = try TSNE(configuration).map(rows, stream: stream)
    let curve = map.divergences
    #expect(map.exaggerationEnd == 250)
    #expect(curve.map(\.iteration) == Array(stride(from: 0, through: 1000, by: 50)))
    let exaggerated = try #require(curve.first { $0.iteration == 250 }).value
    let next = try #require(curve.first { $0.iteration == 300 }).value
    let last = try #require(curve.last).value
    #expect(next < exaggerated)
    #expect(last < next)
  }

  @Test("The divergence of 1000 sequences is within 20 % of scikit-learn's, or below")
  func thousandSequences() throws {
    let fixture = try Fixture("projections")
    let rows = windows()
    #expect(rows.scalars.reduce(0) { $0 + Double($1) } == (try fixture.number("windows.sum")))
    let map = try TSNE().map(rows, stream: stream)
    #expect(map.divergence < 1.2 * (try fixture.number("windows.divergence")))
    // Neighbouring windows share most of their events.
    #expect(try Trustworthiness(of: map.coordinates, rows: rows).value > 0.95)
  }

  @Test("The same seed gives the same bytes, another seed another map")
  func seeds() throws {
    let rows = Tensor<Float>.testInput([60, 4], seed: 1)
    var configuration = TSNEConfiguration()
    configuration.perplexity = 10
    configuration.iterations = 120
    configuration.initialisation = .random
    for method in TSNEMethod.allCases {
      configuration.method = method
      let mapper = TSNE(configuration)
      let map = try mapper.map(rows, stream: stream)
      #expect(try mapper.map(rows, stream: stream) == map)
      #expect(try mapper.map(rows, stream: stream.substream("other")) != map)
    }
  }

  @Test("A start from principal components needs no random numbers")
  func principalStart() throws {
    let rows = Tensor<Float>.testInput([60, 4], seed: 1)
    var configuration = TSNEConfiguration()
    configuration.perplexity = 10
    configuration.iterations = 60
    let mapper = TSNE(configuration)
    #expect(
      try mapper.map(rows, stream: stream) == mapper.map(rows, stream: stream.substream("other")))
  }

  @Test("The map's mean is the origin")
  func centred() throws {
    var configuration = TSNEConfiguration()
    configuration.perplexity = 5
    configuration.iterations = 300
    let map = try TSNE(configuration).map(.testInput([40, 3], seed: 2), stream: stream)
    let sums = map.coordinates.columnSums().scalars
    #expect(map.coordinates.shape == [40, 2])
    #expect(sums.allSatisfy { abs($0) < 1e-9 })
  }

  @Test(
    "Samples that vary in one direction or none still spread over the plane",
    arguments: [0, 1] as [Float])
  func degenerate(scale: Float) throws {
    let rows = Tensor((0..<60).map { Float($0 / 2) * scale }, shape: [30, 2])
    var configuration = TSNEConfiguration()
    configuration.perplexity = 5
    for method in TSNEMethod.allCases {
      configuration.method = method
      let places = try TSNE(configuration).map(rows, stream: stream).coordinates.scalars
      #expect(places.allSatisfy { $0.isFinite })
      #expect(stride(from: 1, to: 60, by: 2).contains { abs(places[$0]) > 0.1 })
    }
  }

  @Test("Equal samples lie near each other", arguments: TSNEMethod.allCases)
  func duplicates(method: TSNEMethod) throws {
    let some = Tensor<Float>.testInput([20, 4], seed: 8)
    let rows = Tensor(some.scalars + some.scalars, shape: [40, 4])
    var configuration = TSNEConfiguration()
    configuration.perplexity = 6
    configuration.method = method
    let places = try TSNE(configuration).map(rows, stream: stream).coordinates.scalars
    func meanDistance(_ other: (Int) -> Int) -> Double {
      (0..<20).reduce(0) { sum, i in
        let j = other(i)
        return sum + hypot(places[2 * i] - places[2 * j], places[2 * i + 1] - places[2 * j + 1])
      } / 20
    }
    #expect(meanDistance { $0 + 20 } < 0.5 * meanDistance { ($0 + 7) % 20 })
  }

  @Test("Exaggeration ends early where samples that are all tied together have collapsed under it")
  func collapse() throws {
    var draws = stream.substream("rows")
    let rows = Tensor<Float>.normal([200, 100], stream: &draws)
    var configuration = TSNEConfiguration()
    configuration.method = .exact
    configuration.iterations = 400
    configuration.learningRate = .fixed(3)
    let map = try TSNE(configuration).map(rows, stream: stream)
    #expect(map.exaggerationEnd == 50)
    // It unfolds afterwards.
    #expect(map.divergence < 0.9 * (try #require(map.divergences.first).value))
  }

  @Test("The smallest map is of three samples")
  func three() throws {
    var configuration = TSNEConfiguration()
    configuration.perplexity = 1.5
    for method in TSNEMethod.allCases {
      configuration.method = method
      let rows = Tensor<Float>([0, 0, 1, 0, 0, 2], shape: [3, 2])
      let map = try TSNE(configuration).map(rows, stream: stream)
      #expect(map.coordinates.scalars.allSatisfy { $0.isFinite })
      #expect(map.divergence.isFinite)
    }
  }

  @Test("E1: what cannot be mapped is refused in a sentence")
  func badInput() throws {
    let mapper = TSNE()
    #expect(throws: ProjectionError.tooFewSamples(purpose: "t-SNE", count: 2, needed: 3)) {
      try mapper.map(.testInput([2, 4]), stream: stream)
    }
    #expect(throws: ProjectionError.noFeatures) {
      try mapper.map(.zeros([200, 0]), stream: stream)
    }
    let error = ProjectionError.perplexityTooLarge(perplexity: 30, samples: 31)
    #expect(throws: error) { try mapper.map(.testInput([31, 4]), stream: stream) }
    #expect(
      "\(error)".contains("perplexity of 30 is too large for 31 samples")
        && "\(error)".contains("Set perplexity to 10"))
    #expect(throws: Never.self) {
      var configuration = TSNEConfiguration()
      configuration.iterations = 1
      _ = try TSNE(configuration).map(.testInput([32, 4]), stream: stream)
    }
    for value in [Float.nan, .infinity] {
      var rows = Tensor<Float>.testInput([40, 2])
      rows.withMutableElements { $0[5] = value }
      #expect(throws: ProjectionError.notFinite(sample: 2, coordinate: 1)) {
        try mapper.map(rows, stream: stream)
      }
    }
  }

  @Test("A learning rate that makes the map diverge is told", arguments: TSNEMethod.allCases)
  func diverged(method: TSNEMethod) throws {
    var configuration = TSNEConfiguration()
    configuration.method = method
    configuration.learningRate = .fixed(1e300)
    let error = #expect(throws: ProjectionError.self) {
      try TSNE(configuration).map(.testInput([100, 4]), stream: stream)
    }
    let sentence = try #require(error).description
    #expect(sentence.contains("learningRate"))
  }
}

extension Trustworthiness {
  /// The nearest neighbour of each place.
  fileprivate static func nearest(_ places: Tensor<Double>) throws -> [Int] {
    let (count, numbers) = (places.shape[0], places.scalars)
    return (0..<count).map { i in
      (0..<count).filter { $0 != i }.min { first, second in
        func distance(_ j: Int) -> Double {
          hypot(numbers[2 * i] - numbers[2 * j], numbers[2 * i + 1] - numbers[2 * j + 1])
        }
        return distance(first) < distance(second)
      } ?? i
    }
  }
}

/// The sequences that the fixture's program makes from the same whole numbers.
private func windows() -> Tensor<Float> {
  var state: UInt32 = 1
  var levels = [Int](repeating: 0, count: 6)
  var series: [Float] = []
  for _ in 0..<7020 {
    for feature in 0..<6 {
      state = state &* 1_664_525 &+ 1_013_904_223
      levels[feature] += Int(state >> 24) - 128 - (levels[feature] >> 4)
    }
    series += levels.map(Float.init)
  }
  let rows = (0..<1000).flatMap { series[42 * $0..<42 * $0 + 120] }
  return Tensor(rows, shape: [1000, 120])
}
