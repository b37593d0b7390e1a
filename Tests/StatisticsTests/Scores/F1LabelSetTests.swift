import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Label sets of the minority F1")
struct F1LabelSetTests {
  private struct Stored: Decodable {
    struct Case: Decodable {
      let classes: Int
      let truth: [Int]
      let predicted: [Int]
      let union: Double
      let support: Double
    }
    let cases: [Case]
  }

  @Test("B10: both label sets give scikit-learn's means")
  func likeScikitLearn() throws {
    let stored = try JSONDecoder().decode(
      Stored.self, from: Data(contentsOf: Fixture.url("label_sequence_scores.json")))
    var differ = false
    for stored in stored.cases {
      let matrix = ConfusionMatrix(
        truth: stored.truth, predicted: stored.predicted, classCount: stored.classes)
      let union = try #require(matrix.minorityF1(over: .sklearnUnion))
      let support = try #require(matrix.minorityF1(over: .support))
      #expect(abs(union - stored.union) < 1e-14)
      #expect(abs(support - stored.support) < 1e-14)
      #expect(matrix.minorityF1 == support)
      differ = differ || abs(union - support) > 0.01
    }
    #expect(differ, "No case tells the label sets apart.")
  }

  @Test("UNKNOWN belongs to neither label set; without minority classes there is no F1")
  func unknown() {
    let matrix = ConfusionMatrix(truth: [0, 1, -1], predicted: [0, -1, 1], classCount: 2)
    #expect(matrix.minorityF1(over: .sklearnUnion) == 0)
    let alone = ConfusionMatrix(truth: [0, 0], predicted: [0, -1], classCount: 3)
    #expect(alone.minorityF1(over: .sklearnUnion) == nil)
    #expect(alone.minorityF1(over: .support) == nil)
  }
}
