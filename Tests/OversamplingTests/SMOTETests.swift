import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Oversampling

@Suite("SMOTE on points")
struct SMOTETests {
  private let stream = RandomStream(seed: 4).substream("smote")

  @Test("A10: every sample lies between a minority sample and one of its nearest")
  func segments() throws {
    let minority = try Fixture("neighbour-samplers").tensor("smote.minority", as: Float.self)
    let synthesis = try SMOTE().synthesise(500, minority: minority, stream: stream)
    #expect(synthesis.count == 500)
    #expect(synthesis.points.shape == [500, 6])
    #expect(synthesis.notes.isEmpty)
    try expectSegments(synthesis, minority: minority, neighbours: 5)
  }

  @Test("A12: with the draws of imbalanced-learn the samples are its samples")
  func likeImbalancedLearn() throws {
    let fixture = try Fixture("neighbour-samplers")
    let minority = try fixture.tensor("smote.minority", as: Float.self)
    let (bases, partners) = (
      try fixture.integers("smote.bases").map(Int.init),
      try fixture.integers("smote.partners").map(Int.init)
    )
    let gaps = try fixture.tensor("smote.gaps", as: Float.self).scalars
    let expected = try fixture.tensor("smote.samples", as: Float.self)
    // Its partners are drawn from the neighbours that we find.
    let search = try NearestNeighbours(points: minority, count: 5)
    for (base, partner) in zip(bases, partners) {
      #expect(search.neighbours(of: base).contains(partner))
    }
    let samples = interpolated(minority, bases: bases, partners: partners, gaps: gaps)
    for (ours, theirs) in zip(samples.scalars, expected.scalars) {
      #expect(abs(ours - theirs) <= 1e-6)
    }
  }

  @Test("A13: equal samples give copies")
  func duplicates() throws {
    let minority = Tensor<Float>(repeating: 0.3, shape: [9, 4])
    let synthesis = try SMOTE().synthesise(20, minority: minority, stream: stream)
    #expect(synthesis.points == Tensor(repeating: 0.3, shape: [20, 4]))
    #expect(zip(synthesis.bases, synthesis.partners).allSatisfy { $0 != $1 })
  }

  @Test("A13, E5: in a small class all others are neighbours, and a note says so")
  func smallClass() throws {
    let minority = Tensor<Float>([0, 0, 1, 0, 0, 1], shape: [3, 2])
    let synthesis = try SMOTE().synthesise(200, minority: minority, stream: stream)
    #expect(synthesis.notes == [.neighboursReduced(NeighboursReduced(asked: 5, used: 2))])
    let note = try #require(synthesis.notes.first)
    #expect("\(note)".contains("5 nearest neighbours were asked for among 3 samples; 2 are used"))
    let pairs = Set(zip(synthesis.bases, synthesis.partners).map { [$0, $1] })
    #expect(pairs.count == 6)
    try expectSegments(synthesis, minority: minority, neighbours: 2)
  }

  @Test("A13, E4: a single sample is refused, also for no new one", arguments: [0, 3])
  func single(count: Int) {
    let error = OversamplingError.tooFewMinority(method: "smote", count: 1, needed: 2)
    #expect(throws: error) {
      try SMOTE().synthesise(count, minority: Tensor([1, 2], shape: [1, 2]), stream: stream)
    }
  }

  @Test("E1: a coordinate that is no number is refused")
  func notFinite() {
    #expect(throws: OversamplingError.notFinite(sample: 2, coordinate: 1)) {
      try SMOTE().synthesise(
        1, minority: Tensor([1, 2, 3, 4, 5, .nan], shape: [3, 2]), stream: stream)
    }
  }

  @Test("A11: a label is that of the nearer end, and of the base in the middle")
  func nearerEnds() throws {
    let minority = Tensor<Float>.testInput([30, 5])
    let synthesis = try SMOTE().synthesise(300, minority: minority, stream: stream)
    for (point, end) in synthesis.nearerEnds.enumerated() {
      let gap = synthesis.gaps[point]
      #expect(end == (gap > 0.5 ? synthesis.partners : synthesis.bases)[point])
    }
    #expect(Set(zip(synthesis.nearerEnds, synthesis.bases).map { $0 == $1 }) == [true, false])
    #expect(synthesis.interpolated(between: minority) == synthesis.points)
  }

  @Test("Rule 5b: a length lies as far between those of the ends as the point does")
  func lengths() throws {
    let minority = Tensor<Float>.testInput([2, 5])
    let synthesis = try SMOTE().synthesise(400, minority: minority, stream: stream)
    let lengths = synthesis.lengths(between: [1, 4])
    for (point, length) in lengths.enumerated() {
      let way = synthesis.bases[point] == 0 ? synthesis.gaps[point] : 1 - synthesis.gaps[point]
      #expect(abs(Float(length) - (1 + 3 * way)) <= 0.5 + 1e-6)
    }
    // Each end has half the room of the lengths between: 67, 133, 133 and 67 of 400 are expected.
    for length in 1...4 { #expect(lengths.count { $0 == length } > 30) }
    #expect(synthesis.lengths(between: [7, 7]).allSatisfy { $0 == 7 })
  }

  @Test("No samples are made where none are asked for")
  func none() throws {
    let minority = Tensor<Float>([0, 0, 1, 0, 0, 1], shape: [3, 2])
    let synthesis = try SMOTE().synthesise(0, minority: minority, stream: stream)
    #expect(synthesis.points.shape == [0, 2])
    #expect(synthesis.bases.isEmpty && synthesis.gaps.isEmpty)
  }

  @Test("The same stream gives the same bytes, another one others")
  func reproducible() throws {
    let minority = Tensor<Float>.testInput([30, 5])
    let first = try SMOTE().synthesise(50, minority: minority, stream: stream)
    let again = try SMOTE().synthesise(50, minority: minority, stream: stream)
    let other = try SMOTE().synthesise(50, minority: minority, stream: stream.substream("other"))
    #expect(first.points == again.points && first.partners == again.partners)
    #expect(first.points != other.points && first.bases != other.bases)
  }

  @Test("Pairs of base and neighbour are drawn uniformly, and so are the gaps")
  func uniform() throws {
    let minority = Tensor<Float>.testInput([10, 3])
    let synthesis = try SMOTE(neighbours: 2).synthesise(20000, minority: minority, stream: stream)
    var counts: [[Int]: Int] = [:]
    for pair in zip(synthesis.bases, synthesis.partners) {
      counts[[pair.0, pair.1], default: 0] += 1
    }
    #expect(counts.count == 20)
    // 1000 expected each; 5 standard deviations are 154. The mean gap has a deviation of 0.002.
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 154 })
    #expect(abs(synthesis.gaps.reduce(0, +) / 20000 - 0.5) < 0.0103)
  }

  @Test("Cycled bases serve in turn")
  func cycled() throws {
    let minority = Tensor<Float>.testInput([4, 3])
    let synthesis = try SMOTE(neighbours: 2, bases: .cycled).synthesise(
      10, minority: minority, stream: stream)
    #expect(synthesis.bases == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1])
    try expectSegments(synthesis, minority: minority, neighbours: 2)
  }

  @Test("A10: rounding carries no sample beyond its parents", arguments: [0, 1])
  func inside(base: Int) {
    // From -1 to -2^-30: the difference rounds to 1, and the end of the way would be 0.
    let ends = Tensor<Float>([-1, -0x1p-30], shape: [2, 1])
    let gaps: [Float] = [0, 0.5, 1 - 0x1p-24]
    let samples = interpolated(
      ends, bases: [base, base, base], partners: [1 - base, 1 - base, 1 - base], gaps: gaps)
    #expect(samples.scalars.allSatisfy { $0 >= -1 && $0 <= -0x1p-30 })
    #expect(samples.scalars.first == ends.scalars[base])
  }
}

/// Points at the given places on the ways between others.
func interpolated(
  _ points: Tensor<Float>, bases: [Int], partners: [Int], gaps: [Float]
) -> Tensor<Float> {
  let width = points.shape[1]
  return points.withElements { points in
    Tensor(shape: [bases.count, width]) { (y: UnsafeMutableBufferPointer<Float>) in
      guard let from = points.baseAddress, let to = y.baseAddress else { return }
      Float.interpolateRows(
        of: from, width: width, bases: bases, partners: partners, gaps: gaps, count: bases.count,
        into: to)
    }
  }
}

/// Checks that each new point is where its record says, towards one of the base's nearest.
func expectSegments(
  _ synthesis: InterpolatedPoints, minority: Tensor<Float>, neighbours: Int,
  location: SourceLocation = #_sourceLocation
) throws {
  let width = minority.shape[1]
  let numbers = minority.scalars.map(Double.init)
  let nearest = plainNeighbours(
    of: numbers, among: numbers, dimensions: width, excluded: Array(0..<minority.shape[0]),
    count: neighbours
  ).indices
  let points = synthesis.points.scalars
  for sample in 0..<synthesis.count {
    let (base, partner) = (synthesis.bases[sample], synthesis.partners[sample])
    let gap = synthesis.gaps[sample]
    #expect(gap >= 0 && gap < 1, sourceLocation: location)
    #expect(
      nearest[(base * neighbours)..<((base + 1) * neighbours)].contains(partner),
      sourceLocation: location)
    for axis in 0..<width {
      let (from, to) = (numbers[base * width + axis], numbers[partner * width + axis])
      let point = Double(points[sample * width + axis])
      #expect(
        abs(point - (from + Double(gap) * (to - from))) <= 1e-6 * max(abs(from), abs(to)),
        sourceLocation: location)
      #expect(point >= min(from, to) && point <= max(from, to), sourceLocation: location)
    }
  }
}
