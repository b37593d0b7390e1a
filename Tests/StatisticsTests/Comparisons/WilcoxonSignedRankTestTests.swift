import Statistics
import Testing

@Suite("Wilcoxon's signed-rank test")
struct WilcoxonSignedRankTestTests {
  @Test("By hand: five differences of one sign have p 1/16; one small negative doubles it")
  func byHand() throws {
    let all = try #require(WilcoxonSignedRankTest(differences: [0.3, 0.1, 0.4, 0.2, 0.5]))
    #expect(all.pValue == 0.0625)
    #expect(all.positiveRankSum == 15 && all.negativeRankSum == 0)
    let one = try #require(WilcoxonSignedRankTest(differences: [0.3, -0.1, 0.4, 0.2, 0.5]))
    #expect(one.pValue == 0.125)
    #expect(one.negativeRankSum == 1)
  }

  @Test("Differences equal up to rounding are ties")
  func rounding() throws {
    // 0.3 - 0.2 and 0.4 - 0.3 differ in the last bit; so do 0.8 - 0.7 and 0.9 - 0.8.
    let first = [0.3, 0.4, 0.7, 0.9]
    let second = [0.2, 0.3, 0.8, 0.8]
    let test = try #require(WilcoxonSignedRankTest(first, second))
    #expect(test.positiveRankSum == 7.5 && test.negativeRankSum == 2.5)
    #expect(test.pValue == 0.625)
    let equal = try #require(WilcoxonSignedRankTest([0.1 + 0.2, 0.5], [0.3, 0.5]))
    #expect(equal.nonzeroCount == 0 && equal.pValue == 1)
  }

  @Test("Zeros: dropped, or ranked and left out of the sum")
  func zeros() throws {
    let differences = [0, 0, 1, 2, -3, 4]
    let dropped = try #require(WilcoxonSignedRankTest(differences: differences.map { Double($0) }))
    #expect(dropped.nonzeroCount == 4 && dropped.pairCount == 6)
    #expect(dropped.positiveRankSum == 7)
    let ranked = try #require(
      WilcoxonSignedRankTest(differences: differences.map { Double($0) }, zeros: .ranked))
    #expect(ranked.positiveRankSum == 13 && ranked.negativeRankSum == 5)
    #expect(ranked.exactPValue == 0.5)
  }

  @Test("All zero: p is 1, never a number that is none")
  func allZero() throws {
    let test = try #require(WilcoxonSignedRankTest(differences: [0, 0, 0]))
    #expect(test.pValue == 1 && test.exactPValue == 1)
    #expect(test.normalPValue == 1 && test.continuityCorrectedPValue == 1 && test.zStatistic == 0)
  }

  @Test("Swapping arms changes nothing but the sums; order changes nothing")
  func symmetry() throws {
    let differences = [0.5, -0.1, 0.3, 0.2, -0.25, 0.7, 0.3]
    let test = try #require(WilcoxonSignedRankTest(differences: differences))
    let swapped = try #require(WilcoxonSignedRankTest(differences: differences.map { -$0 }))
    #expect(test.pValue == swapped.pValue)
    #expect(test.positiveRankSum == swapped.negativeRankSum)
    #expect(WilcoxonSignedRankTest(differences: differences.reversed()) == test)
  }

  @Test("Without differences or with one that is no number there is no test")
  func undefined() {
    #expect(WilcoxonSignedRankTest(differences: []) == nil)
    #expect(WilcoxonSignedRankTest(differences: [1, .nan]) == nil)
    #expect(WilcoxonSignedRankTest([1, .infinity], [0, 0]) == nil)
    #expect(WilcoxonSignedRankTest.smallestPValue(pairCount: 0) == nil)
  }
}
