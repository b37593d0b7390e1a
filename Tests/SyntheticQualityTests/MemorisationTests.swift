import Projections
import Tensors
import TestSupport
import Testing

@testable import SyntheticQuality

@Suite("Memorised samples, and draws of one source")
struct MemorisationTests {
  private let samples: RealAndSynthetic
  private let distances: SampleDistances

  init() throws {
    samples = try RealAndSynthetic()
    distances = try SampleDistances(samples.points)
  }

  @Test("Distances to the nearest real sample are NumPy's, with ratio and share")
  func memorisation() throws {
    let all = Memorisation(distances, real: samples.real, synthetic: samples.synthetic)
    for (found, name) in [(all.real, "nearest.real"), (all.synthetic, "nearest.synthetic")] {
      expectClose(
        Tensor(found, shape: [found.count]), try samples.fixture.tensor(name, as: Double.self),
        absolute: 1e-10)
    }
    // Of duplicates the least distance is 0, and nothing is nearer.
    #expect(all.closerShare == 0)
    let apart = Memorisation(
      distances, real: samples.real.filter { $0 != 7 }, synthetic: samples.synthetic)
    try samples.expect(apart.ratio, "ratio")
    try samples.expect(apart.closerShare, "closer")
    #expect(Memorisation(distances, real: [0], synthetic: samples.synthetic).ratio == nil)
    #expect(Memorisation(distances, real: [4, 7], synthetic: samples.synthetic).ratio == nil)
    #expect(Memorisation(distances, real: samples.real, synthetic: []).ratio == nil)
  }

  @Test("The median of an even number is the mean of the two in the middle")
  func median() {
    #expect(Memorisation.median([4, 1, 3, 2]) == 2.5)
    #expect(Memorisation.median([3, 1, 2]) == 2)
    #expect(Memorisation.median([]) == nil)
  }

  @Test("Draws of a source: their mean distance is SciPy's; equal ones are known")
  func draws() throws {
    let sources = try samples.fixture.integers("draws.sources").map(Int.init)
    let spread = try #require(
      SourceSpread(distances, synthetic: samples.synthetic, sources: sources, usual: 10))
    #expect(spread.sources == 16)
    #expect(spread.equalShare == 0)
    try samples.expect(spread.meanDistance, "draws.mean")
    let equal = try #require(
      SourceSpread(distances, synthetic: [4, 7, 1, 2, 3], sources: [0, 0, 1, 1, 2], usual: 10))
    #expect(equal.sources == 2)
    #expect(equal.equalShare == 0.5)
    #expect(
      SourceSpread(distances, synthetic: samples.synthetic, sources: Array(0..<48), usual: 10)
        == nil)
  }
}
