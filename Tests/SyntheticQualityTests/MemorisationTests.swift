import Projections
import Tensors
import TestSupport
import Testing

@testable import SyntheticQuality

@Suite("Memorised samples, and draws of one source")
struct MemorisationTests {
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

  @Test("Distances to the nearest real sample are NumPy's, with ratio and share")
  func memorisation() throws {
    let all = Memorisation(distances, real: real, synthetic: synthetic)
    for (found, name) in [(all.real, "nearest.real"), (all.synthetic, "nearest.synthetic")] {
      expectClose(
        Tensor(found, shape: [found.count]), try fixture.tensor(name, as: Double.self),
        absolute: 1e-10)
    }
    // Of duplicates the least distance is 0, and nothing is nearer.
    #expect(all.closerShare == 0)
    let apart = Memorisation(distances, real: real.filter { $0 != 7 }, synthetic: synthetic)
    try expect(apart.ratio, "ratio")
    try expect(apart.closerShare, "closer")
    #expect(Memorisation(distances, real: [0], synthetic: synthetic).ratio == nil)
    #expect(Memorisation(distances, real: [4, 7], synthetic: synthetic).ratio == nil)
    #expect(Memorisation(distances, real: real, synthetic: []).ratio == nil)
  }

  @Test("The median of an even number is the mean of the two in the middle")
  func median() {
    #expect(Memorisation.median([4, 1, 3, 2]) == 2.5)
    #expect(Memorisation.median([3, 1, 2]) == 2)
    #expect(Memorisation.median([]) == nil)
  }

  @Test("Draws of a source: their mean distance is SciPy's; equal ones are known")
  func draws() throws {
    let sources = try fixture.integers("draws.sources").map(Int.init)
    let spread = try #require(
      SourceSpread(distances, synthetic: synthetic, sources: sources, usual: 10))
    #expect(spread.sources == 16)
    #expect(spread.equalShare == 0)
    try expect(spread.meanDistance, "draws.mean")
    let equal = try #require(
      SourceSpread(distances, synthetic: [4, 7, 1, 2, 3], sources: [0, 0, 1, 1, 2], usual: 10))
    #expect(equal.sources == 2)
    #expect(equal.equalShare == 0.5)
    #expect(
      SourceSpread(distances, synthetic: synthetic, sources: Array(0..<48), usual: 10) == nil)
  }
}
