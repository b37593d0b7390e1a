import Statistics
import Testing

@Suite("Prior shift")
struct PriorShiftTests {
  @Test("By hand: trained half and half, truly 1 in 10, one half becomes one tenth")
  func byHand() throws {
    let corrected = try #require(
      PriorShift.corrected([0.5, 0.9, 0, 1], trainingShare: 0.5, trueShare: 0.1))
    for (found, wanted) in zip(corrected, [0.1, 0.5, 0, 1]) { #expect(agree(found, wanted)) }
  }

  @Test("Two classes: both forms agree; the same priors change nothing; there and back again")
  func consistency() throws {
    let p = [0.05, 0.3, 0.5, 0.77, 0.99]
    let rows = p.flatMap { [1 - $0, $0] }
    let one = try #require(PriorShift.corrected(p, trainingShare: 0.4, trueShare: 0.02))
    let two = try #require(
      PriorShift.corrected(rows, trainingPriors: [0.6, 0.4], truePriors: [0.98, 0.02]))
    for (index, value) in one.enumerated() { #expect(agree(value, two[2 * index + 1])) }
    let same = try #require(PriorShift.corrected(p, trainingShare: 0.4, trueShare: 0.4))
    let back = try #require(PriorShift.corrected(one, trainingShare: 0.02, trueShare: 0.4))
    for (index, value) in p.enumerated() {
      #expect(agree(same[index], value) && agree(back[index], value))
    }
  }

  @Test("Rows of several classes keep the sum 1, and a class that is never there gets 0")
  func severalClasses() throws {
    let corrected = try #require(
      PriorShift.corrected(
        [0.2, 0.3, 0.5, 0.6, 0.2, 0.2], trainingPriors: [0.5, 0.25, 0.25],
        truePriors: [0.5, 0.5, 0]))
    #expect(agree(corrected[0], 0.25) && agree(corrected[1], 0.75) && corrected[2] == 0)
    #expect(agree(corrected[3] + corrected[4] + corrected[5], 1))
  }

  @Test("EM finds the share that certain answers have")
  func estimation() throws {
    let rows = (0..<50).flatMap { sample -> [Double] in sample < 5 ? [0, 1] : [1, 0] }
    let priors = try #require(
      PriorShift.estimatedPriors(rows, trainingPriors: [0.5, 0.5]))
    #expect(agree(priors[1], 0.1) && agree(priors[0], 0.9))
  }

  @Test("What is no probability or prior gives nothing")
  func undefined() {
    #expect(PriorShift.corrected([1.5], trainingShare: 0.5, trueShare: 0.1) == nil)
    #expect(PriorShift.corrected([.nan], trainingShare: 0.5, trueShare: 0.1) == nil)
    #expect(PriorShift.corrected([0.5], trainingShare: 0, trueShare: 0.1) == nil)
    #expect(PriorShift.corrected([0.5], trainingShare: 0.5, trueShare: 1) == nil)
    #expect(
      PriorShift.corrected([0, 1], trainingPriors: [0.5, 0.5], truePriors: [1, 0]) == nil)
    #expect(
      PriorShift.corrected([0.5, 0.5], trainingPriors: [1, 0], truePriors: [0.5, 0.5]) == nil)
    #expect(PriorShift.estimatedPriors([], trainingPriors: [0.5, 0.5]) == nil)
    #expect(PriorShift.estimatedPriors([.nan, 1], trainingPriors: [0.5, 0.5]) == nil)
  }
}
