import Statistics
import Testing

@Suite("Sign-flip test")
struct SignFlipTestTests {
  @Test("p equals SciPy's exact permutation test")
  func scipy() throws {
    for stored in try StatisticsFixture.load().pairs {
      let differences = zip(stored.first, stored.second).map { $0 - $1 }
      #expect(agree(SignFlipTest.pValue(differences: differences), stored.signFlip))
    }
  }

  @Test("Patterns of equal sum count as extreme: p equals enumeration")
  func ties() throws {
    for stored in try StatisticsFixture.load().tied {
      #expect(
        agree(SignFlipTest.pValue(differences: stored.values), stored.p), "\(stored.values)")
    }
  }

  @Test("The smallest p is 2^(1 - n), reached when all signs agree")
  func smallest() throws {
    for count in 1...10 {
      let smallest = try #require(SignFlipTest.smallestPValue(pairCount: count))
      let differences = (1...count).map { 0.01 * Double($0) }
      #expect(SignFlipTest.pValue(differences: differences) == smallest)
      #expect(SignFlipTest.pValue(differences: differences.map { -$0 }) == smallest)
    }
    #expect(SignFlipTest.smallestPValue(pairCount: 5) == 0.0625)
  }

  @Test("Differences of 0 give p 1; order does not matter")
  func edges() throws {
    #expect(SignFlipTest.pValue(differences: [0, 0, 0]) == 1)
    #expect(SignFlipTest.pValue(differences: [3]) == 1)
    let values = [0.5, -0.1, 0.3, 0.2, -0.25, 0.7]
    #expect(
      SignFlipTest.pValue(differences: values)
        == SignFlipTest.pValue(differences: values.reversed()))
  }

  @Test("Without differences, or with too many or not finite ones, there is no test")
  func undefined() {
    #expect(SignFlipTest.pValue(differences: []) == nil)
    #expect(SignFlipTest.pValue(differences: [1, .nan]) == nil)
    #expect(SignFlipTest.pValue(differences: [Double](repeating: 1, count: 25)) == nil)
    #expect(SignFlipTest.smallestPValue(pairCount: 0) == nil)
    #expect(SignFlipTest.smallestPValue(pairCount: 25) == nil)
    #expect(
      SignFlipTest.pValue(differences: [Double](repeating: 1, count: 24))
        == SignFlipTest.smallestPValue(pairCount: 24))
  }
}
