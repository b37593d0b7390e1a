import Classification
import Sequences
import TestSupport
import Testing

@testable import Experiments

@Suite("Training fit")
struct TrainingFitTests {
  @Test("spec/01 16.5: F1 over the majority and one kind of minority; recall of the kind alone")
  func kinds() throws {
    //                    majority    real    synthetic
    let truth = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    let predicted = [0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0]
    let isSynthetic = [false, false, false, false, false, false, false, true, true, true, true]
    let fit = TrainingFit(
      truth: truth, predicted: predicted, isSynthetic: isSynthetic, classCount: 2,
      labelSet: .support)
    // Real: 1 right, 2 missed, 2 false alarms. Synthetic: 3 right, 1 missed, the same false alarms.
    expectClose(try #require(fit.realF1), 2.0 / (2 + 2 + 2))
    expectClose(try #require(fit.realRecall), 1.0 / 3)
    expectClose(try #require(fit.syntheticF1), 6.0 / (6 + 1 + 2))
    expectClose(try #require(fit.syntheticRecall), 0.75)
  }

  @Test(
    "Without samples of a kind there is no fit; the majority's and unknown labels count as said")
  func edges() {
    let real = TrainingFit(
      truth: [0, 1, 2], predicted: [0, 1, 1], isSynthetic: [false, false, false], classCount: 3,
      labelSet: .support)
    #expect(real.syntheticF1 == nil && real.syntheticRecall == nil)
    #expect(real.realRecall == 0.5)
    // A synthetic sample with the majority's labels is neither; an unknown one is never right.
    let odd = TrainingFit(
      truth: [0, 1, 0, -1, 1], predicted: [0, 1, 1, -1, 1],
      isSynthetic: [false, false, true, true, true], classCount: 2, labelSet: .support)
    #expect(odd.realF1 == 1)
    #expect(odd.syntheticF1 == 1)
    #expect(odd.syntheticRecall == 0.5)
  }
}
