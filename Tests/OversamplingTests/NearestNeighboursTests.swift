import Foundation
import Oversampling
import TestSupport
import Testing

@Suite("Nearest neighbours")
struct NearestNeighboursTests {
  @Test("B13: indices and distances equal scikit-learn's brute force")
  func likeScikitLearn() throws {
    let fixture = try Fixture("nearest-neighbours")
    let points = try fixture.tensor("points", as: Float.self)
    let expected = try fixture.tensor("indices", as: Double.self)
    let distances = try fixture.tensor("distances", as: Double.self).scalars
    let search = try NearestNeighbours(
      points: points.scalars, dimensions: points.shape[1], count: expected.shape[1])
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
    let search = try NearestNeighbours(points: [0, 1, 2, 1, 9], dimensions: 1, count: 3)
    #expect(search.neighbours(of: 1) == [3, 0, 2])
    #expect(search.neighbours(of: 3) == [1, 0, 2])
    #expect(search.neighbours(of: 0) == [1, 3, 2])
    #expect(search.distances.first == 1)
  }

  @Test("Only the queries asked for are searched, among all points")
  func someQueries() throws {
    let points = (0..<40).map { Float(($0 * 17) % 40) }
    let all = try NearestNeighbours(points: points, dimensions: 4, count: 2)
    let some = try NearestNeighbours(points: points, dimensions: 4, queries: [7, 2], count: 2)
    #expect(some.indices == Array(all.neighbours(of: 7)) + Array(all.neighbours(of: 2)))
  }

  @Test("E5: more neighbours than there are others are reduced with a warning")
  func reduced() throws {
    let search = try NearestNeighbours(points: [0, 1, 5], dimensions: 1, count: 5)
    #expect(search.count == 2)
    #expect(search.neighbours(of: 2) == [1, 0])
    let warning = try #require(search.warning)
    #expect(warning.contains("5 nearest neighbours") && warning.contains("2 are used"))
  }

  @Test("E4: a single candidate has no neighbour")
  func single() {
    #expect(throws: OversamplingError.noNeighbour(candidates: 1)) {
      try NearestNeighbours(points: [1, 2], dimensions: 2, count: 1)
    }
  }

  @Test("Near ties that single precision cannot tell apart rank by their true distance")
  func nearTies() throws {
    // Squared distances of 9000001.0002 and 9000001: single precision has steps of 1 there.
    let search = try NearestNeighbours(
      points: [0, 0, 3000, 1.0001, 3000, 1], dimensions: 2, queries: [0], count: 2)
    #expect(search.indices == [2, 1])
  }
}
