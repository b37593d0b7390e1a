import Foundation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Forces of t-SNE")
struct MapForcesTests {
  @Test("A45: the gradient is the difference quotient on 5 points")
  func finiteDifferences() throws {
    let rows = Tensor<Float>.testInput([5, 3], seed: 1)
    let affinities = Affinities.ofAllPairs(
      try CentredRows(rows, purpose: "A test", needed: 2), perplexity: 2)
    let points = Tensor<Double>.testInput([10], seed: 2).scalars
    var forces = MapForces(affinities, angle: 0)
    func divergence(_ points: [Double]) -> Double {
      forces.update(for: points)
      return forces.divergence(of: points)
    }
    let step = 1e-5
    let quotients = points.indices.map { position in
      var (above, below) = (points, points)
      above[position] += step
      below[position] -= step
      return (divergence(above) - divergence(below)) / (2 * step)
    }
    forces.update(for: points)
    for (gradient, quotient) in zip(forces.gradient, quotients) {
      let size = max(1e-8, gradient.magnitude + quotient.magnitude)
      #expect((gradient - quotient).magnitude / size < 1e-6)
    }
  }

  @Test("A45: divergence and gradient under given affinities are scikit-learn's")
  func likeScikitLearn() throws {
    let fixture = try Fixture("projections")
    let points = try fixture.tensor("map.places", as: Double.self).transposed2D().scalars
    let expected = try fixture.tensor("map.gradient", as: Double.self).transposed2D()
    var forces = MapForces(.dense(try fixture.tensor("affinities.joint")), angle: 0)
    forces.update(for: points)
    expectClose(forces.divergence(of: points), try fixture.number("map.divergence"), "The value")
    expectClose(
      Tensor(forces.gradient, shape: [2, 60]), expected, relative: 1e-9, absolute: 1e-12,
      "The gradient")
  }

  @Test("Cells of angle 0 give the forces of all pairs", arguments: MapCase.all)
  func treeWithoutAngle(testCase: MapCase) throws {
    let plain = PlainRepulsion(testCase.points)
    var forces = MapForces(.sparse(testCase.someAffinities), angle: 0)
    forces.update(for: testCase.points)
    expectClose(forces.normaliser, plain.normaliser, relative: 1e-11, "Z")
    let count = testCase.points.count
    let size = plain.forces.reduce(0) { max($0, $1.magnitude) }
    expectClose(
      Tensor(forces.repulsion, shape: [count]), Tensor(plain.forces, shape: [count]),
      relative: 1e-10, absolute: 1e-12 * max(size, 1e-9), "The repulsion")
  }

  @Test("Cells of angle 0.5 give the forces to two hundredths", arguments: MapCase.all)
  func treeWithAngle(testCase: MapCase) throws {
    let plain = PlainRepulsion(testCase.points)
    var forces = MapForces(.sparse(testCase.someAffinities), angle: 0.5)
    forces.update(for: testCase.points)
    #expect(abs(forces.normaliser / plain.normaliser - 1) < 0.01)
    let error = zip(forces.repulsion, plain.forces).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let size = plain.forces.reduce(0) { $0 + $1 * $1 }
    #expect(error.squareRoot() <= 0.02 * size.squareRoot())
  }

  @Test("A wider angle is less exact, so the angle is used")
  func angles() throws {
    let testCase = try #require(MapCase.all.first)
    let plain = PlainRepulsion(testCase.points)
    let errors = [0.2, 0.5, 1].map { angle in
      var forces = MapForces(.sparse(testCase.someAffinities), angle: angle)
      forces.update(for: testCase.points)
      return zip(forces.repulsion, plain.forces).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    #expect(errors[0] < errors[1] && errors[1] < errors[2])
    #expect(errors[0] > 0)
  }

  @Test("Sparse affinities attract and diverge as the same ones stored densely")
  func sparseAttraction() throws {
    let rows = try Fixture("projections").tensor("clusters.points", as: Float.self)
    let sparse = try Affinities.ofNeighbours(rows, perplexity: 6)
    let points = Tensor<Double>.testInput([300], seed: 5).scalars
    var forces = MapForces(sparse, angle: 0)
    var dense = MapForces(.dense(sparse.dense()), angle: 0)
    forces.update(for: points)
    dense.update(for: points)
    expectClose(
      Tensor(forces.attraction, shape: [300]), Tensor(dense.attraction, shape: [300]),
      absolute: 1e-14, "The attraction")
    expectClose(forces.divergence(of: points), dense.divergence(of: points), "The divergence")
    expectClose(
      Tensor(forces.gradient, shape: [300]), Tensor(dense.gradient, shape: [300]),
      absolute: 1e-13, "The gradient")
  }
}

/// The repulsion between all pairs of points, written as it is defined.
private struct PlainRepulsion {
  var forces: [Double]
  var normaliser = 0.0

  init(_ points: [Double]) {
    let count = points.count / 2
    forces = Array(repeating: 0, count: 2 * count)
    for i in 0..<count {
      for j in 0..<count where j != i {
        let (dx, dy) = (points[i] - points[j], points[count + i] - points[count + j])
        let weight = 1 / (1 + dx * dx + dy * dy)
        normaliser += weight
        forces[i] += weight * weight * dx
        forces[count + i] += weight * weight * dy
      }
    }
  }
}

/// Points of a map that try one way of going wrong.
struct MapCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  /// `[2, N]`.
  var points: [Double]

  /// Any affinities for so many points.
  var someAffinities: SparseAffinities {
    let count = points.count / 2
    return SparseAffinities(
      Array(repeating: 1, count: count), of: (0..<count).map { ($0 + 1) % count }, perRow: 1)
  }

  static let all: [MapCase] = [
    MapCase("a cloud", normal(700) { $0 * 10 }),
    MapCase("the first cloud, of small numbers", normal(300) { $0 * 1e-4 }),
    MapCase("fewer points than are computed together", normal(5) { $0 }),
    MapCase("one more than are computed together", normal(17) { $0 * 3 }),
    MapCase(
      "a line", normal(200) { $0 * 20 }.enumerated().map { $0.offset < 200 ? $0.element : 1 }),
    MapCase("many points in one place", normal(200) { ($0 * 0.7).rounded() * 4 }),
    MapCase("all points in one place", Array(repeating: 2, count: 100)),
    MapCase(
      "two clusters and a point far away",
      normal(150) { $0 + ($0 > 0 ? 40 : -40) }.enumerated().map {
        $0.offset == 7 ? 1e6 : $0.element
      }),
    MapCase("neighbouring numbers", (0..<120).map { $0 % 2 == 0 ? 1 : 1.0.nextUp }),
    MapCase("ever smaller distances", (0..<120).map { 100 * pow(0.5, Double($0 % 60)) }),
  ]

  init(_ description: String, _ points: [Double]) {
    testDescription = description
    self.points = points
  }

  private static func normal(_ count: Int, _ change: (Double) -> Double) -> [Double] {
    var stream = RandomStream(seed: 9).substream("points")
    return Tensor<Double>.normal([2 * count], stream: &stream).scalars.map(change)
  }
}
