import Foundation
import Oversampling
import RandomStreams
import Sequences
import Testing

@Suite("Random oversampling")
struct RandomOversamplingTests {
  private let stream = RandomStream(seed: 2).substream("test")

  @Test("E4: a single minority sample is repeated")
  func singleMinority() throws {
    let data = try Self.dataset(minority: 1)
    let synthesis = try RandomOversampling().synthesise(
      for: data, vocabulary: Self.vocabulary(data), fitted: nil, stream: stream)
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 3)
    #expect(synthesis.sources == [12, 12, 12])
    #expect(samples.sequence(at: 2) == data.sequence(at: 12))
  }

  @Test("Copies equal their sources in events, length and class")
  func copies() throws {
    let data = try Self.dataset(minority: 5)
    let synthesis = try RandomOversampling().synthesise(
      for: data, vocabulary: Self.vocabulary(data), fitted: nil, stream: stream)
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 15)
    for (sample, source) in synthesis.sources.enumerated() {
      #expect(samples.sequence(at: sample).elementsEqual(data.sequence(at: source)))
      #expect(samples.labelSequence(at: sample).elementsEqual(data.labelSequence(at: source)))
      #expect(data.labels[source] == 1)
    }
  }

  @Test("Sources are drawn uniformly with replacement")
  func uniform() throws {
    let data = try Self.dataset(minority: 4)
    var configuration = RandomOversamplingConfiguration()
    configuration.count = .perSource(1000)
    let synthesis = try RandomOversampling(configuration).synthesise(
      for: data, vocabulary: Self.vocabulary(data), fitted: nil, stream: stream)
    for source in 12..<16 {
      // 1000 expected of 4000 draws; 5 standard deviations are 137.
      let count = synthesis.sources.filter { $0 == source }.count
      #expect(abs(count - 1000) < 137)
    }
  }

  @Test("Balance adds nothing where the minority is as large as the majority")
  func balanced() throws {
    var configuration = RandomOversamplingConfiguration()
    configuration.count = .balance
    let data = try Self.dataset(minority: 12)
    let synthesis = try RandomOversampling(configuration).synthesise(
      for: data, vocabulary: Self.vocabulary(data), fitted: nil, stream: stream)
    #expect(synthesis.samples == nil)
    #expect(synthesis.sources.isEmpty)
  }

  @Test("A member without minority samples is refused in a sentence")
  func noMinority() throws {
    let data = try Self.dataset(minority: 2)
    let member = data.subset(Array(0..<12))
    let error = OversamplingError.tooFewMinority(method: "random", count: 0, needed: 1)
    #expect(throws: error) {
      try RandomOversampling().synthesise(
        for: member, vocabulary: Self.vocabulary(data), fitted: nil, stream: stream)
    }
    #expect("\(error)".contains("needs at least 1 minority samples"))
  }

  @Test(
    "The count is read from a number or the word balance",
    arguments: [
      (#"{"count": 5}"#, OversamplingCount.perSource(5)), (#"{"count": "balance"}"#, .balance),
    ])
  func decoding(text: String, count: OversamplingCount) throws {
    let read = try JSONDecoder().decode(
      RandomOversamplingConfiguration.self, from: Data(text.utf8))
    #expect(read.count == count)
    let written = try JSONDecoder().decode(
      RandomOversamplingConfiguration.self, from: JSONEncoder().encode(read))
    #expect(written == read)
  }

  @Test("Another word or a count of 0 is refused")
  func badCount() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        RandomOversamplingConfiguration.self, from: Data(#"{"count": "some"}"#.utf8))
    }
    #expect(RandomOversamplingConfiguration().count == .perSource(3))
    #expect(OversamplingCount.perSource(0).problems().count == 1)
    #expect(OversamplingCount.perSource(.max).problems().count == 1)
    #expect(OversamplingCount.perSource(1).problems().isEmpty)
    #expect(OversamplingCount.balance.problems().isEmpty)
  }

  private static func vocabulary(_ data: SequenceDataset) throws -> LabelVocabulary {
    try LabelVocabulary(TrainingSplit(data))
  }

  /// Twelve majority samples, then the minority; lengths vary from 1 to 3.
  private static func dataset(minority: Int) throws -> SequenceDataset {
    let lengths = (0..<(12 + minority)).map { 1 + $0 % 3 }
    let events = lengths.reduce(0, +)
    return try SequenceDataset(
      featureNames: ["first", "second"], classNames: ["common", "rare"],
      values: (0..<(2 * events)).map(Float.init), lengths: lengths,
      labels: Array(repeating: 0, count: 12) + Array(repeating: 1, count: minority))
  }
}
