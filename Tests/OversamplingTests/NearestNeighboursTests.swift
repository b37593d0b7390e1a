import Foundation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Oversampling

@Suite("Nearest neighbours")
struct NearestNeighboursTests {
  @Test("B13: indices and distances equal scikit-learn's brute force")
  func likeScikitLearn() throws {
    let fixture = try Fixture("nearest-neighbours")
    let expected = try fixture.tensor("indices", as: Double.self)
    let distances = try fixture.tensor("distances", as: Double.self).scalars
    let search = try NearestNeighbours(
      points: fixture.tensor("points", as: Float.self), count: expected.shape[1])
    #expect(search.indices == expected.scalars.map { Int($0) })
    #expect(search.count == 5)
    #expect(search.warning == nil)
    for (ours, theirs) in zip(search.distances, distances) {
      #expect(abs(ours - theirs) <= 1e-12 * theirs)
    }
  }

  @Test("B13: a duplicate is a neighbour, the point itself is not, and ties rank by index")
  func duplicatesAndTies() throws {
    // Points 1 and 3 are equal; 0 and 2 are equally far from both.
    let search = try NearestNeighbours(points: line([0, 1, 2, 1, 9]), count: 3)
    #expect(search.neighbours(of: 1) == [3, 0, 2])
    #expect(search.neighbours(of: 3) == [1, 0, 2])
    #expect(search.neighbours(of: 0) == [1, 3, 2])
    #expect(search.distances.first == 1)
  }

  @Test("Only the queries asked for are searched, among all points")
  func someQueries() throws {
    let points = Tensor((0..<40).map { Float(($0 * 17) % 40) }, shape: [10, 4])
    let all = try NearestNeighbours(points: points, count: 2)
    let some = try NearestNeighbours(points: points, queries: [7, 2], count: 2)
    #expect(some.indices == Array(all.neighbours(of: 7)) + Array(all.neighbours(of: 2)))
  }

  @Test("E5: more neighbours than there are others are reduced with a warning")
  func reduced() throws {
    let search = try NearestNeighbours(points: line([0, 1, 5]), count: 5)
    #expect(search.count == 2)
    #expect(search.neighbours(of: 2) == [1, 0])
    let warning = try #require(search.warning)
    #expect(warning.contains("5 nearest neighbours") && warning.contains("2 are used"))
  }

  @Test("E4: a single candidate has no neighbour")
  func single() {
    #expect(throws: OversamplingError.noNeighbour(candidates: 1)) {
      try NearestNeighbours(points: Tensor<Float>([1, 2], shape: [1, 2]), count: 1)
    }
  }

  @Test("E1: NaN and infinity are refused with the place", arguments: [Float.nan, -.infinity])
  func notFinite(value: Float) {
    let error = OversamplingError.notFinite(sample: 1, coordinate: 0)
    #expect(throws: error) {
      try NearestNeighbours(points: Tensor([1, 2, value, 4, 5, 6], shape: [3, 2]), count: 1)
    }
    #expect("\(error)".hasPrefix("Coordinate 0 of sample 1 is NaN or infinite"))
  }

  @Test("Near ties that single precision cannot tell apart rank by their true distance")
  func nearTies() throws {
    // Squared distances of 9000001.0002 and 9000001: single precision has steps of 1 there.
    let search = try NearestNeighbours(
      points: Tensor<Float>([0, 0, 3000, 1.0001, 3000, 1], shape: [3, 2]), queries: [0], count: 2)
    #expect(search.indices == [2, 1])
  }

  @Test(
    "Blocks and bounds give what comparing all pairs gives", arguments: NeighbourCase.all)
  func likePlain(testCase: NeighbourCase) throws {
    let points = testCase.points
    try expectPlain(Tensor<Float>(converting: points), count: testCase.count)
    try expectPlain(points, count: testCase.count)
  }

  @Test("The lists do not depend on which products found the candidates")
  func products() throws {
    let points = Tensor<Float>(
      converting: try #require(NeighbourCase.all.first { $0.points.shape == [600, 64] }).points)
    let fast = try NearestNeighbours(points: points, count: 5)
    KernelChoice.portable.use()
    defer { KernelChoice.fast.use() }
    let portable = try NearestNeighbours(points: points, count: 5)
    #expect(portable.indices == fast.indices)
    #expect(portable.squaredDistances == fast.squaredDistances)
  }

  @Test("Candidates offered in groups rank like those offered at once")
  func groups() {
    let stream = RandomStream(seed: 5)
    var draws = stream.substream("points")
    let queries = Tensor<Float>.normal([300, 7], stream: &draws)
    let others = Tensor<Float>.normal([900, 7], stream: &draws)
    var lists = NeighbourLists(of: queries, count: 6)
    lists.offer(queries, itself: Array(0..<300))
    lists.offer(others)
    let plain = plainNeighbours(
      of: queries.scalars.map(Double.init),
      among: (queries.scalars + others.scalars).map(Double.init), dimensions: 7,
      excluded: Array(0..<300), count: 6)
    #expect(lists.indices == plain.indices)
  }

  @Test("Places that no candidate filled are told")
  func freePlaces() {
    var lists = NeighbourLists(of: line([0, 3]), count: 3)
    lists.offer(line([0, 3]), itself: [0, 1])
    #expect(lists.indices == [1, -1, -1, 0, -1, -1])
    lists.offer(line([1, 1]))
    #expect(lists.indices == [2, 3, 1, 2, 3, 0])
    #expect(lists.squaredDistances == [1, 1, 9, 4, 4, 9])
  }

  private func expectPlain<Scalar: TensorScalar>(_ points: Tensor<Scalar>, count: Int) throws {
    let search = try NearestNeighbours(points: points, count: count)
    let numbers = Tensor<Double>(converting: points).scalars
    let plain = plainNeighbours(
      of: numbers, among: numbers, dimensions: points.shape[1],
      excluded: Array(0..<points.shape[0]), count: count)
    #expect(search.indices == plain.indices)
    for (ours, theirs) in zip(search.squaredDistances, plain.squaredDistances) {
      #expect(ours == theirs || abs(ours - theirs) <= 1e-13 * theirs)
    }
  }
}

/// Points on a line.
private func line(_ places: [Float]) -> Tensor<Float> {
  Tensor(places, shape: [places.count, 1])
}

/// Points that try one way of going wrong.
struct NeighbourCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var points: Tensor<Double>
  var count: Int

  static let all: [NeighbourCase] = [
    NeighbourCase("more than one block of both", normal([1100, 3]), 5),
    NeighbourCase("16 dimensions, a block and one", normal([513, 16]), 10),
    NeighbourCase("64 dimensions", normal([600, 64]), 5),
    NeighbourCase("smaller blocks for long rows", normal([300, 1100]), 5),
    NeighbourCase("one dimension, one neighbour", normal([700, 1]), 1),
    NeighbourCase("as many neighbours as others", normal([40, 5]), 39),
    NeighbourCase("far from the origin", normal([400, 8]) { $0 + 10000 }, 5),
    NeighbourCase(
      "two groups far from each other and from their mean",
      normal([400, 8]) { ($0 > 0 ? 30000 : -30000) + $0 }, 5),
    NeighbourCase("ties: whole coordinates", normal([600, 4]) { ($0 * 2).rounded() }, 5),
    NeighbourCase("all points equal", normal([300, 6]) { _ in 0.1 }, 5),
    NeighbourCase("squares that overflow", normal([300, 6]) { $0 * 5e37 }, 5),
    NeighbourCase("squares that underflow", normal([300, 6]) { $0 * 1e-30 }, 5),
    NeighbourCase("one point so far that its square overflows", outlier(1e38), 5),
    NeighbourCase("one point far away", outlier(1e6), 5),
  ]

  init(_ description: String, _ points: Tensor<Double>, _ count: Int) {
    testDescription = description
    // Rounded, so that both precisions see the same points.
    self.points = Tensor<Double>(converting: Tensor<Float>(converting: points))
    self.count = count
  }

  private static func normal(
    _ shape: Shape, _ change: (Double) -> Double = { $0 }
  ) -> Tensor<Double> {
    var stream = RandomStream(seed: 3).substream("points")
    return Tensor(Tensor<Double>.normal(shape, stream: &stream).scalars.map(change), shape: shape)
  }

  private static func outlier(_ distance: Double) -> Tensor<Double> {
    var points = normal([300, 6])
    points.withMutableElements { $0[77 * 6 + 2] = distance }
    return points
  }
}
