import Statistics

extension StudyCollection {
  /// Below which p ranks differ by more than chance.
  static let significanceLevel = ComparisonVerdict.significanceLevel

  /// What studies are called where tests count them.
  private static let unit = TestReach.Unit(singular: "study", plural: "studies")

  /// Whether ranks may be told apart by the critical difference: of more than two methods, and if
  /// Friedman's test finds a difference.
  var isDecidedByRanks: Bool {
    methods.count > 2 && friedman.pValue < Self.significanceLevel
  }

  /// Whether all methods have the same mean, each study for itself.
  var isEqualEverywhere: Bool { pairs.allSatisfy { $0.ties == $0.studyCount } }

  /// The critical difference as a number of ranks.
  var criticalDifferenceText: String {
    NumberText.fixed(criticalDifference.difference, decimals: 2)
  }

  /// What may be said of the methods, in words.
  public var verdict: String { verdictSentences.joined(separator: " ") }

  /// The sentences of the verdict.
  var verdictSentences: [String] {
    let ranks = order.map { "\(methods[$0]) \(NumberText.fixed(averageRanks[$0], decimals: 2))" }
    let beginning = "Average ranks over \(studies.count) studies: \(ranks.joined(separator: ", "))."
    if isEqualEverywhere {
      return [
        beginning,
        "All methods have the same \(metric.title) in every study: there is nothing to tell apart.",
        "Nemenyi's critical difference, \(criticalDifferenceText) ranks, decides nothing here.",
      ]
    }
    return [beginning]
      + (methods.count == 2 ? ofTwo : friedmanSentences + baselineSentences + pairwiseSentences)
  }

  // MARK: Two methods

  /// Friedman's test of two methods counts wins only, so Wilcoxon's decides.
  private var ofTwo: [String] {
    guard let pair = pairs.first else { return [] }
    var sentences = [
      "With two methods Friedman's and Nemenyi's tests are the sign test, blind to how large "
        + "differences are; Wilcoxon's signed-rank test decides (Demšar 2006, section 3.1).",
      "\(pair.first) has the better mean in \(pair.wins) of \(studies.count) studies, "
        + "\(pair.second) in \(pair.losses)"
        + (pair.ties > 0 ? ", both the same in \(pair.ties)" : "") + ".",
    ]
    let p = NumberText.probability(pair.wilcoxonP)
    if pair.wilcoxonP < Self.significanceLevel, let isFirstBetter = pair.isFirstBetter {
      let (better, worse) =
        isFirstBetter ? (pair.first, pair.second) : (pair.second, pair.first)
      sentences.append("Wilcoxon's test: \(p): \(better) is better than \(worse).")
    } else {
      sentences.append("Wilcoxon's test: \(p); that the two differ is not shown.")
      if !wilcoxonReach.canReachLevel { sentences.append(wilcoxonReach.statement) }
    }
    sentences.append(
      "Nemenyi's critical difference, \(criticalDifferenceText) ranks, decides nothing here.")
    return sentences
  }

  // MARK: More than two

  private var friedmanSentences: [String] {
    let test = "Friedman's test: \(NumberText.probability(friedman.pValue))"
    guard isDecidedByRanks else {
      let reach = FriedmanTest.reach(
        blockCount: studies.count, methodCount: methods.count, level: Self.significanceLevel,
        unit: Self.unit)
      return ["\(test); that methods differ at all is not shown."]
        + (reach.canReachLevel ? [] : [reach.statement])
        + [
          "Nemenyi's critical difference, \(criticalDifferenceText) ranks, decides nothing then."
        ]
    }
    let found = order.indices.compactMap { place -> String? in
      let worse = order[(place + 1)...].filter { criticalDifference.differ(order[place], $0) }
      return worse.isEmpty
        ? nil
        : "\(methods[order[place]]) is better than "
          + worse.map { methods[$0] }.joined(separator: ", ")
    }
    return [
      "\(test): methods differ. By Nemenyi's test two of them do if their ranks are more than "
        + "\(criticalDifferenceText) apart: "
        + (found.isEmpty ? "no two are." : found.joined(separator: "; ") + ".")
    ]
  }

  /// Which methods differ from the baseline by their ranks; nothing where ranks decide nothing.
  private var baselineSentences: [String] {
    guard let baseline, isDecidedByRanks else { return [] }
    let better = referencePairs.filter { ($0.baselineRankHolmP ?? 1) < Self.significanceLevel }
      .map { (method: $0.first, isBetter: $0.rankDifference < 0) }
    let tests = NumberText.counted(methods.count - 1, "comparison")
    return [
      "Against the baseline \(baseline) alone, by the same ranks and Holm's correction over "
        + "\(tests): \(Self.list(better))."
    ]
  }

  /// Which methods differ from the baseline, or without one which pairs, by Wilcoxon's test.
  private var pairwiseSentences: [String] {
    let found: String
    let test: String
    if let baseline {
      let different = referencePairs.filter {
        ($0.baselineWilcoxonHolmP ?? 1) < Self.significanceLevel
      }
      found = Self.list(different.map { (method: $0.first, isBetter: $0.isFirstBetter ?? false) })
      test =
        "each method with the baseline \(baseline), Holm-corrected over "
        + NumberText.counted(methods.count - 1, "comparison")
    } else {
      let different = pairs.filter { $0.wilcoxonHolmP < Self.significanceLevel }.map { pair in
        pair.isFirstBetter ?? true
          ? "\(pair.first) is better than \(pair.second)"
          : "\(pair.second) is better than \(pair.first)"
      }
      let more = different.count > 8 ? ", and \(different.count - 8) more pairs differ" : ""
      found =
        different.isEmpty
        ? "no method differs" : different.prefix(8).joined(separator: ", ") + more
      test = "each pair, Holm-corrected over \(pairs.count) pairs"
    }
    return ["Wilcoxon's test of \(test): \(found)."]
      + (wilcoxonReach.canReachLevel ? [] : [wilcoxonReach.statement])
  }

  /// Such as: a, b better; c worse.
  private static func list(_ methods: [(method: String, isBetter: Bool)]) -> String {
    let groups = [true, false].compactMap { side -> String? in
      let found = methods.filter { $0.isBetter == side }.map(\.method)
      return found.isEmpty
        ? nil : "\(found.joined(separator: ", ")) \(side ? "better" : "worse")"
    }
    return groups.isEmpty ? "no method differs" : groups.joined(separator: "; ")
  }

  /// What Wilcoxon's test can say with so many studies, corrected as in the verdict.
  var wilcoxonReach: TestReach {
    WilcoxonSignedRankTest.reach(
      pairCount: studies.count, level: Self.significanceLevel,
      familySize: baseline == nil ? pairs.count : methods.count - 1, unit: Self.unit)
  }
}
