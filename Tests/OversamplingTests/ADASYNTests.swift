import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Oversampling

@Suite("ADASYN on points")
struct ADASYNTests {
  private let stream = RandomStream(seed: 4).substream("adasyn")

  /// The example of spec/06 A14.
  private let majority = Tensor<Float>(
    [
      0, 0, 1, 0.2, 2, -0.1, 3, 0.3, 4, 0.1, 0.2, 1.1, 1.1, 1.3, 2.3, 1.05, 3.2, 1.2, 4.3, 0.9, 0.1,
      2.2, 1.4, 2.05, 2.1, 2.4, 3.5, 2.15,
    ], shape: [14, 2])
  private let minority = Tensor<Float>(
    [2.05, 1.95, 5, 3, 5.4, 3.1, 5.2, 3.5, 4.6, 2], shape: [5, 2])

  @Test(
    "A14: the worked example gives 5, 0, 0, 0 and 4 samples",
    arguments: [Apportionment.exactTotal, .halfToEven])
  func workedExample(rounding: Apportionment) throws {
    var adasyn = ADASYN(neighbours: 3)
    adasyn.rounding = rounding
    let count = adasyn.count(minority: 5, majority: 14)
    #expect(count == 9)
    let synthesis = try adasyn.synthesise(
      count, minority: minority, majority: majority, stream: stream)
    #expect(synthesis.bases == [0, 0, 0, 0, 0, 4, 4, 4, 4])
    #expect(synthesis.notes.isEmpty)
    try expectSegments(synthesis, minority: minority, neighbours: 3)
  }

  /// The cases of the fixture with each of their classes but the largest: two of a kind, one of three
  /// classes, and the worked example.
  private static let cases = [(0, 1), (1, 1), (2, 1), (3, 1), (3, 2), (4, 1)]

  @Test(
    "A12, A14: shares equal imbalanced-learn's, and with its draws so do the samples",
    arguments: cases)
  func likeImbalancedLearn(testCase: Int, name: Int) throws {
    let fixture = try Fixture("neighbour-samplers")
    let prefix = "adasyn.\(testCase)."
    let points = try fixture.tensor(prefix + "points", as: Float.self)
    let labels = try fixture.integers(prefix + "labels").map(Int.init)
    let neighbours = try #require(try fixture.integers(prefix + "neighbours").first)
    func integers(_ what: String) throws -> [Int] {
      try fixture.integers("\(prefix)class\(name).\(what)").map(Int.init)
    }
    let own = labels.indices.filter { labels[$0] == name }
    let minority = points.rows(own)
    let others = points.rows(labels.indices.filter { labels[$0] != name })
    var adasyn = ADASYN(neighbours: Int(neighbours))
    adasyn.rounding = .halfToEven
    let synthesis = try adasyn.synthesise(
      adasyn.count(minority: own.count, majority: labels.count { $0 == 0 }), minority: minority,
      majority: others, stream: stream)
    let shares = try integers("shares")
    #expect(synthesis.bases == shares.indices.flatMap { Array(repeating: $0, count: shares[$0]) })
    try expectSegments(synthesis, minority: minority, neighbours: Int(neighbours))

    let (bases, partners) = (try integers("bases"), try integers("partners"))
    #expect(synthesis.bases == bases)
    let search = try NearestNeighbours(points: minority, count: Int(neighbours))
    for (base, partner) in zip(bases, partners) {
      #expect(search.neighbours(of: base).contains(partner))
    }
    let gaps = try fixture.tensor("\(prefix)class\(name).gaps", as: Float.self).scalars
    let expected = try fixture.tensor("\(prefix)class\(name).samples", as: Float.self)
    let samples = interpolated(minority, bases: bases, partners: partners, gaps: gaps)
    #expect(zip(samples.scalars, expected.scalars).allSatisfy { abs($0 - $1) <= 1e-6 })
  }

  @Test("A15: exactly as many samples as asked for", arguments: [0, 1, 2, 7, 100, 1001])
  func exactTotal(count: Int) throws {
    let synthesis = try ADASYN(neighbours: 3).synthesise(
      count, minority: minority, majority: majority, stream: stream)
    #expect(synthesis.count == count)
    #expect(synthesis.points.shape == [count, 2])
  }

  @Test("A15: beta and the threshold decide how many bring balance")
  func balance() {
    var adasyn = ADASYN()
    #expect(adasyn.count(minority: 663, majority: 3351) == 2688)
    #expect(adasyn.count(minority: 5, majority: 5) == 0)
    #expect(adasyn.count(minority: 6, majority: 5) == 0)
    adasyn.balance = 0.5
    #expect(adasyn.count(minority: 1, majority: 4) == 2)  // 1.5 to even
    adasyn.balance = 0
    #expect(adasyn.count(minority: 663, majority: 3351) == 0)
    adasyn.balance = 1
    adasyn.balancedFrom = 0.9
    #expect(adasyn.count(minority: 90, majority: 100) == 0)
    #expect(adasyn.count(minority: 89, majority: 100) == 11)
  }

  @Test("A15: without a majority neighbour the samples are SMOTE's, and a note says so")
  func noBorder() throws {
    let minority = Tensor<Float>.testInput([20, 2])
    let majority = Tensor<Float>(repeating: 1000, shape: [30, 2])
    let synthesis = try ADASYN().synthesise(
      10, minority: minority, majority: majority, stream: stream)
    #expect(synthesis.notes == [.noMajorityNeighbour])
    let note = try #require(synthesis.notes.first)
    #expect("\(note)".contains("made by SMOTE"))
    let smote = try SMOTE().synthesise(10, minority: minority, stream: stream)
    #expect(synthesis.points == smote.points && synthesis.bases == smote.bases)
    let alone = try ADASYN().synthesise(
      10, minority: minority, majority: .zeros([0, 2]), stream: stream)
    #expect(alone.points == smote.points)
  }

  @Test("E5: a small minority has fewer partners, but as many neighbours among all")
  func smallClass() throws {
    let minority = Tensor<Float>([2.05, 1.95, 5, 3], shape: [2, 2])
    let synthesis = try ADASYN().synthesise(
      8, minority: minority, majority: majority, stream: stream)
    #expect(synthesis.notes == [.neighboursReduced(NeighboursReduced(asked: 5, used: 1))])
    // All five neighbours of either are of the majority.
    #expect(synthesis.bases == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(synthesis.partners == [1, 1, 1, 1, 0, 0, 0, 0])
  }

  @Test("Fewer samples in all than neighbours")
  func fewSamples() throws {
    let synthesis = try ADASYN().synthesise(
      3, minority: Tensor([0, 1], shape: [2, 1]), majority: Tensor([5], shape: [1, 1]),
      stream: stream)
    #expect(synthesis.bases == [0, 0, 1])
  }

  @Test("E4: a single minority sample is refused")
  func single() {
    #expect(throws: OversamplingError.tooFewMinority(method: "adasyn", count: 1, needed: 2)) {
      try ADASYN().synthesise(
        3, minority: Tensor([1, 2], shape: [1, 2]), majority: majority, stream: stream)
    }
  }

  @Test("E1: a coordinate that is no number is refused in either class")
  func notFinite() {
    let bad = Tensor<Float>([1, 2, .infinity, 4], shape: [2, 2])
    let error = OversamplingError.notFinite(sample: 1, coordinate: 0)
    #expect(throws: error) {
      try ADASYN().synthesise(3, minority: bad, majority: majority, stream: stream)
    }
    #expect(throws: error) {
      try ADASYN().synthesise(3, minority: minority, majority: bad, stream: stream)
    }
  }

  @Test("A majority sample as near as a minority sample ranks behind it")
  func ties() throws {
    // Sample 0 has one minority and one majority sample at distance 1; 1 neighbour: the minority's.
    let minority = Tensor<Float>([0, 1, 9], shape: [3, 1])
    let synthesis = try ADASYN(neighbours: 1).synthesise(
      4, minority: minority, majority: Tensor([-1, 8.5], shape: [2, 1]), stream: stream)
    #expect(synthesis.bases == [2, 2, 2, 2])
  }

  @Test("The same stream gives the same bytes, another one others")
  func reproducible() throws {
    let first = try ADASYN().synthesise(
      20, minority: minority, majority: majority, stream: stream)
    let again = try ADASYN().synthesise(
      20, minority: minority, majority: majority, stream: stream)
    let other = try ADASYN().synthesise(
      20, minority: minority, majority: majority, stream: stream.substream("other"))
    #expect(first.points == again.points && first.partners == again.partners)
    #expect(first.points != other.points && first.bases == other.bases)
  }
}
