import Statistics
import Testing

@Suite("t-tests")
struct TTestTests {
  private let a = [4.3, 4.6, 4.5, 4.7, 4.45]
  private let b = [5.0, 5.2, 5.1, 5.3, 4.9]

  @Test("B12: Student, Welch and paired t on the anchor")
  func anchors() throws {
    let student = try #require(TTest.student(a, b))
    #expect(agree(student.statistic, -6.021662284, relative: 1e-9))
    #expect(agree(student.pValue, 3.1568917e-4, relative: 1e-7))
    #expect(student.degreesOfFreedom == 8)
    let welch = try #require(TTest.welch(a, b))
    #expect(agree(welch.statistic, -6.021662284, relative: 1e-9))
    #expect(agree(welch.degreesOfFreedom, 7.9861351820, relative: 1e-9))
    #expect(agree(welch.pValue, 3.1785817e-4, relative: 1e-7))
    let paired = try #require(TTest.paired(a, b))
    #expect(agree(paired.statistic, -14.75, relative: 1e-9))
    #expect(agree(paired.pValue, 1.2296772e-4, relative: 1e-7))
    #expect(agree(paired.meanDifference, -0.59))
    #expect(!paired.isDegenerate)
  }

  @Test("B12: all tests equal SciPy's")
  func scipy() throws {
    for stored in try StatisticsFixture.load().pairs {
      let tests = [
        (TTest.paired(stored.first, stored.second), stored.paired),
        (TTest.student(stored.first, stored.second), stored.student),
        (TTest.welch(stored.first, stored.second, confidence: 0.9), stored.welch),
      ]
      for (test, expected) in tests {
        let test = try #require(test)
        #expect(agree(test.statistic, expected[0], relative: 1e-9))
        #expect(agree(test.degreesOfFreedom, expected[1]))
        #expect(agree(test.pValue, expected[2], relative: 1e-9))
        #expect(agree(test.interval.lowerBound, expected[3], relative: 1e-9))
        #expect(agree(test.interval.upperBound, expected[4], relative: 1e-9))
      }
      let corrected = try #require(
        TTest.correctedPaired(stored.first, stored.second, testToTrainRatio: 0.25))
      #expect(agree(corrected.statistic, stored.corrected[0], relative: 1e-9))
      #expect(agree(corrected.degreesOfFreedom, stored.corrected[1]))
      #expect(agree(corrected.pValue, stored.corrected[2], relative: 1e-9))
    }
  }

  @Test("Exchanging the arms negates the difference and keeps p")
  func symmetry() throws {
    for test in [TTest.paired, TTest.student, TTest.welch] {
      let forward = try #require(test(a, b, 0.95))
      let backward = try #require(test(b, a, 0.95))
      #expect(forward.statistic == -backward.statistic)
      #expect(forward.pValue == backward.pValue)
      #expect(agree(forward.interval.lowerBound, -backward.interval.upperBound))
    }
  }

  @Test("Nadeau and Bengio's test with ratio 0 is the paired test, else less sure")
  func correction() throws {
    let plain = try #require(TTest.paired(a, b))
    #expect(TTest.correctedPaired(a, b, testToTrainRatio: 0) == plain)
    let corrected = try #require(TTest.correctedPaired(a, b, testToTrainRatio: 0.5))
    #expect(corrected.pValue > plain.pValue)
    #expect(abs(corrected.statistic) < abs(plain.statistic))
  }

  @Test("Fewer than two values, or one that is not finite: no test")
  func tooFew() {
    #expect(TTest.paired([], []) == nil)
    #expect(TTest.paired([1], [2]) == nil)
    #expect(TTest.student([1], [2, 3]) == nil)
    #expect(TTest.welch([1, 2], [3]) == nil)
    #expect(TTest.paired([1, .nan], [2, 3]) == nil)
    #expect(TTest.welch([1, .infinity], [2, 3]) == nil)
    #expect(TTest.smallestPValue(pairCount: 1) == nil)
    #expect(TTest.smallestPValue(pairCount: 2) == 0)
  }

  @Test("Equal arms: statistic 0 and p 1, flagged")
  func equalArms() throws {
    for test in [TTest.paired, TTest.student, TTest.welch] {
      let result = try #require(test([0.4, 0.4, 0.4], [0.4, 0.4, 0.4], 0.95))
      #expect(result.statistic == 0)
      #expect(result.pValue == 1)
      #expect(result.interval == 0...0)
      #expect(result.isDegenerate)
    }
    let paired = try #require(TTest.paired(a, a))
    #expect(paired.pValue == 1 && paired.isDegenerate)
  }

  @Test("A constant difference: infinite statistic and p 0, flagged, also up to rounding")
  func constantDifference() throws {
    let exact = try #require(TTest.paired([1, 2, 3], [1.5, 2.5, 3.5]))
    #expect(exact.statistic == -.infinity && exact.pValue == 0 && exact.isDegenerate)
    #expect(exact.interval == -0.5...(-0.5))
    let rounded = try #require(TTest.paired([0.3, 0.4, 0.7], [0.2, 0.3, 0.6]))
    #expect(rounded.statistic == .infinity && rounded.pValue == 0 && rounded.isDegenerate)
    let welch = try #require(TTest.welch([1, 1], [2, 2, 2]))
    #expect(welch.statistic == -.infinity && welch.degreesOfFreedom == 3 && welch.isDegenerate)
  }

  @Test("B12: the 95 % interval of b")
  func interval() throws {
    let summary = try #require(SampleSummary(b))
    let interval = try #require(summary.interval())
    #expect(agree(summary.mean, 5.1))
    #expect(agree(interval.lowerBound, 4.9036756839, relative: 1e-10))
    #expect(agree(interval.upperBound, 5.2963243161, relative: 1e-10))
  }
}
