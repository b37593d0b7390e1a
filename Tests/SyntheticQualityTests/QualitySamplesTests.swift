import RandomStreams
import Sequences
import Testing

@testable import SyntheticQuality

@Suite("Samples that are compared")
struct QualitySamplesTests {
  @Test("At most as many as asked for, sources before others, each synthetic one with its source")
  func drawing() throws {
    var waves = Waves(lengths: 4...9)
    let events = waves.events(40)
    let real = try Waves.dataset(events)
    // Only every second sample is a source, each of three draws that begin with its wave.
    let sources = (0..<60).map { 2 * ($0 % 20) }
    let synthetic = try Waves.dataset(sources.map { events[$0] })
    let samples = QualitySamples(
      real: real, synthetic: synthetic, sources: sources, limit: 25, stream: RandomStream(seed: 5))
    #expect(samples.real.count == 25)
    #expect(samples.synthetic.count == 25)
    #expect(samples.population == real)
    for (place, source) in samples.sources.enumerated() {
      #expect(
        Array(samples.synthetic.sequence(at: place)) == Array(samples.real.sequence(at: source)))
    }
    // All 20 sources are there.
    let kept = Set((0..<25).map { Array(samples.real.sequence(at: $0)) })
    #expect(stride(from: 0, to: 40, by: 2).allSatisfy { kept.contains(events[$0].flatMap(\.self)) })
    // With fewer places than sources, no synthetic sample is without its own.
    let few = QualitySamples(
      real: real, synthetic: synthetic, sources: sources, limit: 10, stream: RandomStream(seed: 5))
    #expect(few.real.count == 10)
    #expect(few.synthetic.count == 10)
  }

  @Test("Long sequences are fewer")
  func long() throws {
    let time = QualitySamples.mostNumbers / 8
    let dataset = try SequenceDataset(
      featureNames: ["x"], classNames: ["k"],
      values: Array(repeating: 0.5, count: time + 40),
      lengths: [time] + Array(repeating: 4, count: 10),
      labels: Array(repeating: 0, count: 11))
    let samples = QualitySamples(
      real: dataset, synthetic: dataset, sources: Array(0..<11), limit: 500,
      stream: RandomStream(seed: 5))
    #expect(samples.real.count == 8)
  }

  @Test("Points are standardised and filled up with zeros; labels do not matter")
  func rows() throws {
    let real = try SequenceDataset(
      featureNames: ["x"], classNames: ["a", "b"], labelLength: 2, values: [1, 3, 5],
      lengths: [2, 1],
      labels: [0, 1, 1, 1])
    let synthetic = try SequenceDataset(
      featureNames: ["x"], classNames: ["a", "b"], values: [3, 3, 3], lengths: [3], labels: [1])
    let samples = QualitySamples(
      real: real, synthetic: synthetic, sources: [1], limit: 10, stream: RandomStream(seed: 5))
    let rows = try samples.rows()
    #expect(rows.shape == [3, 3])
    let step = Float((8.0 / 3).squareRoot())
    let expected: [Float] = [-2 / step, 0, 0, 2 / step, 0, 0, 0, 0, 0]
    #expect(zip(rows.scalars, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }
}
