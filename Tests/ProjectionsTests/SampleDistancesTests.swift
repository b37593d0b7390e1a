import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Distances of samples, and scores that rest on them")
struct SampleDistancesTests {
  private let fixture: Fixture
  private let distances: SampleDistances
  private let real: [Int]
  private let synthetic: [Int]

  init() throws {
    fixture = try Fixture("synthetic-quality")
    let (first, second) = (
      try fixture.tensor("real", as: Float.self), try fixture.tensor("synthetic", as: Float.self)
    )
    real = Array(0..<first.shape[0])
    synthetic = Array(first.shape[0]..<first.shape[0] + second.shape[0])
    distances = try SampleDistances(
      Tensor(
        first.scalars + second.scalars, shape: [real.count + synthetic.count, first.shape[1]]))
  }

  private func expect(_ value: Double?, _ name: String) throws {
    let expected = try fixture.number(name)
    let found = try #require(value)
    #expect(abs(found - expected) <= 1e-10 * max(1, abs(expected)), "\(name): \(found)")
  }

  @Test("The mean distance of all pairs is SciPy's")
  func means() throws {
    try expect(distances.mean(within: real), "mean.real")
    try expect(distances.mean(within: synthetic), "mean.synthetic")
    #expect(distances.mean(within: [3]) == nil)
  }

  @Test("Duplicates have a distance of 0, and nothing is its own neighbour")
  func duplicates() throws {
    #expect(distances[4, 7] == 0)
    #expect(distances.nearest(to: 4, among: real) == 0)
    #expect(distances.nearest(to: 4, among: real) { $0 != 7 } > 0.1)
    #expect(distances.nearest(to: 4, among: [4]) == .infinity)
    #expect(distances.radius(of: 4, among: real, neighbours: 1) == 0)
  }

  @Test("Coordinates that are no numbers are refused")
  func notFinite() throws {
    #expect(throws: (any Error).self) {
      _ = try SampleDistances(Tensor<Float>([0, 1, .infinity, 2], shape: [2, 2]))
    }
  }

  @Test("Precision, recall, density and coverage are those of NumPy", arguments: [1, 5])
  func neighbourhoods(k: Int) throws {
    let scores = try #require(
      NeighbourhoodScores(distances, real: real, synthetic: synthetic, neighbours: k))
    try expect(scores.precision, "precision.\(k)")
    try expect(scores.recall, "recall.\(k)")
    try expect(scores.density, "density.\(k)")
    try expect(scores.coverage, "coverage.\(k)")
  }

  @Test("Copies of all samples cover them all; as many samples as neighbours have no scores")
  func extremes() throws {
    let scores = try #require(
      NeighbourhoodScores(distances, real: real, synthetic: real, neighbours: 5))
    #expect(scores.coverage == 1)
    #expect(scores.precision == 1)
    #expect(scores.recall == 1)
    #expect(
      NeighbourhoodScores(
        distances, real: real, synthetic: Array(synthetic.prefix(5)), neighbours: 5)
        == nil)
    #expect(
      NeighbourhoodScores(
        distances, real: Array(real.prefix(5)), synthetic: synthetic, neighbours: 5)
        == nil)
  }
}
