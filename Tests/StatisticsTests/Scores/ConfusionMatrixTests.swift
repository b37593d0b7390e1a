import Statistics
import Testing

@Suite("Confusion matrix")
struct ConfusionMatrixTests {
  /// The anchor of spec/00 section 6.5.
  private let anchor: ConfusionMatrix = {
    var matrix = ConfusionMatrix(classCount: 2)
    matrix.add(truth: 1, predicted: 1, count: 3)
    matrix.add(truth: 0, predicted: 1, count: 2)
    matrix.add(truth: 1, predicted: 0, count: 4)
    matrix.add(truth: 0, predicted: 0, count: 91)
    return matrix
  }()

  @Test("B10: anchor of TP 3, FP 2, FN 4, TN 91")
  func anchors() {
    #expect(
      anchor.counts(of: 1)
        == ClassCounts(truePositives: 3, falsePositives: 2, falseNegatives: 4, trueNegatives: 91))
    #expect(anchor.minorityF1 == 0.5)
    #expect(agree(anchor.counts(of: 0).f1, 0.9680851064, relative: 1e-9))
    #expect(agree(anchor.macroF1, 0.7340425532, relative: 1e-9))
    #expect(agree(anchor.microF1, 0.94))
    #expect(agree(anchor.matthewsCorrelation, 0.4765501108, relative: 1e-9))
    #expect(agree(anchor.counts(of: 1).matthewsCorrelation, 0.4765501108, relative: 1e-9))
    #expect(agree(anchor.counts(of: 0).matthewsCorrelation, 0.4765501108, relative: 1e-9))
    #expect(agree(anchor.balancedAccuracy, (3.0 / 7 + 91.0 / 93) / 2))
    #expect(agree(anchor.gMean, (3.0 / 7 * 91.0 / 93).squareRoot()))
    #expect(agree(anchor.counts(of: 1).specificity, 91.0 / 93))
    #expect(agree(anchor.counts(of: 1).gMean, anchor.gMean))
    #expect(agree(anchor.counts(of: 1).balancedAccuracy, anchor.balancedAccuracy))
  }

  @Test("B10: all scores equal scikit-learn's, absent classes and unknown predictions included")
  func scikitLearn() throws {
    for stored in try MetricsFixture.load() {
      let matrix = ConfusionMatrix(
        truth: stored.truth, predicted: stored.predicted, classCount: stored.classCount)
      let ids = Array(0..<stored.classCount) + [ConfusionMatrix.unknown]
      for (row, actual) in ids.enumerated() {
        for (column, guess) in ids.enumerated() {
          #expect(
            matrix[truth: actual, predicted: guess] == stored.confusion[row][column], "\(stored)")
        }
      }
      for id in 0..<stored.classCount {
        #expect(agree(matrix.counts(of: id).precision, stored.precision[id]), "\(stored)")
        #expect(agree(matrix.counts(of: id).recall, stored.recall[id]), "\(stored)")
        #expect(agree(matrix.counts(of: id).f1, stored.f1[id]), "\(stored)")
      }
      #expect(agree(matrix.minorityF1, stored.minorityF1), "\(stored)")
      #expect(agree(matrix.minorityPrecision, stored.minorityPrecision), "\(stored)")
      #expect(agree(matrix.minorityRecall, stored.minorityRecall), "\(stored)")
      #expect(agree(matrix.macroF1, stored.macroF1), "\(stored)")
      #expect(agree(matrix.microF1, stored.microF1), "\(stored)")
      #expect(agree(matrix.accuracy, stored.accuracy), "\(stored)")
      #expect(agree(matrix.matthewsCorrelation, stored.mcc), "\(stored)")
      #expect(agree(matrix.balancedAccuracy, stored.balancedAccuracy), "\(stored)")
      #expect(agree(matrix.gMean, stored.gMean), "\(stored)")
    }
  }

  @Test("B11: all-majority on balanced data: macro F1 1/3, MCC 0; micro F1 is the accuracy")
  func allMajority() {
    let matrix = ConfusionMatrix(
      truth: [0, 1, 0, 1], predicted: [0, 0, 0, 0], classCount: 2)
    #expect(agree(matrix.macroF1, 1.0 / 3))
    #expect(matrix.matthewsCorrelation == 0)
    #expect(matrix.microF1 == matrix.accuracy)
    #expect(matrix.gMean == 0)
    #expect(matrix.counts(of: 1).isPrecisionUndefined)
    #expect(!matrix.counts(of: 1).isRecallUndefined)
  }

  @Test("A4: an unknown prediction is a miss for its class and a false positive for none")
  func unknownPrediction() {
    let right = ConfusionMatrix(truth: [0, 0, 1, 1], predicted: [0, 0, 1, 1], classCount: 2)
    let unknown = ConfusionMatrix(truth: [0, 0, 1, 1], predicted: [0, 0, 1, -1], classCount: 2)
    #expect(right.minorityF1 == 1)
    #expect(agree(unknown.minorityF1, 2.0 / 3))
    #expect(unknown.minorityPrecision == 1)
    #expect(unknown.counts(of: 0).falsePositives == 0)
    #expect(unknown.counts(of: 1).falseNegatives == 1)
    let all = ConfusionMatrix(truth: [1, 1], predicted: [-1, -1], classCount: 2)
    #expect(all.minorityF1 == 0)
  }

  @Test("An unknown truth is a false positive of what was predicted, and never right")
  func unknownTruth() {
    let matrix = ConfusionMatrix(truth: [-1, -1, 1, 0], predicted: [1, -1, 1, 0], classCount: 2)
    #expect(matrix.minorityPrecision == 0.5)
    #expect(matrix.minorityRecall == 1)
    #expect(matrix.accuracy == 0.5)
    #expect(matrix.trueCount(of: ConfusionMatrix.unknown) == 2)
    let onlyUnknown = ConfusionMatrix(truth: [-1, -1], predicted: [-1, -1], classCount: 2)
    #expect(onlyUnknown.matthewsCorrelation == 0)
    #expect(onlyUnknown.accuracy == 0)
  }

  @Test("Minority scores average only over minority classes that have samples")
  func presentClasses() {
    let matrix = ConfusionMatrix(truth: [0, 0, 2, 2], predicted: [0, 1, 2, 2], classCount: 4)
    #expect(matrix.presentMinorityClasses == [2])
    #expect(matrix.minorityF1 == 1)
    #expect(ConfusionMatrix(truth: [0], predicted: [0], classCount: 3).minorityF1 == nil)
    #expect(ConfusionMatrix(truth: [0], predicted: [0], classCount: 1).minorityF1 == nil)
  }

  @Test("Without samples scores are undefined or 0, never a division by 0")
  func empty() {
    let matrix = ConfusionMatrix(classCount: 3)
    #expect(matrix.minorityF1 == nil)
    #expect(matrix.balancedAccuracy == nil)
    #expect(matrix.gMean == nil)
    #expect(matrix.macroF1 == 0)
    #expect(matrix.microF1 == 0)
    #expect(matrix.accuracy == 0)
    #expect(matrix.matthewsCorrelation == 0)
    #expect(matrix.counts(of: 2).isRecallUndefined)
  }

  @Test("MCC does not overflow or lose digits with a thousand million samples")
  func large() {
    var matrix = ConfusionMatrix(classCount: 2)
    matrix.add(truth: 1, predicted: 1, count: 300_000_000)
    matrix.add(truth: 0, predicted: 1, count: 200_000_000)
    matrix.add(truth: 1, predicted: 0, count: 400_000_000)
    matrix.add(truth: 0, predicted: 0, count: 9_100_000_000)
    #expect(agree(matrix.matthewsCorrelation, 0.4765501108, relative: 1e-9))
    #expect(agree(matrix.counts(of: 1).matthewsCorrelation, 0.4765501108, relative: 1e-9))
  }
}
