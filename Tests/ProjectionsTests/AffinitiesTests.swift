import Foundation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Affinities of t-SNE")
struct AffinitiesTests {
  @Test(
    "A45: rows of conditional P sum to 1 and have the entropy log2(perplexity)",
    arguments: [1.5, 5, 30, 57.9])
  func entropy(perplexity: Double) throws {
    let rows = try Fixture("projections").tensor("tall.points", as: Float.self)
    let conditional = Affinities.conditional(
      squaredDistances: try centred(rows).squaredDistances(), perplexity: perplexity)
    for sample in 0..<60 {
      let row = conditional.scalars[sample * 60..<(sample + 1) * 60]
      #expect(abs(row.reduce(0, +) - 1) < 1e-12)
      #expect(row[sample * 60 + sample] == 0)
      let entropy = row.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
      #expect(abs(entropy - log2(perplexity)) < 1e-8)
    }
  }

  @Test("A45: the joint P is symmetric and sums to 1", arguments: TSNEMethod.allCases)
  func joint(method: TSNEMethod) throws {
    let rows = try Fixture("projections").tensor("clusters.points", as: Float.self)
    let joint = try affinities(rows, perplexity: 10, method).dense()
    #expect(abs(joint.scalars.reduce(0, +) - 1) < 1e-12)
    #expect(joint == joint.transposed2D())
    #expect(joint.scalars.allSatisfy { $0 >= 0 })
    #expect((0..<150).allSatisfy { joint.scalars[$0 * 151] == 0 })
  }

  @Test("A45: conditional and joint P are scikit-learn's")
  func likeScikitLearn() throws {
    let fixture = try Fixture("projections")
    let rows = try fixture.tensor("tall.points", as: Float.self)
    let distances = try centred(rows).squaredDistances()
    // It searches in single precision, until the entropy is right to 1e-5.
    expectClose(
      Affinities.conditional(squaredDistances: distances, perplexity: 10),
      try fixture.tensor("affinities.conditional"), relative: 1e-3, absolute: 1e-7, "Conditional P")
    expectClose(
      try affinities(rows, perplexity: 10, .exact).dense(),
      try fixture.tensor("affinities.joint"), relative: 1e-3, absolute: 1e-9, "Joint P")
  }

  @Test("With all others as neighbours the sparse P is the dense one")
  func sparseIsDense() throws {
    let rows = try Fixture("projections").tensor("tall.points", as: Float.self)
    expectClose(
      try affinities(rows, perplexity: 25, .barnesHut).dense(),
      try affinities(rows, perplexity: 25, .exact).dense(), relative: 1e-9, absolute: 1e-12,
      "Joint P")
  }

  @Test("The sparse P holds pairs of which one is among the other's nearest, in ascending order")
  func sparsePattern() {
    // Neighbours: 0 -> 1, 2; 1 -> 0, 2; 2 -> 1, 0; 3 -> 2, 1.
    let sparse = SparseAffinities(
      [0.5, 0.5, 0.25, 0.75, 0.5, 0.5, 1, 0], of: [1, 2, 0, 2, 1, 0, 2, 1], perRow: 2)
    #expect(sparse.starts == [0, 2, 5, 8, 10])
    #expect(sparse.columns == [1, 2, 0, 2, 3, 0, 1, 3, 1, 2])
    #expect(
      sparse.joint.map { $0 * 8 } == [0.75, 1, 0.75, 1.25, 0, 1, 1.25, 1, 0, 1])
  }

  @Test("The unit of the samples does not matter", arguments: [1e-18, 1e15] as [Float])
  func units(scale: Float) throws {
    let rows = try Fixture("projections").tensor("tall.points", as: Float.self)
    let scaled = Tensor(rows.scalars.map { $0 * scale }, shape: rows.shape)
    expectClose(
      try affinities(scaled, perplexity: 8, .exact).dense(),
      try affinities(rows, perplexity: 8, .exact).dense(), relative: 1e-4, absolute: 1e-7,
      "Joint P")
  }

  @Test("Samples that are equal share their probability, even beyond the perplexity")
  func duplicates() {
    let probabilities = Affinities.conditionalRow(
      [Double](repeating: 0, count: 6) + [1, 2, 3], perplexity: 2)
    for (place, probability) in probabilities.enumerated() {
      #expect(abs(probability - (place < 6 ? 1.0 / 6 : 0)) < 1e-12)
    }
    let equal = Affinities.conditionalRow(Array(repeating: 7, count: 5), perplexity: 2)
    #expect(equal.allSatisfy { abs($0 - 0.2) < 1e-15 })
  }

  private func centred(_ rows: Tensor<Float>) throws -> CentredRows {
    try CentredRows(rows, purpose: "A test", needed: 2)
  }

  private func affinities(
    _ rows: Tensor<Float>, perplexity: Double, _ method: TSNEMethod
  ) throws -> Affinities {
    switch method {
    case .exact: Affinities.ofAllPairs(try centred(rows), perplexity: perplexity)
    case .barnesHut: try Affinities.ofNeighbours(rows, perplexity: perplexity)
    }
  }
}

extension Affinities {
  /// The joint probabilities of all pairs, `[N, N]`.
  func dense() -> Tensor<Double> {
    switch self {
    case .dense(let joint):
      return joint
    case .sparse(let sparse):
      var joint = [Double](repeating: 0, count: samples * samples)
      for sample in 0..<samples {
        for entry in sparse.starts[sample]..<sparse.starts[sample + 1] {
          joint[sample * samples + Int(sparse.columns[entry])] = sparse.joint[entry]
        }
      }
      return Tensor(joint, shape: [samples, samples])
    }
  }
}
