import Sequences
import Tensors
import TestSupport
import Testing

@testable import SyntheticQuality

@Suite("Values and lengths")
struct FeatureValuesTests {
  private let fixture: Fixture
  private let first: SequenceDataset
  private let second: SequenceDataset

  init() throws {
    let fixture = try Fixture("synthetic-quality")
    self.fixture = fixture
    func dataset(_ name: String) throws -> SequenceDataset {
      let lengths = try fixture.integers("\(name).lengths").map(Int.init)
      return try SequenceDataset(
        featureNames: ["x", "y", "c"], classNames: ["k"],
        values: try fixture.tensor("\(name).events", as: Float.self).scalars, lengths: lengths,
        labels: lengths.map { _ in 0 })
    }
    first = try dataset("a")
    second = try dataset("b")
  }

  @Test("Ranges, means, deviations and autocorrelations are NumPy's")
  func values() throws {
    for (dataset, name) in [(first, "a"), (second, "b")] {
      let values = FeatureValues.all(of: dataset)
      func compare(_ what: String, _ found: [Double]) throws {
        expectClose(
          Tensor(found, shape: [found.count]),
          try fixture.tensor("\(name).\(what)", as: Double.self), absolute: 1e-10)
      }
      try compare("minimum", values.map(\.minimum))
      try compare("maximum", values.map(\.maximum))
      try compare("mean", values.map(\.mean))
      try compare("deviation", values.map(\.standardDeviation))
      try compare("autocorrelation", values.prefix(2).compactMap(\.autocorrelation))
    }
    #expect(FeatureValues.all(of: first)[2].autocorrelation == nil)
  }

  @Test("Sequences of one event have no autocorrelation")
  func single() throws {
    let dataset = try SequenceDataset(
      featureNames: ["x"], classNames: ["k"], values: [1, 2, 3], lengths: [1, 1, 1],
      labels: [0, 0, 0])
    #expect(FeatureValues.all(of: dataset).map(\.autocorrelation) == [nil])
  }

  @Test("Shares outside the range are NumPy's, a constant feature included")
  func ranges() throws {
    let check = try #require(
      RangeCheck(second, real: FeatureValues.all(of: first), margin: 0.1))
    #expect(abs(check.outsideShare - (try fixture.number("outside"))) < 1e-12)
    #expect(abs(check.farShare - (try fixture.number("far"))) < 1e-12)
    #expect(
      RangeCheck(first, real: FeatureValues.all(of: first), margin: 0)
        .map { [$0.outsideShare, $0.farShare] } == [0, 0])
    #expect(
      RangeCheck(first.subset([]), real: FeatureValues.all(of: first), margin: 0) == nil)
  }

  @Test("The distance of lengths is SciPy's Kolmogorov-Smirnov statistic")
  func lengths() throws {
    let found = try #require(KolmogorovSmirnov.statistic(first.lengths, second.lengths))
    #expect(abs(found - (try fixture.number("ks"))) < 1e-12)
    #expect(KolmogorovSmirnov.statistic([3, 3], [3]) == 0)
    #expect(KolmogorovSmirnov.statistic([1, 2], [5, 6]) == 1)
    #expect(KolmogorovSmirnov.statistic([], [5]) == nil)
  }

  @Test("Histograms hold every sample once, the greatest in the last bin")
  func histograms() throws {
    let lengths = try #require(
      QualityHistogram.lengths(real: first.lengths, synthetic: second.lengths))
    #expect(lengths.edges == (2...14).map(Double.init))
    #expect(abs(lengths.real.reduce(0, +) - 1) < 1e-12)
    #expect(abs(lengths.synthetic.reduce(0, +) - 1) < 1e-12)
    let wide = try #require(QualityHistogram.lengths(real: [1, 100], synthetic: [41]))
    #expect(wide.edges.count == 21)
    #expect(wide.real.first == 0.5)
    #expect(wide.real.last == 0.5)
    #expect(wide.synthetic[8] == 1)
    let equal = try #require(QualityHistogram.lengths(real: [5], synthetic: [5, 5]))
    #expect(equal.edges == [5, 6])
    #expect(equal.real == [1])
    let numbers = try #require(QualityHistogram.numbers("x", real: [0, 2], synthetic: [1]))
    #expect(numbers.edges.count == 21)
    #expect(numbers.real.last == 0.5)
    #expect(numbers.synthetic[10] == 1)
    #expect(QualityHistogram.numbers("x", real: [0], synthetic: [0]) == nil)
    #expect(QualityHistogram.numbers("x", real: [.infinity], synthetic: [0]) == nil)
  }
}
