/// Scores of probabilities themselves, beyond their ranking; log loss is in `RankingScores`.
public enum ProbabilityScores {
  /// The Brier score of two classes: the mean of (probability - truth)², in [0, 1].
  ///
  /// 0 for certainty that is always right, 0.25 for one half always (Brier 1950;
  /// `brier_score_loss`). Half of the form for several classes.
  ///
  /// - Returns: nil without samples or when a probability is NaN.
  /// - Precondition: one probability of being positive per sample.
  public static func brier(isPositive: [Bool], probabilities: [Double]) -> Double? {
    precondition(isPositive.count == probabilities.count, "One probability per sample is needed.")
    guard !isPositive.isEmpty, !probabilities.contains(where: \.isNaN) else { return nil }
    var sum = 0.0
    for (positive, probability) in zip(isPositive, probabilities) {
      let gap = probability - (positive ? 1 : 0)
      sum += gap * gap
    }
    return sum / Double(isPositive.count)
  }

  /// The Brier score of any number of classes: the mean of Σ_k (p_k - [truth is k])², in [0, 2].
  ///
  /// A truth outside `0..<classCount` (`ConfusionMatrix.unknown`) adds 1, for the class that has no
  /// probability.
  ///
  /// - Parameters:
  ///   - truth: True classes.
  ///   - probabilities: Row-major `[samples, classCount]`.
  ///   - classCount: The number of classes.
  /// - Returns: nil without samples or when a probability is NaN.
  /// - Precondition: `classCount` probabilities per sample.
  public static func brier(truth: [Int], probabilities: [Double], classCount: Int) -> Double? {
    precondition(
      probabilities.count == truth.count * classCount, "One probability per sample and class.")
    guard !truth.isEmpty, !probabilities.contains(where: \.isNaN) else { return nil }
    var sum = 0.0
    for (sample, id) in truth.enumerated() {
      for known in 0..<classCount {
        let gap = probabilities[sample * classCount + known] - (known == id ? 1 : 0)
        sum += gap * gap
      }
      if id < 0 || id >= classCount { sum += 1 }
    }
    return sum / Double(truth.count)
  }
}
