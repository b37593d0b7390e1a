/// Which minority classes a mean F1 is over (spec/01 section 16.1).
public enum F1LabelSet: String, Codable, Sendable, CaseIterable {
  /// The minority classes that have at least one sample.
  case support
  /// Every class that occurs as truth or prediction, without the smallest: scikit-learn's
  /// `f1_score(average=None)[1:]`, as in the paper's published code.
  ///
  /// A class that is predicted and has no sample counts with 0.
  case sklearnUnion = "sklearn-union"
}

extension ConfusionMatrix {
  /// The mean F1 of the minority classes of a label set; nil if it is empty.
  public func minorityF1(over labelSet: F1LabelSet) -> Double? {
    switch labelSet {
    case .support: return minorityF1
    case .sklearnUnion:
      let classes = (0..<classCount).filter { trueCount(of: $0) + predictedCount(of: $0) > 0 }
        .dropFirst()
      guard !classes.isEmpty else { return nil }
      return classes.reduce(0) { $0 + counts(of: $1).f1 } / Double(classes.count)
    }
  }
}
