/// The threshold above which a score means positive, chosen for the best F1 (spec/01 section 15).
///
///     let choice = ThresholdChoice(isPositive: [false, false, true], scores: [0.1, 0.4, 0.9])
///     choice?.threshold  // 0.65
///     choice?.f1  // 1
///
/// A sample counts as positive if its score is above the threshold, never at it. All cuts that
/// differ on the samples are tried, so a choice depends on the order of the scores alone: an
/// increasing map of them chooses the same positives. A fixed grid has no such property.
public struct ThresholdChoice: Sendable, Hashable {
  /// The threshold; infinite where flagging everything or nothing is best.
  public let threshold: Double
  /// Rights and wrongs of the chosen cut on the samples that chose it.
  public let counts: ClassCounts

  /// The F1 of the chosen cut on the samples that chose it.
  public var f1: Double { counts.f1 }

  /// The best of all cuts: -inf, the midpoints of consecutive distinct scores, +inf.
  ///
  /// Among equals the lowest. Nil without a positive sample, or when a score is not finite.
  ///
  /// - Parameters:
  ///   - isPositive: the truth of each sample.
  ///   - scores: how positive each sample seems.
  ///   - score: what is maximised; F1 unless told, else such as `{ $0.matthewsCorrelation }`. A
  ///     value that is not a number is never the best.
  /// - Precondition: one score per sample.
  /// - Complexity: O(n log n).
  public init?(
    isPositive: [Bool], scores: [Double], maximising score: (ClassCounts) -> Double = { $0.f1 }
  ) {
    guard let ascending = Self.ascending(isPositive, scores) else { return nil }
    let positives = isPositive.count { $0 }
    // What lies below the threshold so far; everything is flagged at first.
    var (positivesBelow, below) = (0, 0)
    var best = Self(-.infinity, positivesBelow, below, positives, of: scores.count)
    var bestScore = score(best.counts)
    for (index, sample) in ascending.enumerated() {
      below += 1
      if sample.isPositive { positivesBelow += 1 }
      let next = index + 1 < ascending.count ? ascending[index + 1].score : .infinity
      guard next > sample.score else { continue }
      let threshold = next == .infinity ? next : Self.midpoint(sample.score, next)
      let choice = Self(threshold, positivesBelow, below, positives, of: scores.count)
      let value = score(choice.counts)
      if value > bestScore || bestScore.isNaN { (best, bestScore) = (choice, value) }
    }
    self = best
  }

  /// The best of given thresholds; among equals the lowest.
  ///
  /// Nil without a positive sample, without a candidate, or when a score is not finite.
  ///
  /// - Parameters:
  ///   - isPositive: the truth of each sample.
  ///   - scores: how positive each sample seems.
  ///   - candidates: the thresholds to try, in any order.
  /// - Precondition: one score per sample.
  /// - Complexity: O(n log n + c log c) for c candidates.
  public init?(isPositive: [Bool], scores: [Double], candidates: [Double]) {
    guard let ascending = Self.ascending(isPositive, scores) else { return nil }
    let positives = isPositive.count { $0 }
    var (positivesBelow, below) = (0, 0)
    var best: Self?
    for threshold in candidates.sorted() {
      while below < ascending.count, ascending[below].score <= threshold {
        if ascending[below].isPositive { positivesBelow += 1 }
        below += 1
      }
      let choice = Self(threshold, positivesBelow, below, positives, of: scores.count)
      if best.map({ choice.f1 > $0.f1 }) ?? true { best = choice }
    }
    guard let best else { return nil }
    self = best
  }

  /// Whether each score lies above the threshold.
  public func decisions(on scores: [Double]) -> [Bool] { scores.map { $0 > threshold } }

  private init(
    _ threshold: Double, _ positivesBelow: Int, _ below: Int, _ positives: Int, of count: Int
  ) {
    self.threshold = threshold
    let truePositives = positives - positivesBelow
    counts = ClassCounts(
      truePositives: truePositives, falsePositives: count - below - truePositives,
      falseNegatives: positivesBelow, trueNegatives: below - positivesBelow)
  }

  private static func ascending(
    _ isPositive: [Bool], _ scores: [Double]
  ) -> [(score: Double, isPositive: Bool)]? {
    precondition(isPositive.count == scores.count, "One score per sample is needed.")
    guard isPositive.contains(true), scores.allSatisfy(\.isFinite) else { return nil }
    return zip(scores, isPositive).map { (score: $0, isPositive: $1) }
      .sorted { $0.score < $1.score }
  }

  /// A number from `lower` to below `upper`, halfway where there is one.
  private static func midpoint(_ lower: Double, _ upper: Double) -> Double {
    // Halved first: a sum of large scores would overflow. Neighbouring numbers have nothing
    // between them; the upper one must stay above the threshold.
    let middle = lower / 2 + upper / 2
    return middle >= lower && middle < upper ? middle : lower
  }
}
