import Statistics
import Testing

@Suite("Corrections of p values")
struct PValueCorrectionTests {
  @Test("By hand: 0.01, 0.04, 0.03, 0.005")
  func byHand() {
    let values = [0.01, 0.04, 0.03, 0.005]
    let expected: [(PValueCorrection, [Double])] = [
      (.none, values), (.holm, [0.03, 0.06, 0.06, 0.02]), (.hochberg, [0.03, 0.04, 0.04, 0.02]),
      (.benjaminiHochberg, [0.02, 0.04, 0.04, 0.02]),
    ]
    for (correction, wanted) in expected {
      for (value, want) in zip(correction.adjust(values), wanted) {
        #expect(agree(value, want), "\(correction)")
      }
    }
  }

  @Test("Hochberg's is never above Holm's, Benjamini-Hochberg's never above Hochberg's")
  func order() {
    for index in 0..<200 {
      var cases = ReferenceCases(group: 99, case: index)
      let values = (0..<(1 + cases.integer(8))).map { _ in cases.uniform() * cases.uniform() }
      let holm = PValueCorrection.holm.adjust(values)
      let hochberg = PValueCorrection.hochberg.adjust(values)
      let rate = PValueCorrection.benjaminiHochberg.adjust(values)
      for position in values.indices {
        #expect(rate[position] <= hochberg[position] + 1e-15)
        #expect(hochberg[position] <= holm[position] + 1e-15)
        #expect(rate[position] >= values[position])
        #expect(holm[position] <= 1)
      }
    }
  }

  @Test("No tests and one test")
  func edges() {
    for correction in PValueCorrection.allCases {
      #expect(correction.adjust([]).isEmpty)
      #expect(correction.adjust([0.2]) == [0.2])
      #expect(correction.adjust([1, 1]) == [1, 1])
    }
  }
}
