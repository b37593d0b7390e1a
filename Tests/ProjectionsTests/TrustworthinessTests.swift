import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Trustworthiness")
struct TrustworthinessTests {
  @Test("A45: the value is scikit-learn's", arguments: [1, 5, 29])
  func likeScikitLearn(neighbours: Int) throws {
    let fixture = try Fixture("projections")
    let rows = try fixture.tensor("tall.points", as: Float.self)
    let random = try Trustworthiness(
      of: fixture.tensor("map.places"), rows: rows, neighbours: neighbours)
    expectClose(
      random.value, try fixture.number("map.trustworthiness.\(neighbours)"), "Of a random map")
    let principal = try PrincipalComponents(of: rows, count: 2).projected(rows)
    let projected = try Trustworthiness(of: principal, rows: rows, neighbours: neighbours)
    expectClose(
      projected.value, try fixture.number("pca.trustworthiness.\(neighbours)"), "Of components")
    #expect(projected.neighbours == neighbours)
  }

  @Test("A map of all that the samples are is trusted wholly")
  func perfect() throws {
    let rows = Tensor<Float>.testInput([40, 2], seed: 3)
    let map = Tensor<Double>(converting: rows)
    #expect(try Trustworthiness(of: map, rows: rows).value == 1)
  }

  @Test("E1: what cannot be judged is refused in a sentence")
  func badInput() throws {
    let rows = Tensor<Float>.testInput([10, 2])
    let map = Tensor<Double>.testInput([10, 2])
    for count in [0, 5] {
      let error = ProjectionError.tooManyNeighbours(asked: count, samples: 10)
      #expect(throws: error) { try Trustworthiness(of: map, rows: rows, neighbours: count) }
      #expect("\(error)".contains("fewer than half"))
    }
    #expect(throws: ProjectionError.otherSamples(rows: 10, map: 9)) {
      try Trustworthiness(of: .testInput([9, 2]), rows: rows, neighbours: 2)
    }
    var broken = map
    broken.withMutableElements { $0[4] = .nan }
    #expect(throws: ProjectionError.notFinite(sample: 2, coordinate: 0)) {
      try Trustworthiness(of: broken, rows: rows, neighbours: 2)
    }
  }
}
