import Foundation

/// Scores of a ranking and of probabilities, on plain numbers.
///
/// A score says how sure a classifier is that a sample is positive. Nothing here fails: where a
/// value is undefined, or a score is not a number (a model that diverged), the answer is nil.
public enum RankingScores {
  /// The area under the receiver operating characteristic, in [0, 1].
  ///
  /// P(score of a positive > score of a negative) + 0.5 P(equal), from the ranks with midranks for
  /// ties (Mann-Whitney; spec/00 section 6.5). Invariant under increasing maps of the scores, and
  /// 1 - AUC under negation.
  ///
  /// - Returns: nil when a class is absent or a score is NaN.
  /// - Precondition: one score per sample.
  /// - Complexity: O(n log n).
  public static func rocAUC(isPositive: [Bool], scores: [Double]) -> Double? {
    guard let groups = tieGroups(isPositive, scores) else { return nil }
    let positives = groups.reduce(0) { $0 + $1.positives }
    let negatives = groups.reduce(0) { $0 + $1.negatives }
    guard positives > 0, negatives > 0 else { return nil }
    // Counted in halves, so that the sum is whole and exact.
    var (halvesWon, positivesAbove) = (0.0, 0)
    for group in groups {
      halvesWon += Double(group.negatives) * Double(2 * positivesAbove + group.positives)
      positivesAbove += group.positives
    }
    return halvesWon / 2 / (Double(positives) * Double(negatives))
  }

  /// The average precision: the area under the precision-recall steps, in (0, 1].
  ///
  /// Sum over the distinct scores, falling, of (R_i - R_{i-1}) P_i; tied scores are taken together
  /// and nothing is interpolated (scikit-learn's `average_precision_score`). A constant score has
  /// the share of positives.
  ///
  /// - Returns: nil without a positive or when a score is NaN.
  /// - Precondition: one score per sample.
  /// - Complexity: O(n log n).
  public static func averagePrecision(isPositive: [Bool], scores: [Double]) -> Double? {
    guard let groups = tieGroups(isPositive, scores) else { return nil }
    let positives = groups.reduce(0) { $0 + $1.positives }
    guard positives > 0 else { return nil }
    var (area, found, taken) = (0.0, 0, 0)
    for group in groups {
      found += group.positives
      taken += group.positives + group.negatives
      area += Double(group.positives) * Double(found) / Double(taken)
    }
    return area / Double(positives)
  }

  /// The mean of -log(probability of the truth) for two classes.
  ///
  /// Probabilities are clipped to [epsilon, 1 - epsilon] (spec/00 section 6.5); the default is that
  /// of scikit-learn for double precision, 2^-52.
  ///
  /// - Returns: nil without samples or when a probability is NaN.
  /// - Precondition: one probability of being positive per sample.
  public static func logLoss(
    isPositive: [Bool], probabilities: [Double], epsilon: Double = .ulpOfOne
  ) -> Double? {
    precondition(isPositive.count == probabilities.count, "One probability per sample is needed.")
    guard !isPositive.isEmpty, !probabilities.contains(where: \.isNaN) else { return nil }
    var sum = 0.0
    for (positive, probability) in zip(isPositive, probabilities) {
      let clipped = min(max(probability, epsilon), 1 - epsilon)
      sum -= positive ? log(clipped) : log1p(-clipped)
    }
    return sum / Double(isPositive.count)
  }

  /// The mean of -log(probability of the true class) for any number of classes.
  ///
  /// Each row of `probabilities`, `[samples, classCount]` row-major, is clipped to
  /// [epsilon, 1 - epsilon] and divided by its sum. A truth outside `0..<classCount`
  /// (`ConfusionMatrix.unknown`) was given no probability and costs -log(epsilon).
  ///
  /// - Returns: nil without samples or when a probability is NaN.
  /// - Precondition: `classCount` probabilities per sample.
  public static func logLoss(
    truth: [Int], probabilities: [Double], classCount: Int, epsilon: Double = .ulpOfOne
  ) -> Double? {
    precondition(
      probabilities.count == truth.count * classCount, "One probability per sample and class.")
    guard !truth.isEmpty, !probabilities.contains(where: \.isNaN) else { return nil }
    var sum = 0.0
    for (sample, id) in truth.enumerated() {
      guard id >= 0, id < classCount else {
        sum -= log(epsilon)
        continue
      }
      let row = probabilities[(sample * classCount)..<((sample + 1) * classCount)]
        .map { min(max($0, epsilon), 1 - epsilon) }
      sum -= log(row[id] / row.reduce(0, +))
    }
    return sum / Double(truth.count)
  }

  /// Samples that share a score.
  struct TieGroup {
    let score: Double
    var positives = 0
    var negatives = 0
  }

  /// Samples of equal score together, highest score first; nil when a score is NaN.
  static func tieGroups(_ isPositive: [Bool], _ scores: [Double]) -> [TieGroup]? {
    precondition(isPositive.count == scores.count, "One score per sample is needed.")
    guard !scores.contains(where: \.isNaN) else { return nil }
    var groups: [TieGroup] = []
    var last: Double?
    for sample in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      if scores[sample] != last {
        groups.append(TieGroup(score: scores[sample]))
        last = scores[sample]
      }
      if isPositive[sample] {
        groups[groups.count - 1].positives += 1
      } else {
        groups[groups.count - 1].negatives += 1
      }
    }
    return groups
  }
}
