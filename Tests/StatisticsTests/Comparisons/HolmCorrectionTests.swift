import Statistics
import Testing

@Suite("Holm correction")
struct HolmCorrectionTests {
  @Test("Corrected values equal the definition's, in the order given")
  func definition() throws {
    for stored in try StatisticsFixture.load().holm {
      let adjusted = HolmCorrection.adjust(stored.values)
      #expect(adjusted.count == stored.adjusted.count)
      for (value, expected) in zip(adjusted, stored.adjusted) {
        #expect(agree(value, expected), "\(stored.values)")
      }
    }
  }

  @Test("By hand: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02")
  func byHand() {
    let adjusted = HolmCorrection.adjust([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) {
      #expect(agree(value, expected))
    }
  }

  @Test("No tests, one test, and values that would exceed 1")
  func edges() {
    #expect(HolmCorrection.adjust([]).isEmpty)
    #expect(HolmCorrection.adjust([0.2]) == [0.2])
    #expect(HolmCorrection.adjust([0.9, 0.8]) == [1, 1])
    #expect(HolmCorrection.adjust([0, 0]) == [0, 0])
  }
}
