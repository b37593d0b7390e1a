import Statistics

/// A table for people: column titles and rows of cells.
typealias CellTable = (header: [String], rows: [[String]])

extension StudySummary {
  /// A p for each question, in the headline metric; all metrics are in `comparisons.csv`.
  var questionTable: CellTable {
    let header = [
      record.headline.title, "n", "difference", "95 % interval", "p: other seeds",
      "p: other test samples", "p: both", "p: both, corrected", "holds",
    ]
    let rows = zip(headlineComparisons, verdicts).map { comparison, verdict -> [String] in
      guard !comparison.isWithoutSamples else {
        return [
          marked(comparison.method), "\(comparison.pairCount)",
          Self.signed(comparison.meanDifference),
        ] + Array(repeating: NumberText.dash, count: header.count - 3)
      }
      return [
        comparison.method, "\(comparison.pairCount)", Self.signed(comparison.meanDifference),
        Self.interval(comparison.both?.interval ?? comparison.paired?.interval),
        Self.probability(comparison.paired?.pValue), Self.probability(comparison.samples?.pValue),
        Self.probability(comparison.both?.pValue), Self.probability(comparison.bothHolmP),
        verdict.verdict.conclusion.isStatement
          ? verdict.verdict.conclusion.holds ? "yes" : "no" : NumberText.dash,
      ]
    }
    return (header, rows)
  }

  /// What else is known of the differences over seeds.
  var overSeedsTable: CellTable {
    let header = [
      "other seeds", "t", "df", "p: t-test", "p: t-test, corrected", "p: Nadeau-Bengio",
      "p: Wilcoxon", "p: sign-flip", "smallest p of these two",
    ]
    let rows = headlineComparisons.map { comparison -> [String] in
      guard !comparison.isWithoutSamples else { return dashes(comparison.method, header.count) }
      let test = comparison.paired.flatMap { $0.isDegenerate ? nil : $0 }
      return [
        marked(comparison.method), Self.fixed(test?.statistic, 2),
        Self.fixed(test?.degreesOfFreedom, 0),
        Self.probability(comparison.paired?.pValue), Self.probability(comparison.holmP),
        Self.probability(comparison.corrected?.pValue), Self.probability(comparison.wilcoxonP),
        Self.probability(comparison.signFlipP), Self.probability(comparison.smallestP.wilcoxon),
      ]
    }
    return (header, rows)
  }

  /// How large the differences over seeds are, whatever the tests say.
  var effectTable: CellTable {
    let header = [
      "effect sizes", "Cohen's d", "Cliff's delta", "P(lower)", "P(same)", "P(higher)",
    ]
    let rows = headlineComparisons.map { comparison -> [String] in
      guard !comparison.isWithoutSamples else { return dashes(comparison.method, header.count) }
      let posterior = comparison.signedRank
      return [
        marked(comparison.method), Self.fixed(comparison.cohenD, 2),
        Self.fixed(comparison.cliffsDelta, 2), Self.fixed(posterior?.lower, 2),
        Self.fixed(posterior?.equivalent, 2), Self.fixed(posterior?.higher, 2),
      ]
    }
    return (header, rows)
  }

  /// What else is known of the differences over test samples; nil where nothing is stored.
  var overSamplesTable: CellTable? {
    let compared = pairs.filter { $0.comparison.baseline == record.baseline }
    guard compared.contains(where: { $0.decisions != nil }) else { return nil }
    let header = [
      "other test samples", "95 % interval", "p", "right: only the method",
      "right: only the baseline", "p: McNemar", "found: only the method",
      "found: only the baseline", "p: McNemar, minority", "ROC-AUC difference", "p: DeLong",
    ]
    func question(_ question: DecisionComparison.Question?) -> [String] {
      [
        Self.fixed(question?.methodOnly, 1), Self.fixed(question?.baselineOnly, 1),
        Self.probability(question?.median),
      ]
    }
    let rows = compared.map { pair -> [String] in
      guard !pair.comparison.isWithoutSamples else {
        return dashes(pair.comparison.method, header.count)
      }
      return [
        marked(pair.comparison.method), Self.interval(pair.comparison.samples?.interval),
        Self.probability(pair.comparison.samples?.pValue),
      ] + question(pair.decisions?.all) + question(pair.decisions?.minority) + [
        Self.signed(pair.areas?.difference), Self.probability(pair.areas?.pValue),
      ]
    }
    return (header, rows)
  }

  /// The pair of two methods, and whether it was compared the other way round.
  func pair(_ method: String, _ other: String) -> (pair: MethodPair, isTurned: Bool)? {
    for pair in pairs {
      let comparison = pair.comparison
      if comparison.method == method, comparison.baseline == other { return (pair, false) }
      if comparison.method == other, comparison.baseline == method { return (pair, true) }
    }
    return nil
  }

  /// A cell of the matrix of all pairs: row minus column, and the p corrected over all pairs.
  func pairCell(_ method: String, _ other: String) -> (difference: String, p: String)? {
    guard let (pair, isTurned) = pair(method, other),
      let difference = pair.comparison.meanDifference
    else { return nil }
    let corrected = pair.comparison.bothHolmP ?? pair.comparison.holmP
    return (
      NumberText.signed(isTurned ? -difference : difference),
      corrected.map { NumberText.probability($0) } ?? "no test"
    )
  }

  /// All pairs as a matrix; nil below three methods.
  var pairTable: CellTable? {
    guard record.methods.count > 2 else { return nil }
    return (
      ["row minus column"] + record.methods.map(marked),
      record.methods.map { method in
        [marked(method)]
          + record.methods.map { other in
            guard method != other else { return "" }
            return pairCell(method, other).map { "\($0.difference) (\($0.p))" }
              ?? NumberText.dash
          }
      }
    )
  }

  /// What the three questions are, and what is said when: a paragraph each.
  var meaningOfTests: [String] {
    let level = NumberText.fixed(ComparisonVerdict.significanceLevel, decimals: 2)
    return [
      """
      Differences are method minus baseline, means over the seeds that both have. A seed remakes the \
      partition of the majority and all random numbers, never the split.
      """,
      """
      Other seeds: would they show a difference on these test samples? The paired t-test over seeds, \
      which assumes normal differences; beside it Wilcoxon's signed-rank and the sign-flip test, both \
      exact, which do not.
      """,
      """
      Other test samples: would these very models differ on others of their kind? The paired \
      bootstrap of the mean over seeds.
      """,
      """
      Both: would other seeds show a difference on other test samples? A t-test whose standard error \
      has both uncertainties, never surer than the one over seeds. Verdicts are by this one, after \
      Holm's correction over the methods: "Improvement" or "Worse" below \(level).
      """,
      """
      If only the test over seeds is below \(level), corrected, that is said of these test samples \
      alone. If the whole 95 % interval lies within a twentieth of the baseline's score, at most \
      0.01, the two are practically the same. Intervals are not corrected.
      """,
      """
      No test here speaks of other training data; Nadeau and Bengio's would, of studies that split \
      their data anew for every seed. Other metrics are compared in `comparisons.csv`, uncorrected, \
      and all pairs in `pairs.csv`.
      """,
    ]
  }

  /// What the further columns are.
  var meaningOfFurtherTests: String {
    """
    Wilcoxon's signed-rank test looks at the ranks of the differences, the sign-flip test at the \
    differences themselves; no p of theirs can be smaller than the last column of their table. \
    Cohen's d is the mean difference in standard deviations of the differences, Cliff's delta how much \
    oftener the method's score is the higher of any two. P is the Bayesian signed-rank test's \
    probability, from five seeds on, that other seeds on these test samples score lower, practically \
    the same, or higher. McNemar's exact test is of the test samples that only one of the two has \
    right, or of the minority samples that only one finds: means over seeds, and the median of the \
    seeds' p; the least and the greatest are in `pairs.csv`. DeLong's test is of the mean area under \
    the ROC curves.
    """
  }

  /// What the matrix of all pairs is.
  var meaningOfPairs: String {
    "Mean difference in \(record.headline.title), row minus column, over the seeds that both have, with "
      + "the p of seeds and test samples at once (of seeds alone where test samples have no test), "
      + "Holm-corrected over \(correctedPairs)."
  }

  /// Over which pairs the p values of pairs are corrected.
  private var correctedPairs: String {
    let count = pairs.count { !$0.comparison.isWithoutSamples }
    return count == pairs.count
      ? "all \(count) pairs"
      : "the \(NumberText.counted(count, "pair")) of methods whose synthetic samples were used"
  }

  /// Average ranks and, for each pair, Nemenyi's p and in parentheses Holm's; nil without Friedman's
  /// test.
  var rankTable: CellTable? {
    guard let friedman else { return nil }
    let names = Self.rankedMethods(record)
    let control = record.baseline.flatMap(names.firstIndex(of:))
    let againstBaseline = control.map { friedman.pValues(against: $0) }
    let header =
      ["ranks by seed", "average"]
      + (record.baseline.flatMap { control == nil ? nil : ["p: against \($0)"] } ?? []) + names
    let rows = names.indices.map { index -> [String] in
      let own = [names[index], Self.fixed(friedman.averageRanks[index], 2)]
      let baseline = againstBaseline.map { [$0[index].map { Self.probability($0) } ?? ""] } ?? []
      return own + baseline
        + names.map { other in
          guard let pair = pair(names[index], other)?.pair else { return "" }
          return "\(Self.probability(pair.nemenyiP)) (\(Self.probability(pair.rankHolmP)))"
        }
    }
    return (header, rows)
  }

  /// What the table of ranks is.
  var meaningOfRanks: String {
    let against =
      record.baseline.map {
        " Against \($0): the same of the comparisons with it alone, Holm-corrected over these."
      } ?? ""
    return
      "Methods are ranked on each seed, 1 for the best. After Friedman's test: Nemenyi's p of each "
      + "pair, which is corrected for all pairs, and in parentheses the p of the difference in average "
      + "ranks, Holm-corrected over all pairs.\(against) All speak of other seeds on these test "
      + "samples, and mean something only where Friedman's p is small."
  }

  // MARK: Cells

  /// The row of a method whose synthetic samples were not used: nothing is compared.
  private func dashes(_ method: String, _ count: Int) -> [String] {
    [marked(method)] + Array(repeating: NumberText.dash, count: count - 1)
  }

  private static func probability(_ value: Double?) -> String {
    value.map { $0 < 0.0001 ? "< 0.0001" : NumberText.fixed($0) } ?? NumberText.dash
  }

  private static func signed(_ value: Double?) -> String {
    value.map { NumberText.signed($0) } ?? NumberText.dash
  }

  private static func fixed(_ value: Double?, _ decimals: Int) -> String {
    value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.dash
  }

  private static func interval(_ interval: ClosedRange<Double>?) -> String {
    interval.map {
      "\(NumberText.signed($0.lowerBound)) to \(NumberText.signed($0.upperBound))"
    } ?? NumberText.dash
  }
}
