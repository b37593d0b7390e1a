/// How well label sequences are predicted, label by label and as wholes.
///
///     let scores = LabelSequenceScores(truth: [[0, 1], [0, 0]], predicted: [[0, 1], [1, 0]])
///     scores?.exactMatch  // 0.5
///     scores?.positionAccuracy  // 0.75
public struct LabelSequenceScores: Sendable, Hashable {
  /// The number of samples.
  public let sampleCount: Int
  /// The share of sequences that are right in all positions.
  public let exactMatch: Double
  /// The share of single labels that are right, over all positions of all samples.
  public let positionAccuracy: Double
  /// The share of samples right at each position, among those that are long enough.
  public let accuracyByPosition: [Double]
  /// How many samples are long enough for each position.
  public let countByPosition: [Int]
  /// How many labels, over all samples, differ: the Hamming distance.
  public let wrongLabelCount: Int

  /// The scores of predicted sequences.
  ///
  /// Sequences may differ in length from sample to sample, not between truth and prediction.
  ///
  /// Nil without samples, if a sequence is empty, or if a prediction has another length than its
  /// truth.
  ///
  /// - Parameters:
  ///   - truth: True labels, by sample and position.
  ///   - predicted: Predicted labels, alike.
  /// - Precondition: one prediction per sample.
  /// - Complexity: O(labels).
  public init?(truth: [[Int]], predicted: [[Int]]) {
    precondition(truth.count == predicted.count, "One prediction per sample is needed.")
    guard !truth.isEmpty, zip(truth, predicted).allSatisfy({ $0.count == $1.count && !$0.isEmpty })
    else { return nil }
    let longest = truth.reduce(0) { max($0, $1.count) }
    var right = Array(repeating: 0, count: longest)
    var counts = right
    var exact = 0
    for (labels, guesses) in zip(truth, predicted) {
      if labels == guesses { exact += 1 }
      for position in labels.indices {
        counts[position] += 1
        if labels[position] == guesses[position] { right[position] += 1 }
      }
    }
    let (rightCount, labelCount) = (right.reduce(0, +), counts.reduce(0, +))
    sampleCount = truth.count
    exactMatch = Double(exact) / Double(truth.count)
    positionAccuracy = Double(rightCount) / Double(labelCount)
    accuracyByPosition = zip(right, counts).map { Double($0) / Double($1) }
    countByPosition = counts
    wrongLabelCount = labelCount - rightCount
  }
}
