import Statistics
import Testing

@Suite("Summary of a sample")
struct SampleSummaryTests {
  @Test("B12: standard deviation and t interval equal SciPy's")
  func scipy() throws {
    for stored in try StatisticsFixture.load().pairs {
      let summary = try #require(SampleSummary(stored.first))
      let interval = try #require(summary.interval())
      #expect(agree(summary.standardDeviation, stored.sd))
      #expect(agree(interval.lowerBound, stored.interval[0]))
      #expect(agree(interval.upperBound, stored.interval[1]))
      #expect(summary.minimum == stored.first.min())
      #expect(summary.maximum == stored.first.max())
      #expect(summary.count == stored.first.count)
    }
  }

  @Test("One value has no spread and no interval; none has no summary")
  func edges() throws {
    let single = try #require(SampleSummary([0.7]))
    #expect(single.mean == 0.7)
    #expect(single.standardDeviation == nil)
    #expect(single.interval() == nil)
    #expect(SampleSummary([]) == nil)
    #expect(SampleSummary([1, .nan]) == nil)
    #expect(SampleSummary([.infinity]) == nil)
    #expect(SampleSummary([1.7e308, -1.7e308]) == nil)
    #expect(SampleSummary([1e200, 0])?.standardDeviation == 5e199 * 2.0.squareRoot())
    #expect(SampleSummary([3e-300, 1e-300])?.mean == 2e-300)
    #expect(
      agree((SampleSummary([3e-300, 1e-300])?.standardDeviation ?? 0) * 1e300, 2.0.squareRoot()))
  }

  @Test("Equal values have exactly their mean and no spread, however many")
  func equalValues() throws {
    let summary = try #require(SampleSummary([Double](repeating: 0.1, count: 7)))
    #expect(summary.mean == 0.1)
    #expect(summary.standardDeviation == 0)
    #expect(summary.interval() == 0.1...0.1)
  }

  @Test("A large common offset does not drown the spread")
  func offset() throws {
    let summary = try #require(SampleSummary([1e9 + 1, 1e9 + 2, 1e9 + 3]))
    #expect(summary.standardDeviation == 1)
    #expect(summary.mean == 1e9 + 2)
  }
}
