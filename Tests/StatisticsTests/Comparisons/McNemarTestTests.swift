import Statistics
import Testing

@Suite("McNemar's test")
struct McNemarTestTests {
  @Test("Discordant samples are counted from predictions; an unknown truth is never met")
  func counting() {
    let test = McNemarTest(
      truth: [0, 0, 1, 1, 2, -1, -1], first: [0, 1, 1, 0, 2, -1, 0],
      second: [0, 0, 1, 1, 0, 0, -1])
    #expect(test.firstOnly == 1)
    #expect(test.secondOnly == 2)
    #expect(test.discordantCount == 3)
  }

  @Test("By hand: 1 against 4 has the exact p 12/32 and the mid-p 7/32")
  func byHand() {
    let test = McNemarTest(firstOnly: 1, secondOnly: 4)
    #expect(agree(test.pValue, 0.375))
    #expect(agree(test.midPValue, 0.21875))
    #expect(agree(test.chiSquared(), 0.8))
    #expect(agree(test.chiSquared(isCorrected: false), 1.8))
  }

  @Test("Equal counts and no discordant sample: p is 1")
  func equal() {
    for count in [0, 1, 7, 5000] {
      let test = McNemarTest(firstOnly: count, secondOnly: count)
      #expect(test.pValue == 1 && test.midPValue == 1)
      #expect(test.chiSquaredPValue() == 1 && test.chiSquaredPValue(isCorrected: false) == 1)
    }
  }

  @Test("Swapping classifiers changes nothing; large counts neither overflow nor lose the tail")
  func symmetry() {
    let test = McNemarTest(firstOnly: 30, secondOnly: 12)
    #expect(test.pValue == McNemarTest(firstOnly: 12, secondOnly: 30).pValue)
    let large = McNemarTest(firstOnly: 100_000, secondOnly: 103_000)
    #expect(large.pValue > 1e-12 && large.pValue < 1e-10)
    #expect(large.midPValue < large.pValue)
  }

  @Test("One more sample right says nothing, however many both have wrong")
  func oneSample() {
    for ties in 0...20 {
      #expect(agree(McNemarTest(firstOnly: ties + 1, secondOnly: ties).pValue, 1))
    }
  }
}
