import RandomStreams
import Statistics

/// One method against another, mostly the baseline, in one metric, over the seeds that both have.
///
/// Differences are method minus baseline. Three questions are asked of them: would they be the same
/// with other seeds on these test samples (`paired`), with other test samples for these models
/// (`samples`), and with both others at once (`both`)? With one common seed there are means, and at
/// most the second answer. What each test assumes is in `Sources/Statistics/README.md`.
public struct MethodComparison: Sendable, Hashable {
  /// The smallest p that each test over seeds could have reached with this many pairs (nil: no test).
  public struct SmallestP: Sendable, Hashable {
    /// Of the paired t-test: 0, for its statistic has no bound.
    public let paired: Double?
    /// Of Nadeau and Bengio's corrected test: 0 likewise.
    public let corrected: Double?
    /// Of the exact sign-flip test: 2^(1 - n), n the seeds with a difference.
    public let signFlip: Double?
    /// Of Wilcoxon's signed-rank test: the same.
    public let wilcoxon: Double?
  }

  /// A seed that only one of the two has a score on.
  public struct LeftOutSeed: Sendable, Hashable {
    /// The seed.
    public let seed: UInt64
    /// Who has no score.
    public let method: String
  }

  /// The method.
  public let method: String
  /// What it is compared with.
  public let baseline: String
  /// The metric.
  public let metric: Metric
  /// The number of seeds on which both arms have the metric.
  public let pairCount: Int
  /// The number of those on which the two differ.
  public let differingCount: Int
  /// The number of test samples of the smaller of minority and majority; nil where it is not known.
  public let rarerCount: Int?
  /// The seeds that only one of them has.
  public let leftOut: [LeftOutSeed]
  /// Whose synthetic samples were not used on which of the common seeds: of the two at most both.
  public let unusedSamples: [UnusedSamples]
  /// The method's mean over those seeds; nil without any.
  public let methodMean: Double?
  /// The baseline's mean over those seeds; nil without any.
  public let baselineMean: Double?
  /// The mean of the differences; nil without any.
  public let meanDifference: Double?
  /// Whether the difference is the same on every seed and not 0: then no test over seeds can say
  /// anything.
  public let isConstant: Bool
  /// The paired t-test over seeds; nil below two pairs and for a constant difference.
  public let paired: TTest?
  /// The p of `paired` after Holm's correction over the family; for the headline metric only.
  public internal(set) var holmP: Double?
  /// Nadeau and Bengio's corrected test; nil where `paired` is, or with unknown split sizes.
  public let corrected: TTest?
  /// The p of the exact sign-flip test; nil below two pairs or above 24.
  public let signFlipP: Double?
  /// The p of Wilcoxon's signed-rank test, exact up to 200 differences other than 0; nil below two
  /// pairs.
  public let wilcoxonP: Double?
  /// How small the p values over seeds could have been.
  public let smallestP: SmallestP
  /// What test samples say; nil where nothing is stored, or the metric has no such test.
  public let samples: SampleComparison?
  /// Seeds and test samples at once, which verdicts rest on; nil without either.
  public let both: SeedsAndSamplesTest?
  /// The p of `both` after Holm's correction over the family; for the headline metric only.
  public internal(set) var bothHolmP: Double?
  /// Cohen's d of pairs: the mean difference in standard deviations of the differences.
  public let cohenD: Double?
  /// Cliff's delta of the two arms: how much oftener the method's score is the higher.
  public let cliffsDelta: Double?
  /// Half the width of what counts as practically the same; nil without a baseline's mean.
  public let region: Double?
  /// How probable it is that other seeds are lower, the same or higher by more than `region`: the
  /// Bayesian signed-rank test, for the headline metric and from five seeds on.
  public let signedRank: PracticalEquivalence?

  /// The mean difference divided by the baseline's mean (spec/01 section 16.8).
  public var relativeDifference: Double? {
    guard let meanDifference, let baselineMean, baselineMean != 0 else { return nil }
    return meanDifference / baselineMean
  }

  /// Whether the difference is in the method's favour; nil without one.
  public var isBetter: Bool? {
    meanDifference.map { $0 != 0 && ($0 > 0) == metric.isHigherBetter }
  }

  /// Whether this is one of the comparisons that p values are corrected over.
  ///
  /// Those with at least two pairs are, also where a test has no p: it was asked as well, and counts
  /// like p = 1.
  public var isInFamily: Bool { pairCount > 1 && !isWithoutSamples }

  /// Whether one of the two was trained without its synthetic samples on every common seed, so that
  /// the comparison says nothing about it: it has no verdict and is in no family.
  public var isWithoutSamples: Bool { unusedSamples.contains(where: \.isEverySeed) }

  init(
    method: String, baseline: String, metric: Metric, record: StudyRecord,
    evidence: SampleEvidence? = nil
  ) {
    self.method = method
    self.baseline = baseline
    self.metric = metric
    let ours = record.testValues(metric, of: method)
    let theirs = record.testValues(metric, of: baseline)
    let common = record.seeds.filter { ours[$0] != nil && theirs[$0] != nil }
    leftOut = record.seeds.compactMap { seed in
      guard (ours[seed] == nil) != (theirs[seed] == nil) else { return nil }
      return LeftOutSeed(seed: seed, method: ours[seed] == nil ? method : baseline)
    }
    let (first, second) = (common.compactMap { ours[$0] }, common.compactMap { theirs[$0] })
    let differences = zip(first, second).map { $0 - $1 }
    pairCount = common.count
    rarerCount = record.data.splits.first { $0.name == .test }.map {
      min($0.minorityCount, $0.sampleCount - $0.minorityCount)
    }
    unusedSamples = [method, baseline].compactMap { record.unusedSamples(of: $0, among: common) }
    methodMean = SampleSummary(first)?.mean
    baselineMean = SampleSummary(second)?.mean
    meanDifference = SampleSummary(differences)?.mean
    let paired = TTest.paired(first, second)
    let isConstant = paired.map { $0.isDegenerate && $0.pValue < 1 } ?? false
    self.isConstant = isConstant
    self.paired = isConstant ? nil : paired
    corrected =
      isConstant
      ? nil
      : record.data.testToTrainRatio.flatMap {
        TTest.correctedPaired(first, second, testToTrainRatio: $0)
      }
    let hasTest = common.count > 1
    // Seeds without a difference say nothing to tests of signs and ranks.
    let differing = differences.count { $0 != 0 }
    differingCount = differing
    signFlipP = hasTest ? SignFlipTest.pValue(differences: differences) : nil
    wilcoxonP = hasTest ? WilcoxonSignedRankTest(first, second)?.pValue : nil
    smallestP = SmallestP(
      paired: isConstant ? nil : TTest.smallestPValue(pairCount: common.count),
      corrected: corrected == nil ? nil : TTest.smallestPValue(pairCount: common.count),
      signFlip: hasTest ? SignFlipTest.smallestPValue(pairCount: differing) : nil,
      wilcoxon: hasTest ? WilcoxonSignedRankTest.smallestPValue(pairCount: differing) : nil)
    let samples = evidence?.comparison(
      of: method, with: baseline, in: metric, seeds: common)
    self.samples = samples
    both = samples.flatMap {
      SeedsAndSamplesTest(
        differences: differences, sampleStandardError: $0.standardError,
        effectiveCount: $0.effectiveCount)
    }
    cohenD = EffectSize.cohenPaired(differences: differences)
    cliffsDelta = EffectSize.cliffsDelta(first, second)
    let region = baselineMean.map { Self.practicalRegion(around: $0) }
    self.region = region
    guard let region, metric == record.headline, common.count >= 5 else {
      signedRank = nil
      return
    }
    var random = RandomStream(seed: 0).substream("report").substream(
      "signed-rank", record.methods.firstIndex(of: method) ?? 0,
      record.methods.firstIndex(of: baseline) ?? 0)
    signedRank =
      BayesianSignedRankTest(differences: differences, region: region, using: &random)?
      .probabilities
  }

  /// Half the width of what counts as practically the same: a twentieth of the score, at most 0.01.
  ///
  /// One point is what is usual for accuracies (Benavoli et al. 2017); it would be a great deal of the
  /// F1 of a rare class.
  static func practicalRegion(around score: Double) -> Double { min(0.01, abs(score) / 20) }
}
