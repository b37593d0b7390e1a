/// The curves of one ranking, read at fixed places so that several can be averaged.
///
/// Undefined, and then nil, without a sample of either class or when a score is not a number.
enum RankingCurve {
  /// Where precision is read: every hundredth of recall but 0, where it is that of the one top sample.
  static let recallPlaces = (1...100).map { Double($0) / 100 }
  /// Where recall is read: every hundredth of false alarms.
  static let alarmPlaces = (0...100).map { Double($0) / 100 }

  /// The precision at the highest threshold that reaches each recall.
  ///
  /// Nothing is interpolated, so the mean over all recalls is close to the average precision.
  static func precisions(isPositive: [Bool], scores: [Double]) -> [Double]? {
    guard let points = counts(isPositive, scores), let last = points.last else { return nil }
    var index = 0
    return recallPlaces.map { recall in
      while index + 1 < points.count,
        Double(points[index].positives) < recall * Double(last.positives) - 1e-9
      {
        index += 1
      }
      let point = points[index]
      return Double(point.positives) / Double(point.positives + point.negatives)
    }
  }

  /// The recall at each share of false alarms, between thresholds on a straight line.
  static func recalls(isPositive: [Bool], scores: [Double]) -> [Double]? {
    guard let points = counts(isPositive, scores), let last = points.last else { return nil }
    let corners =
      [(x: 0.0, y: 0.0)]
      + points.map {
        (
          x: Double($0.negatives) / Double(last.negatives),
          y: Double($0.positives) / Double(last.positives)
        )
      }
    var index = 0
    return alarmPlaces.map { share in
      // The last of the corners above each other: all that this share of false alarms buys.
      while index + 1 < corners.count, corners[index + 1].x <= share { index += 1 }
      guard index + 1 < corners.count else { return corners[index].y }
      let (from, to) = (corners[index], corners[index + 1])
      return from.y + (to.y - from.y) * (share - from.x) / (to.x - from.x)
    }
  }

  /// Per distinct score, falling: how many samples of each class have it or a higher one.
  private static func counts(
    _ isPositive: [Bool], _ scores: [Double]
  ) -> [(positives: Int, negatives: Int)]? {
    guard scores.allSatisfy({ !$0.isNaN }) else { return nil }
    var points: [(positives: Int, negatives: Int)] = []
    var (positives, negatives) = (0, 0)
    var last: Double?
    for sample in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      if isPositive[sample] { positives += 1 } else { negatives += 1 }
      if scores[sample] == last { points.removeLast() }
      last = scores[sample]
      points.append((positives, negatives))
    }
    return positives > 0 && negatives > 0 ? points : nil
  }
}
