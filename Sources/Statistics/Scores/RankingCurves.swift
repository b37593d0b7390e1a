/// The points of ROC and precision-recall curves, for drawing.
///
/// A point per distinct score: samples with scores at or above its threshold count as positive.
/// No point is left out, and none is interpolated.
public enum RankingCurves {
  /// A cut of the ranking and what it does.
  public struct Point: Sendable, Hashable {
    /// Scores at or above it count as positive; infinite where nothing does.
    public let threshold: Double
    /// Rights and wrongs of the cut.
    public let counts: ClassCounts

    /// FP / (FP + TN), the abscissa of a ROC curve.
    public var falsePositiveRate: Double { 1 - counts.specificity }
    /// TP / (TP + FN), the ordinate of a ROC curve and the abscissa of a precision-recall curve.
    public var recall: Double { counts.recall }
    /// TP / (TP + FP), the ordinate of a precision-recall curve; 1 where nothing counts as
    /// positive.
    public var precision: Double {
      counts.truePositives + counts.falsePositives == 0 ? 1 : counts.precision
    }
  }

  /// All cuts from the one that takes nothing to the one that takes everything.
  ///
  /// Of a ROC curve from (0, 0) to (1, 1) (scikit-learn's `roc_curve(drop_intermediate=False)`), of
  /// a precision-recall curve from (0, 1), which is a convention, to (1, share of positives)
  /// (`precision_recall_curve`, backwards).
  ///
  /// - Returns: nil when a score is NaN, or without a positive or without a negative sample.
  /// - Precondition: one score per sample.
  /// - Complexity: O(n log n).
  public static func points(isPositive: [Bool], scores: [Double]) -> [Point]? {
    guard let groups = RankingScores.tieGroups(isPositive, scores) else { return nil }
    let positives = groups.reduce(0) { $0 + $1.positives }
    let negatives = groups.reduce(0) { $0 + $1.negatives }
    guard positives > 0, negatives > 0 else { return nil }
    var (found, raised) = (0, 0)
    func point(_ threshold: Double) -> Point {
      Point(
        threshold: threshold,
        counts: ClassCounts(
          truePositives: found, falsePositives: raised, falseNegatives: positives - found,
          trueNegatives: negatives - raised))
    }
    return [point(.infinity)]
      + groups.map { group in
        found += group.positives
        raised += group.negatives
        return point(group.score)
      }
  }

  /// The precision at given recalls: of all cuts with at least that recall, the best precision.
  ///
  /// The upper envelope, which is how curves of several seeds are averaged on one grid.
  ///
  /// - Parameters:
  ///   - recalls: where to look, each in [0, 1].
  ///   - points: what `points` gave.
  /// - Returns: a precision for each of `recalls`.
  /// - Complexity: O((points + recalls) log recalls).
  public static func precision(at recalls: [Double], on points: [Point]) -> [Double] {
    var values = Array(repeating: 0.0, count: recalls.count)
    var (best, next) = (0.0, points.count - 1)
    for position in recalls.indices.sorted(by: { recalls[$0] > recalls[$1] }) {
      while next >= 0, points[next].recall >= recalls[position] {
        best = max(best, points[next].precision)
        next -= 1
      }
      values[position] = best
    }
    return values
  }

  /// The recall at given false-positive rates, linear between points.
  ///
  /// - Parameters:
  ///   - rates: where to look, each in [0, 1].
  ///   - points: what `points` gave.
  /// - Returns: at a rate that several points share, the largest recall there.
  /// - Complexity: O(points · rates).
  public static func recall(atFalsePositiveRates rates: [Double], on points: [Point]) -> [Double] {
    rates.map { rate in
      guard let last = points.lastIndex(where: { $0.falsePositiveRate <= rate }) else { return 0 }
      let here = points[last]
      guard last + 1 < points.count else { return here.recall }
      let next = points[last + 1]
      let share =
        (rate - here.falsePositiveRate) / (next.falsePositiveRate - here.falsePositiveRate)
      return here.recall + share * (next.recall - here.recall)
    }
  }
}
