import Statistics
import Testing

@Suite("What tests can reach")
struct TestReachTests {
  @Test("Five seeds cannot make the sign-flip or Wilcoxon's test reject; six can")
  func fiveSeeds() {
    for reach in [SignFlipTest.reach(pairCount: 5), WilcoxonSignedRankTest.reach(pairCount: 5)] {
      #expect(reach.smallestPValue == 0.0625)
      #expect(!reach.canReachLevel)
      #expect(reach.sufficientSize == 6)
      #expect(reach.missingSize == 1)
      #expect(
        reach.statement
          == "With 5 seeds the smallest p of this test is 0.0625, not below 0.05: it cannot say "
          + "anything at this level. 1 more seed would let it.")
    }
    let six = SignFlipTest.reach(pairCount: 6)
    #expect(six.canReachLevel && six.missingSize == 0)
    #expect(
      six.statement
        == "With 6 seeds the smallest p of this test is 0.0312: 0.05 is within reach.")
  }

  @Test("A correction over several tests takes more seeds")
  func family() {
    let reach = SignFlipTest.reach(pairCount: 6, familySize: 4)
    #expect(reach.smallestCorrectedPValue == 0.125)
    #expect(reach.sufficientSize == 8)
    #expect(reach.missingSize == 2)
    #expect(
      reach.statement
        == "With 6 seeds the smallest p of this test, corrected over 4 tests, is 0.125, not below "
        + "0.05: it cannot say anything at this level. 2 more seeds would let it.")
  }

  @Test("No number of pairs suffices where the test ends before")
  func never() {
    let reach = SignFlipTest.reach(pairCount: 5, level: 1e-9)
    #expect(reach.sufficientSize == nil && reach.missingSize == nil)
    #expect(reach.statement.hasSuffix("No number of seeds would let it."))
  }

  @Test("The t-test has no lower bound from two pairs on")
  func student() {
    #expect(TTest.reach(pairCount: 1).smallestPValue == nil)
    #expect(!TTest.reach(pairCount: 1).canReachLevel)
    #expect(
      TTest.reach(pairCount: 1).statement
        == "With 1 seed this test says nothing. 1 more seed would let it.")
    #expect(TTest.reach(pairCount: 2).canReachLevel)
    #expect(TTest.reach(pairCount: 2).statement.contains("has no lower bound"))
  }

  @Test("DeLong's test needs two samples of each class")
  func deLong() {
    let few = DeLongTest.reach(positiveCount: 1, negativeCount: 50)
    #expect(!few.canReachLevel && few.missingSize == 1)
    #expect(
      few.statement == "With 1 sample of the smaller class this test says nothing. "
        + "1 more sample of the smaller class would let it.")
    #expect(DeLongTest.reach(positiveCount: 2, negativeCount: 50).canReachLevel)
  }

  @Test("Smallest p values are reached, and belong to sizes one smaller than sufficient ones")
  func tight() throws {
    for count in 1...12 {
      let differences = (1...count).map { Double($0) }
      let wilcoxon = try #require(WilcoxonSignedRankTest(differences: differences))
      #expect(wilcoxon.pValue == WilcoxonSignedRankTest.smallestPValue(pairCount: count))
      let mcNemar = McNemarTest(firstOnly: count, secondOnly: 0)
      #expect(
        agree(mcNemar.pValue, McNemarTest.smallestPValue(discordantCount: count)))
    }
    for (blocks, methods) in [(3, 3), (2, 4), (5, 2), (4, 4), (3, 6), (12, 7)] {
      let agreed = (0..<blocks).map { _ in (0..<methods).map { Double($0) } }
      let test = try #require(FriedmanTest(scores: agreed))
      #expect(
        agree(
          test.pValue,
          FriedmanTest.smallestPValue(blockCount: blocks, methodCount: methods)))
    }
    #expect(McNemarTest(firstOnly: 1, secondOnly: 2).reach().sufficientSize == 6)
    #expect(FriedmanTest.reach(blockCount: 2, methodCount: 3).sufficientSize == 3)
    #expect(!FriedmanTest.reach(blockCount: 2, methodCount: 3).canReachLevel)
  }

  @Test("More than 200 pairs: the smallest p of the normal approximation")
  func large() throws {
    let differences = (1...201).map { Double($0) }
    let test = try #require(WilcoxonSignedRankTest(differences: differences))
    #expect(test.exactPValue == nil)
    #expect(agree(test.pValue, WilcoxonSignedRankTest.smallestPValue(pairCount: 201)))
  }

  @Test("Power: how many seeds an effect needs, and that overlapping training data may never do")
  func power() throws {
    // Cohen 1988: d = 0.5, level 0.05, power 0.8 takes 34 pairs.
    #expect(TTestPower.pairCount(effectSize: 0.5) == 34)
    #expect(TTestPower.pairCount(effectSize: 1.2) == 8)
    #expect(TTestPower.pairCount(effectSize: -0.5) == 34)
    let enough = try #require(TTestPower.power(effectSize: 0.5, pairCount: 34))
    let less = try #require(TTestPower.power(effectSize: 0.5, pairCount: 33))
    #expect(less < 0.8 && enough >= 0.8)
    // Whatever the number of splits, d / sqrt(1/n + 1/4) stays below 2 d.
    #expect(TTestPower.pairCount(effectSize: 1, testToTrainRatio: 0.25) == nil)
    #expect(TTestPower.pairCount(effectSize: 2, testToTrainRatio: 0.25) != nil)
    #expect(TTestPower.pairCount(effectSize: 0) == nil)
    #expect(TTestPower.pairCount(effectSize: .nan) == nil)
    #expect(TTestPower.power(effectSize: 1, pairCount: 1) == nil)
    #expect(agree(TTestPower.power(effectSize: 0, pairCount: 9), 0.05))
  }
}
