import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@Suite("SMOTE on flattened sequences")
struct SMOTEOversamplingTests {
  private let stream = RandomStream(seed: 7).substream("test")

  /// `minority` samples of two classes behind a larger majority, each of `time` events of two features
  /// in very different units.
  private func dataset(
    minority: Int, majority: Int = 30, time: Int = 4, labelLength: Int = 1
  ) throws -> SequenceDataset {
    var draws = stream.substream("data")
    let count = minority + majority
    let values = (0..<count * time).flatMap { _ in
      [Float(1000 * draws.normal()), Float(0.001 * draws.normal())]
    }
    let labels = (0..<count).flatMap { sample in
      sample < majority
        ? Array(repeating: 0, count: labelLength)
        : (0..<labelLength).map { 1 + (sample + $0) % 2 }
    }
    return try SequenceDataset(
      featureNames: ["large", "small"], classNames: ["calm", "surge", "drop"],
      labelLength: labelLength, values: values, lengths: Array(repeating: time, count: count),
      labels: labels)
  }

  private func synthesise(
    _ data: SequenceDataset, _ change: (inout SMOTEConfiguration) -> Void = { _ in }
  ) throws -> Synthesis {
    var configuration = SMOTEConfiguration()
    change(&configuration)
    return try SMOTEOversampling(configuration).synthesise(
      for: data, vocabulary: LabelVocabulary(TrainingSplit(data)), fitted: nil, stream: stream)
  }

  /// Whether a sequence lies between two others: by how much of the way, or nil if it does not.
  private func place(
    of sample: EventValues, from: EventValues, to: EventValues
  ) -> Double? {
    var shares: [Double] = []
    for ((x, a), b) in zip(zip(sample, from), to) {
      guard x >= min(a, b), x <= max(a, b) else { return nil }
      if abs(b - a) > 0.1 * abs(a) { shares.append(Double(x - a) / Double(b - a)) }
    }
    guard let least = shares.min(), let greatest = shares.max(), greatest - least < 1e-4 else {
      return nil
    }
    return least
  }

  @Test("A10, A11: each sample lies between two minority samples, and has the nearer one's label")
  func segments() throws {
    let data = try dataset(minority: 12)
    let synthesis = try synthesise(data)
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 36)
    #expect(samples.lengths.allSatisfy { $0 == 4 })
    for sample in 0..<samples.count {
      let source = synthesis.sources[sample]
      let partners = (30..<42).compactMap { other -> Double? in
        other == source
          ? nil
          : place(
            of: samples.sequence(at: sample), from: data.sequence(at: source),
            to: data.sequence(at: other))
      }
      #expect(partners.count == 1, "sample \(sample) lies between its source and one other")
      #expect(try #require(partners.first) <= 0.5 + 1e-4)
      #expect(samples.labels[sample] == data.labels[source])
    }
    #expect(Set(samples.labels) == [1, 2])
  }

  @Test("Distances are of standardised features: a small unit counts as much as a large one")
  func scaled() throws {
    // From sample 5 it is 600 or 0.9 standard deviations to sample 6, and 0.009 or 1.9 to sample 7.
    let data = try SequenceDataset(
      featureNames: ["large", "small"], classNames: ["calm", "surge"],
      values: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 600, 0, 0, 0.009, 1500, 0.01, 1500, 0],
      lengths: Array(repeating: 1, count: 10), labels: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    let synthesis = try synthesise(data) { $0.neighbours = 1 }
    let samples = try #require(synthesis.samples)
    for sample in stride(from: 0, to: samples.count, by: 5) {
      // Base 5, whose nearest is 6: the small feature stays 0.
      let events = Array(samples.sequence(at: sample))
      #expect(events[1] == 0 && events[0] > 0 && events[0] < 600)
    }
  }

  @Test("Per source every sample is a base equally often; balance fills the gap")
  func counts() throws {
    let data = try dataset(minority: 12)
    #expect(try synthesise(data) { $0.count = .perSource(2) }.samples?.count == 24)
    #expect(try synthesise(data) { $0.count = .balance }.samples?.count == 18)
    let balanced = try dataset(minority: 12, majority: 12)
    #expect(try synthesise(balanced) { $0.count = .balance }.samples == nil)
    let oversampling = SMOTEOversampling()
    #expect(oversampling.synthesisCount(minorities: [7, 5], majority: 30) == 36...36)
  }

  @Test("A11: a label sequence is one parent's as a whole, never a mixture")
  func labelSequences() throws {
    let data = try dataset(minority: 10, labelLength: 2)
    let samples = try #require(try synthesise(data).samples)
    let seen = Set((0..<samples.count).map { Array(samples.labelSequence(at: $0)) })
    #expect(seen == [[1, 2], [2, 1]])
  }

  @Test("A13: equal minority samples give copies")
  func copies() throws {
    let data = try SequenceDataset(
      featureNames: ["x"], classNames: ["calm", "surge"],
      values: [9, 9, 8, 8, 7, 7, 7, 7] + [1.1, 2.2, 1.1, 2.2, 1.1, 2.2],
      lengths: Array(repeating: 2, count: 7), labels: [0, 0, 0, 0, 1, 1, 1])
    let samples = try #require(try synthesise(data).samples)
    #expect(samples.count == 9)
    for sample in 0..<9 { #expect(Array(samples.sequence(at: sample)) == [1.1, 2.2]) }
  }

  @Test("A13, E5: fewer neighbours than asked for are told about before training and in the record")
  func fewNeighbours() throws {
    let synthesis = try synthesise(dataset(minority: 3))
    #expect(synthesis.warnings.count == 1)
    #expect(synthesis.warnings[0].contains("5 nearest neighbours"))
    let warning = try #require(SMOTEOversampling().warning(minority: 3))
    #expect(warning.contains("5 nearest neighbours") && warning.contains("only 2"))
    #expect(SMOTEOversampling().warning(minority: 6) == nil)
  }

  @Test("A13, E4: a single minority sample is refused by name")
  func single() throws {
    let data = try dataset(minority: 1)
    #expect(throws: OversamplingError.tooFewMinority(method: "smote", count: 1, needed: 2)) {
      try synthesise(data)
    }
  }

  @Test("A17: minority samples of different lengths are refused before training and after")
  func ragged() throws {
    let equal = try dataset(minority: 3)
    func with(lengths: [Int]) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: equal.featureNames, classNames: equal.classNames, values: equal.values,
        starts: equal.starts, lengths: lengths, labels: equal.labels)
    }
    var lengths = equal.lengths
    lengths[31] = 2
    let ragged = try with(lengths: lengths)
    let training = try TrainingSplit(ragged)
    let error = OversamplingError.raggedLengths(
      method: "smote", instead: "ae-smote", shortest: 2, longest: 4)
    #expect(throws: error) {
      try SMOTEOversampling().check(training, vocabulary: LabelVocabulary(training))
    }
    #expect(throws: error) { try synthesise(ragged) }
    #expect("\(error)".contains("AE+SMOTE"))
    // The majority's lengths do not matter.
    var others = equal.lengths
    others[0] = 1
    let majority = try TrainingSplit(with(lengths: others))
    try SMOTEOversampling().check(majority, vocabulary: LabelVocabulary(majority))
    #expect(try synthesise(majority.dataset).samples?.count == 9)
  }

  @Test("E13: impossible settings are told about")
  func problems() {
    var configuration = SMOTEConfiguration()
    #expect(configuration.problems() == [])
    configuration.neighbours = 0
    configuration.count = .perSource(0)
    let problems = configuration.problems()
    #expect(problems.count == 2)
    #expect(problems[0].hasPrefix("count is 0") && problems[1].hasPrefix("neighbours is 0"))
  }
}
