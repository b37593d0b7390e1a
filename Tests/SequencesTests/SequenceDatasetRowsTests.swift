import RandomStreams
import Testing

@testable import Sequences

@Suite("The rows that samples use")
struct SequenceDatasetRowsTests {
  /// Samples in any order that overlap, touch, repeat, or leave rows out.
  private static func random(_ seed: UInt64, samples: Int, rows: Int) throws -> SequenceDataset {
    var stream = RandomStream(seed: seed)
    let lengths = (0..<samples).map { _ in 1 + stream.index(below: 6) }
    return try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["0"], values: (0..<2 * rows).map(Float.init),
      starts: lengths.map { stream.index(below: rows - $0 + 1) }, lengths: lengths,
      labels: [Int](repeating: 0, count: samples))
  }

  @Test(
    "Runs of rows say of each row how many samples contain it", arguments: (1...40).map(UInt64.init)
  )
  func runs(_ seed: UInt64) throws {
    let data = try Self.random(seed, samples: 1 + Int(seed) / 2, rows: 30)
    var coverage = [Int](repeating: 0, count: 30)
    let runs = data.rowRuns()
    for run in runs {
      for row in run.rows { coverage[row] += run.coverage }
    }
    #expect(coverage == data.rowCoverage())
    for (run, next) in zip(runs, runs.dropFirst()) {
      #expect(run.rows.upperBound <= next.rows.lowerBound)
      #expect(run.rows.upperBound < next.rows.lowerBound || run.coverage != next.coverage)
    }
  }

  @Test("Without the rows of no sample, each sample has its events, scaled or not")
  func leavingOut() throws {
    for seed in (1...40).map(UInt64.init) {
      let data = try Self.random(seed, samples: 1 + Int(seed) / 4, rows: 30)
      let compacted = data.compacted()
      #expect(compacted.rowCount == data.rowCoverage().count { $0 > 0 })
      let scaling = try FeatureScaling(.unitRange, fittedTo: TrainingSplit(data))
      let scaled = scaling.applied(to: data)
      #expect(scaled == scaling.applied(to: compacted))
      let both = try data.appending(scaled)
      #expect(both.rowCount == 2 * compacted.rowCount)
      for sample in 0..<data.count {
        #expect(compacted.sequence(at: sample) == data.sequence(at: sample))
        #expect(both.sequence(at: sample) == data.sequence(at: sample))
        #expect(both.sequence(at: data.count + sample) == scaled.sequence(at: sample))
        #expect(
          scaled.sequence(at: sample) == scaling.applied(to: Array(data.sequence(at: sample))))
      }
    }
  }

  @Test("Nothing is copied where every row belongs to a sample, and nothing is left of no samples")
  func borders() throws {
    let data = try SequenceDatasetTests.small()
    #expect(data.rowRuns() == [.init(rows: 0..<6, coverage: 1)])
    let places = [data, data.compacted()].map { data in
      data.values.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    }
    #expect(places[0] == places[1])
    #expect(data.subset([]).rowRuns().isEmpty)
    #expect(data.subset([]).compacted().values.isEmpty)
    #expect(try data.subset([]).appending(data) == data)
  }
}
