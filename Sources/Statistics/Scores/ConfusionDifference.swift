/// What changed from one classifier's predictions to another's on the same samples (spec/01
/// section 16.4).
///
///     let change = ConfusionDifference(
///       truth: [0, 1, 1], before: [0, 0, 1], after: [1, 1, 1], classCount: 2)
///     change[truth: 1, predicted: 1]  // 1: one more minority sample is found
///     change.transitions(of: 1).missedThenFound  // 1
///
/// The difference of the two confusion matrices shows net changes; transitions count samples, and
/// show what the net hides: as many new hits as new misses leave the matrix as it was.
public struct ConfusionDifference: Sendable, Hashable {
  /// How samples of one class, against all others, changed sides.
  public struct Transitions: Sendable, Hashable {
    /// FN to TP: samples of the class that only the second classifier finds.
    public var missedThenFound = 0
    /// TP to FN: samples of the class that only the first one finds.
    public var foundThenMissed = 0
    /// FP to TN: other samples that only the first one takes for the class.
    public var raisedThenCleared = 0
    /// TN to FP: other samples that only the second one takes for the class.
    public var clearedThenRaised = 0
    /// TP to TP.
    public var foundByBoth = 0
    /// FN to FN.
    public var missedByBoth = 0
    /// FP to FP.
    public var raisedByBoth = 0
    /// TN to TN.
    public var clearedByBoth = 0

    /// No samples.
    public init() {}
  }

  /// The first classifier's confusion matrix.
  public let before: ConfusionMatrix
  /// The second one's.
  public let after: ConfusionMatrix
  private let transitions: [Transitions]

  /// The change from `before` to `after`.
  ///
  /// - Parameters:
  ///   - truth: true classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - before: the first classifier's predictions, in the same range.
  ///   - after: the second one's.
  ///   - classCount: the number of known classes.
  /// - Precondition: the arrays have the same length.
  /// - Complexity: O(samples classCount + classCount²).
  public init(truth: [Int], before: [Int], after: [Int], classCount: Int) {
    self.before = ConfusionMatrix(truth: truth, predicted: before, classCount: classCount)
    self.after = ConfusionMatrix(truth: truth, predicted: after, classCount: classCount)
    var transitions = Array(repeating: Transitions(), count: classCount)
    for sample in truth.indices {
      for id in 0..<classCount {
        transitions[id].add(
          isOfClass: truth[sample] == id, before: before[sample] == id, after: after[sample] == id)
      }
    }
    self.transitions = transitions
  }

  /// How many more samples of class `truth` the second classifier takes for `predicted`.
  ///
  /// Negative where there are fewer. Each row, over all predictions and UNKNOWN, sums to 0.
  public subscript(truth truth: Int, predicted predicted: Int) -> Int {
    after[truth: truth, predicted: predicted] - before[truth: truth, predicted: predicted]
  }

  /// How samples changed sides, class `id` against all others.
  ///
  /// - Precondition: `id` is a known class.
  public func transitions(of id: Int) -> Transitions { transitions[id] }
}

extension ConfusionDifference.Transitions {
  fileprivate mutating func add(isOfClass: Bool, before: Bool, after: Bool) {
    switch (isOfClass, before, after) {
    case (true, true, true): foundByBoth += 1
    case (true, true, false): foundThenMissed += 1
    case (true, false, true): missedThenFound += 1
    case (true, false, false): missedByBoth += 1
    case (false, true, true): raisedByBoth += 1
    case (false, true, false): raisedThenCleared += 1
    case (false, false, true): clearedThenRaised += 1
    case (false, false, false): clearedByBoth += 1
    }
  }
}
