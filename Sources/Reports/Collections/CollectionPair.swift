import RandomStreams
import Statistics

/// Two methods over several studies: whose means are better, and whether that is more than chance.
///
/// Ranks ask how often and by how many places (Nemenyi, Holm: both depend on what other methods there
/// are), Wilcoxon's test how often and by how much, and so does the Bayesian signed-rank test, whose
/// answers are probabilities (Demšar 2006; Benavoli, Corani and Mangili 2016; Benavoli et al. 2017).
struct CollectionPair: Sendable, Hashable {
  /// Who is compared.
  private(set) var first: String
  /// With whom.
  private(set) var second: String
  /// The number of studies.
  let studyCount: Int
  /// The first's average rank minus the second's: negative if the first is better.
  private(set) var rankDifference: Double
  /// In how many studies the first has the better mean.
  private(set) var wins: Int
  /// In how many both have the same.
  let ties: Int
  /// In how many the second has the better mean.
  private(set) var losses: Int
  /// The mean over studies of the first's mean minus the second's.
  private(set) var meanDifference: Double
  /// Nemenyi's p of the ranks, which is corrected for all pairs.
  let nemenyiP: Double
  /// The p of the ranks' normal test after Holm's correction over all pairs.
  let rankHolmP: Double
  /// The same, corrected over the pairs with the baseline; nil for others.
  let baselineRankHolmP: Double?
  /// Wilcoxon's signed-rank p over studies; equal means are left out.
  let wilcoxonP: Double
  /// Whether the first has the larger sum of signed ranks; nil where the two are equal.
  private(set) var isFirstBetter: Bool?
  /// Wilcoxon's p after Holm's correction over all pairs.
  private(set) var wilcoxonHolmP: Double
  /// The same, corrected over the pairs with the baseline; nil for others.
  private(set) var baselineWilcoxonHolmP: Double?
  /// The smallest p that Wilcoxon's test has with so many studies, before correction.
  let smallestWilcoxonP: Double
  /// Half the width of what counts as practically the same.
  let region: Double
  /// How probable it is that on another data set the first is worse (`lower`), practically the same,
  /// or better (`higher`); nil below five studies.
  private(set) var posterior: PracticalEquivalence?

  /// The same pair seen from the other method.
  var turned: CollectionPair {
    var pair = self
    swap(&pair.first, &pair.second)
    swap(&pair.wins, &pair.losses)
    pair.rankDifference = -rankDifference
    pair.meanDifference = -meanDifference
    pair.isFirstBetter = isFirstBetter.map { !$0 }
    pair.posterior = posterior?.reversed
    return pair
  }

  /// From how many studies on the Bayesian test is made: with fewer, its prior speaks.
  static let fewestStudiesOfPosterior = 5
  /// How many weightings it draws: probabilities are off by 0.004 at the most, in most cases.
  private static let weightings = 20_000

  // MARK: All pairs

  /// All pairs, the better rank first.
  ///
  /// - Parameters:
  ///   - methods: Their names.
  ///   - scores: One row per study, one column per method.
  ///   - metric: What the scores are.
  ///   - friedman: The test of their ranks.
  ///   - order: The methods by rank, the best first.
  ///   - baseline: What others are compared with, if there is one.
  /// - Returns: The pairs by the rank of the first method, then of the second.
  static func all(
    methods: [String], scores: [[Double]], metric: Metric, friedman: FriedmanTest, order: [Int],
    baseline: String?
  ) -> [CollectionPair] {
    let nemenyi = friedman.nemenyiPValues()
    let holm = friedman.pairwisePValues()
    let control = baseline.flatMap { methods.firstIndex(of: $0) }
    let controlled = control.map { friedman.pValues(against: $0) }
    let reference = scores.map { $0[control ?? order[0]] }
    let region = MethodComparison.practicalRegion(
      around: reference.reduce(0, +) / Double(reference.count))
    var pairs: [CollectionPair] = []
    for (place, i) in order.enumerated() {
      for j in order.dropFirst(place + 1) {
        let other: Int? = i == control ? j : j == control ? i : nil
        pairs.append(
          CollectionPair(
            methods[i], methods[j], scores.map { $0[i] }, scores.map { $0[j] }, metric,
            rankDifference: friedman.averageRanks[i] - friedman.averageRanks[j],
            nemenyiP: nemenyi[i][j], rankHolmP: holm[i][j],
            baselineRankHolmP: other.flatMap { controlled?[$0] }, region: region,
            stream: RandomStream(seed: 0).substream("compare").substream("signed-rank", i, j)))
      }
    }
    let corrected = HolmCorrection.adjust(pairs.map(\.wilcoxonP))
    for (index, p) in corrected.enumerated() { pairs[index].wilcoxonHolmP = p }
    let ofBaseline = pairs.indices.filter { pairs[$0].baselineRankHolmP != nil }
    let against = HolmCorrection.adjust(ofBaseline.map { pairs[$0].wilcoxonP })
    for (index, p) in zip(ofBaseline, against) { pairs[index].baselineWilcoxonHolmP = p }
    return pairs
  }

  private init(
    _ first: String, _ second: String, _ ours: [Double], _ theirs: [Double], _ metric: Metric,
    rankDifference: Double, nemenyiP: Double, rankHolmP: Double, baselineRankHolmP: Double?,
    region: Double, stream: RandomStream
  ) {
    self.first = first
    self.second = second
    studyCount = ours.count
    self.rankDifference = rankDifference
    self.nemenyiP = nemenyiP
    self.rankHolmP = rankHolmP
    self.baselineRankHolmP = baselineRankHolmP
    self.region = region
    let sign = metric.isHigherBetter ? 1.0 : -1.0
    let gains = zip(ours, theirs).map { sign * ($0 - $1) }
    wins = gains.count { $0 > 0 }
    ties = gains.count { $0 == 0 }
    losses = gains.count { $0 < 0 }
    meanDifference = sign * gains.reduce(0, +) / Double(max(1, gains.count))
    let test = WilcoxonSignedRankTest(ours.map { sign * $0 }, theirs.map { sign * $0 })
    wilcoxonP = test?.pValue ?? 1
    isFirstBetter = test.flatMap {
      $0.positiveRankSum == $0.negativeRankSum ? nil : $0.positiveRankSum > $0.negativeRankSum
    }
    wilcoxonHolmP = wilcoxonP
    smallestWilcoxonP = WilcoxonSignedRankTest.smallestPValue(pairCount: ours.count) ?? 1
    var random = stream
    posterior =
      ours.count < Self.fewestStudiesOfPosterior
      ? nil
      : BayesianSignedRankTest(
        differences: gains, region: region, sampleCount: Self.weightings, using: &random
      )?.probabilities
  }
}
