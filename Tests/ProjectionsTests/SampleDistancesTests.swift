import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Distances of samples, and scores that rest on them")
struct SampleDistancesTests {
  private let samples: RealAndSynthetic
  private let distances: SampleDistances

  init() throws {
    samples = try RealAndSynthetic()
    distances = try SampleDistances(samples.points)
  }

  @Test("The mean distance of all pairs is SciPy's")
  func means() throws {
    try samples.expect(distances.mean(within: samples.real), "mean.real")
    try samples.expect(distances.mean(within: samples.synthetic), "mean.synthetic")
    #expect(distances.mean(within: [3]) == nil)
  }

  @Test("Duplicates have a distance of 0, and nothing is its own neighbour")
  func duplicates() throws {
    #expect(distances[4, 7] == 0)
    #expect(distances.nearest(to: 4, among: samples.real) == 0)
    #expect(distances.nearest(to: 4, among: samples.real) { $0 != 7 } > 0.1)
    #expect(distances.nearest(to: 4, among: [4]) == .infinity)
    #expect(distances.radius(of: 4, among: samples.real, neighbours: 1) == 0)
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
      NeighbourhoodScores(
        distances, real: samples.real, synthetic: samples.synthetic, neighbours: k))
    try samples.expect(scores.precision, "precision.\(k)")
    try samples.expect(scores.recall, "recall.\(k)")
    try samples.expect(scores.density, "density.\(k)")
    try samples.expect(scores.coverage, "coverage.\(k)")
  }

  @Test("Copies of all samples cover them all; as many samples as neighbours have no scores")
  func extremes() throws {
    let scores = try #require(
      NeighbourhoodScores(distances, real: samples.real, synthetic: samples.real, neighbours: 5))
    #expect(scores.coverage == 1)
    #expect(scores.precision == 1)
    #expect(scores.recall == 1)
    #expect(
      NeighbourhoodScores(
        distances, real: samples.real, synthetic: Array(samples.synthetic.prefix(5)), neighbours: 5)
        == nil)
    #expect(
      NeighbourhoodScores(
        distances, real: Array(samples.real.prefix(5)), synthetic: samples.synthetic, neighbours: 5)
        == nil)
  }
}
