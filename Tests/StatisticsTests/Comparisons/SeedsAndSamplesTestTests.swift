import Statistics
import Testing

@Suite("Seeds and test samples at once")
struct SeedsAndSamplesTestTests {
  @Test("one seed, equal differences, a single effective sample or no number: no test")
  func badInput() {
    func test(_ differences: [Double], _ error: Double = 0.1, _ count: Int = 9)
      -> SeedsAndSamplesTest?
    {
      SeedsAndSamplesTest(
        differences: differences, sampleStandardError: error, effectiveCount: count)
    }
    #expect(test([0.1]) == nil && test([]) == nil)
    #expect(test([0.2, 0.2, 0.2]) == nil && test([0, 0]) == nil)
    #expect(test([0.3 - 0.2, 0.4 - 0.3]) == nil, "rounding is no spread")
    #expect(test([0.1, .nan]) == nil && test([0.1, 0.2], .nan) == nil)
    #expect(test([0.1, 0.2], .infinity) == nil && test([0.1, 0.2], 0.1, 1) == nil)
    #expect(test([0.1, 0.2]) != nil)
    #expect(test([-0.1, 0.1])?.need() == nil)
  }

  @Test("mean areas without a run: no test")
  func noRuns() {
    #expect(DeLongTest(isPositive: [true, true, false], first: [[Double]](), second: []) == nil)
    #expect(
      DeLongTest(isPositive: [true, false, true, false], first: [[1, 0, 1, 0]], second: []) == nil)
  }
}
