import Statistics

/// The sentences behind a verdict: the difference and its interval, a p for each question with what it
/// could have been, and what more data would have to be.
struct ComparisonGrounds {
  let comparison: MethodComparison
  let conclusion: ComparisonVerdict.Conclusion
  let familySize: Int

  private var level: Double { ComparisonVerdict.significanceLevel }

  /// The first sentence: scores, difference, interval and the p that decides.
  var gist: String {
    guard conclusion != .samplesNotUsed else { return withoutSynthetics }
    return scores ?? nothing
  }

  /// The others.
  var details: String {
    let sentences: [String?] =
      switch conclusion {
      case .noComparison, .samplesNotUsed: []
      case .noStatement:
        [reasonForNoStatement, signFlip.map { "Over seeds: \($0)." }, overSamples ?? tooFewSamples]
      case .equal: ["Both are equal on every seed.", overSamples ?? tooFewSamples]
      case .improvement, .worse: [smallness, overSeeds, overSamples]
      case .improvementOnTheseSamples, .worseOnTheseSamples:
        [overSeeds, overSamples ?? tooFewSamples ?? withoutSamples, need]
      case .equivalent: [sameness, overSeeds, overSamples]
      case .noImprovementShown, .noImprovement:
        [chance, overSeeds, overSamples ?? tooFewSamples, need]
      }
    return (sentences + partlyUnused + [leftOut]).compactMap(\.self).joined(separator: " ")
  }

  /// Why nothing is said of a method that the quality gate kept from its samples.
  private var withoutSynthetics: String {
    comparison.unusedSamples.filter(\.isEverySeed).map(\.sentence).joined(separator: " ")
  }

  /// On which part of the seeds that was so.
  private var partlyUnused: [String?] {
    comparison.unusedSamples.filter { !$0.isEverySeed }.map(\.sentence)
  }

  private var nothing: String {
    "There is no seed on which both the method and the baseline, \(comparison.baseline), have "
      + "\(comparison.metric.title)."
  }

  /// Such as: Minority F1 0.1084 against 0.0768, means of 5 common seeds: a gain of 0.0316 (+41.2 %),
  /// 95 % interval -0.0100 to +0.0733, corrected p = 0.1871; does not hold.
  private var scores: String? {
    guard let method = comparison.methodMean, let baseline = comparison.baselineMean,
      let difference = comparison.meanDifference, let isBetter = comparison.isBetter
    else { return nil }
    let title = comparison.metric.title
    let count = comparison.pairCount
    let over = count > 1 ? "means of \(count) common seeds" : "on the one seed that both have"
    let relative =
      comparison.relativeDifference
      .map { " (\(NumberText.signed(100 * $0, decimals: 1)) %)" } ?? ""
    let change =
      difference == 0
      ? "no difference"
      : "a \(isBetter ? "gain" : "loss") of \(NumberText.fixed(abs(difference)))\(relative)"
    return
      "\(title.prefix(1).uppercased() + title.dropFirst()) \(NumberText.fixed(method)) against "
      + "\(NumberText.fixed(baseline)), \(over): \(change)\(holding ?? "")."
  }

  private var holding: String? {
    guard let both = comparison.both else { return nil }
    let p = comparison.bothHolmP ?? both.pValue
    let corrected = familySize > 1 ? "corrected " : ""
    let end = conclusion.holds ? "; holds" : conclusion == .equivalent ? "" : "; does not hold"
    return ", 95 % interval \(text(of: both.interval)), \(corrected)\(NumberText.probability(p))"
      + end
  }

  /// Such as: Other seeds on these test samples: paired t-test p = 0.0936; exact sign-flip test p =
  /// 0.1250 of a reachable 0.0625 (it takes 1 more seed to fall below 0.05).
  private var overSeeds: String? {
    guard let paired = comparison.paired else { return nil }
    // Where seeds and samples have no test together, this one decides.
    let decides = comparison.both == nil || conclusion.isOfTheseSamples
    let interval = comparison.both == nil ? "95 % interval \(text(of: paired.interval)), " : ""
    let corrected =
      familySize > 1 && decides
      ? comparison.holmP.map { ", corrected \(NumberText.probability($0))" } : nil
    let test = "paired t-test \(NumberText.probability(paired.pValue))\(corrected ?? "")"
    return "Other seeds on these test samples: \(interval)\(test)"
      + (signFlip.map { "; \($0)" } ?? "") + "."
  }

  /// What the test without assumptions says, and whether it could have said anything.
  private var signFlip: String? {
    guard let p = comparison.signFlipP, let smallest = comparison.smallestP.signFlip else {
      return nil
    }
    let reach = SignFlipTest.reach(
      pairCount: comparison.differingCount, level: level, familySize: familySize)
    let found =
      "exact sign-flip test \(NumberText.probability(p)) of a reachable "
      + NumberText.small(smallest)
    guard !reach.canReachLevel, let missing = reach.missingSize else { return found }
    let corrected = familySize > 1 ? ", corrected" : ""
    return "\(found) (it takes \(NumberText.counted(missing, "more seed")) to fall below "
      + "\(NumberText.fixed(level, decimals: 2))\(corrected))"
  }

  private var overSamples: String? {
    guard let samples = comparison.samples else { return nil }
    let interval =
      samples.interval.map { "95 % interval \(text(of: $0))" }
      ?? "no interval from \(samples.effectiveCount) samples of the rarer side"
    return "Other test samples for these models: \(interval), "
      + "\(samples.test.title) \(NumberText.probability(samples.pValue))."
  }

  /// Why test samples say nothing where they are too few; nil if they are not.
  private var tooFewSamples: String? {
    guard let count = comparison.rarerCount, count < 2 else { return nil }
    return "Of other test samples nothing can be said: the test split has "
      + (count == 0 ? "one of minority and majority only." : "a single sample of the rarer side.")
  }

  private var withoutSamples: String {
    "Of other test samples nothing can be said: no predictions are stored that would tell."
  }

  private var reasonForNoStatement: String {
    comparison.pairCount < 2
      ? "One seed has no spread, so there is no test over seeds; run more."
      : "The difference is the same on every seed; without spread the t-test says nothing."
  }

  private var chance: String? {
    guard conclusion == .noImprovementShown else { return nil }
    return "Chance alone gives such a difference too often to rule it out."
  }

  private var sameness: String? {
    comparison.region.map {
      "Whatever the difference is, the interval leaves it no more than "
        + "\(NumberText.fixed($0)) either way, which counts as practically the same."
    }
  }

  /// What is said of a difference that holds, and is hardly one.
  private var smallness: String? {
    guard let interval = comparison.both?.interval, let region = comparison.region,
      interval.lowerBound >= -region, interval.upperBound <= region
    else { return nil }
    return "It is smaller than what counts as practically the same (\(NumberText.fixed(region)))."
  }

  /// How many seeds, or how many more test samples, would show a difference of this size.
  private var need: String? {
    switch comparison.both?.need(level: level / Double(familySize)) {
    case .seeds(let count) where count > comparison.pairCount:
      "Were the true difference as large, \(count) seeds would show it four times in five."
    case .testSamples(let factor):
      "More seeds alone would not show a difference of this size; it also takes "
        + (factor > 1000
          ? "more than 1000"
          : "at least \(Self.atLeast(factor))")
        + " times as many test samples."
    case .seeds, nil: nil
    }
  }

  /// A factor rounded up: as many as there are would not do.
  private static func atLeast(_ factor: Double) -> String {
    factor < 10
      ? NumberText.fixed(max(1.1, (factor * 10).rounded(.up) / 10), decimals: 1)
      : NumberText.fixed(factor.rounded(.up), decimals: 0)
  }

  /// Which seeds only one of the two has.
  private var leftOut: String? {
    guard !comparison.leftOut.isEmpty else { return nil }
    let seeds = comparison.leftOut.map { "\($0.seed) (\($0.method) has no score)" }
    return "Left out: seed\(seeds.count == 1 ? "" : "s") \(seeds.joined(separator: ", "))."
  }

  private func text(of interval: ClosedRange<Double>) -> String {
    "\(NumberText.signed(interval.lowerBound)) to \(NumberText.signed(interval.upperBound))"
  }
}
