/// How often each class was taken for each class; rows are true classes, columns predictions.
///
///     let matrix = ConfusionMatrix(truth: [0, 0, 1], predicted: [0, 1, 1], classCount: 2)
///     matrix.counts(of: 1).precision  // 0.5
///
/// Classes are `0..<classCount`; 0 is the majority. `ConfusionMatrix.unknown` (-1) stands for a
/// label sequence that training never showed (spec/01 section 16.1). As a prediction it counts as
/// a miss for the true class and as a false positive for none. As a truth it can only be missed:
/// whatever class was predicted there gains a false positive, and no class gains a miss.
/// A truth and a prediction that are both unknown are never counted as equal.
public struct ConfusionMatrix: Sendable, Hashable {
  /// The id of a label sequence outside the vocabulary.
  public static let unknown = -1

  /// The number of known classes.
  public let classCount: Int

  /// Row-major, `[classCount + 1, classCount + 1]`; the last row and column are UNKNOWN.
  private var cells: [Int]

  /// The number of samples.
  public private(set) var total = 0

  /// A matrix without samples.
  ///
  /// - Precondition: `classCount > 0`.
  public init(classCount: Int) {
    precondition(classCount > 0, "A confusion matrix needs at least one class.")
    self.classCount = classCount
    cells = Array(repeating: 0, count: (classCount + 1) * (classCount + 1))
  }

  /// The matrix of samples with the true classes `truth` and the predictions `predicted`.
  ///
  /// - Precondition: both have the same length, and ids lie in `-1..<classCount`.
  /// - Complexity: O(samples + classCount²).
  public init(truth: [Int], predicted: [Int], classCount: Int) {
    precondition(truth.count == predicted.count, "One prediction per sample is needed.")
    self.init(classCount: classCount)
    for (actual, guess) in zip(truth, predicted) {
      add(truth: actual, predicted: guess)
    }
  }

  /// Counts `count` more samples of class `truth` predicted as `predicted`.
  public mutating func add(truth: Int, predicted: Int, count: Int = 1) {
    cells[position(truth, predicted)] += count
    total += count
  }

  /// The number of samples of class `truth` predicted as `predicted`; both may be `unknown`.
  public subscript(truth truth: Int, predicted predicted: Int) -> Int {
    cells[position(truth, predicted)]
  }

  /// The number of samples whose true class is `id`, which may be `unknown`.
  public func trueCount(of id: Int) -> Int {
    var sum = self[truth: id, predicted: Self.unknown]
    for guess in 0..<classCount { sum += self[truth: id, predicted: guess] }
    return sum
  }

  /// The number of samples predicted as `id`, which may be `unknown`.
  public func predictedCount(of id: Int) -> Int {
    var sum = self[truth: Self.unknown, predicted: id]
    for actual in 0..<classCount { sum += self[truth: actual, predicted: id] }
    return sum
  }

  /// Rights and wrongs of class `id` against all others.
  ///
  /// - Precondition: `id` is a known class.
  public func counts(of id: Int) -> ClassCounts {
    let truePositives = self[truth: id, predicted: id]
    let falsePositives = predictedCount(of: id) - truePositives
    let falseNegatives = trueCount(of: id) - truePositives
    return ClassCounts(
      truePositives: truePositives, falsePositives: falsePositives,
      falseNegatives: falseNegatives,
      trueNegatives: total - truePositives - falsePositives - falseNegatives)
  }

  private func position(_ truth: Int, _ predicted: Int) -> Int {
    index(truth) * (classCount + 1) + index(predicted)
  }

  private func index(_ id: Int) -> Int {
    precondition(
      id >= Self.unknown && id < classCount, "Class \(id) is not among \(classCount) classes.")
    return id == Self.unknown ? classCount : id
  }
}
