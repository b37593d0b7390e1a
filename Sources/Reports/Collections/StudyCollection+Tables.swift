import Files
import Statistics

extension StudyCollection {
  /// Where a method's mean stands among those of its study.
  enum Standing {
    case best, second, other
  }

  /// Whether a ranked method's mean is the best of a study or the second; where all are equal, neither.
  func standing(_ method: String, in study: StudyResult) -> Standing {
    guard methods.contains(method), let mean = study.value(method, metric.rawValue)?.mean else {
      return .other
    }
    let ranking = MeanRanking(
      means: methods.compactMap { study.value($0, metric.rawValue)?.mean }, metric)
    return ranking.isBest(mean) ? .best : ranking.isSecond(mean) ? .second : .other
  }

  /// The methods in the order of tables: by rank, then those without.
  var tableMethods: [String] { order.map { methods[$0] } + others }

  /// The average rank of a method; nil if it has none.
  func averageRank(_ method: String) -> Double? {
    methods.firstIndex(of: method).map { averageRanks[$0] }
  }

  /// The average ranks and each study's means; the methods by rank, then those without.
  var table: CellTable {
    let rows = tableMethods.map { method in
      [
        method,
        averageRank(method).map { NumberText.fixed($0, decimals: 2) } ?? NumberText.dash,
      ] + studies.map { cell(method, $0) }
    }
    return (["method", "average rank"] + studies.map(\.dataset), rows)
  }

  /// A mean with its spread.
  private func cell(_ method: String, _ study: StudyResult) -> String {
    guard let value = study.value(method, metric.rawValue), let mean = value.mean else {
      return NumberText.dash
    }
    let spread = value.sd.map { " ± \(NumberText.fixed($0, decimals: 3))" } ?? ""
    return NumberText.fixed(mean, decimals: 3) + spread
  }

  var meaning: String {
    "Values are the mean \(metric.title) on the test split ± sample standard deviation over seeds; "
      + "in each study the best of the ranked methods is bold, the second underlined (where all are "
      + "equal, none). Ranks are of these means within each study, 1 for the best; equal means share "
      + "their ranks."
  }

  // MARK: Pairs

  /// What others are compared with: the baseline, or the method of the best rank.
  var reference: String { baseline ?? methods[order[0]] }

  /// Each other method with the reference, by rank.
  var referencePairs: [CollectionPair] {
    order.compactMap { index in
      let method = methods[index]
      if let pair = pairs.first(where: { $0.first == method && $0.second == reference }) {
        return pair
      }
      return pairs.first { $0.first == reference && $0.second == method }?.turned
    }
  }

  /// The title of `referenceTable`.
  var referenceTitle: String {
    baseline.map { "Against the baseline \($0)" } ?? "Against the best, \(reference)"
  }

  /// Each method against the reference; nil where there is one pair only.
  var referenceTable: CellTable? {
    guard pairs.count > 1 else { return nil }
    let hasBaseline = baseline != nil
    let rows = referencePairs.map { pair in
      [pair.first]
        + evidence(
          pair,
          tests: [
            hasBaseline ? pair.baselineRankHolmP : pair.rankHolmP, pair.wilcoxonP,
            hasBaseline ? pair.baselineWilcoxonHolmP : pair.wilcoxonHolmP,
          ])
    }
    return (
      ["method"]
        + evidenceHeader(tests: ["p: ranks, Holm", "p: Wilcoxon", "p: Wilcoxon, Holm"]), rows
    )
  }

  /// All pairs, the better rank first; of two methods Friedman's test is the sign test.
  var pairTable: CellTable {
    let isOnePair = pairs.count == 1
    let rows = pairs.map { pair in
      let tests =
        isOnePair
        ? [friedman.pValue, pair.nemenyiP, pair.wilcoxonP]
        : [pair.nemenyiP, pair.rankHolmP, pair.wilcoxonP, pair.wilcoxonHolmP]
      return ["\(pair.first) v. \(pair.second)"] + evidence(pair, tests: tests)
    }
    let tests =
      isOnePair
      ? ["p: sign test", "p: Nemenyi", "p: Wilcoxon"]
      : ["p: Nemenyi", "p: ranks, Holm", "p: Wilcoxon", "p: Wilcoxon, Holm"]
    return (["pair"] + evidenceHeader(tests: tests), rows)
  }

  private func evidenceHeader(tests: [String]) -> [String] {
    let probabilities = hasPosteriors ? ["P(better)", "P(same)", "P(worse)"] : []
    return ["rank difference", "better / same / worse", "mean difference"] + tests + probabilities
  }

  private func evidence(_ pair: CollectionPair, tests: [Double?]) -> [String] {
    let probabilities = pair.posterior.map { [$0.higher, $0.equivalent, $0.lower] } ?? []
    let facts = [
      NumberText.signed(pair.rankDifference, decimals: 2),
      "\(pair.wins) / \(pair.ties) / \(pair.losses)",
      NumberText.signed(pair.meanDifference),
    ]
    return facts
      + tests.map { p in
        p.map { $0 < 0.0001 ? "< 0.0001" : NumberText.fixed($0) } ?? NumberText.dash
      } + probabilities.map { NumberText.fixed($0, decimals: 2) }
  }

  /// Whether there are enough studies for the Bayesian test.
  private var hasPosteriors: Bool { studies.count >= CollectionPair.fewestStudiesOfPosterior }

  /// What the columns of pairs are, a sentence or two each.
  var meaningOfPairs: [String] {
    let region = pairs.first?.region ?? 0
    var items = [
      "Differences are the first method minus the second (or minus the one compared with); a negative "
        + "difference of ranks is a better rank. Better / same / worse counts the studies in which "
        + "its mean is."
    ]
    if methods.count > 2 {
      items.append(
        "Nemenyi's p and the ranks' normal test with Holm's correction say something only where "
          + "Friedman's test does (here "
          + "\(NumberText.probability(friedman.pValue))\(isDecidedByRanks ? "" : ": it does not")); "
          + "both depend on which other methods are ranked. "
          + (baseline == nil
            ? "Holm's correction is over all \(pairs.count) pairs, for the best was not known beforehand."
            : "Holm's correction is over the \(methods.count - 1) comparisons with the baseline, or "
              + "over all \(pairs.count) pairs where all are shown."))
    } else {
      items.append(
        "Of two methods Friedman's test is the sign test, which Nemenyi's approximates; neither "
          + "decides, for they are blind to how large differences are.")
    }
    items.append(
      "Wilcoxon's signed-rank test takes each study's difference of means, equal ones left out. "
        + smallestP)
    items.append(
      !hasPosteriors
        ? "The Bayesian signed-rank test, which says how probable a method is better, practically "
          + "the same or worse, is made from \(CollectionPair.fewestStudiesOfPosterior) studies on."
        : "P is the Bayesian signed-rank test's probability that on another data set the first is "
          + "better, practically the same (within \(NumberText.significant(region, digits: 2)) of "
          + "\(metric.title): a twentieth of \(reference)'s mean, at most 0.01), or worse.")
    return items
  }

  /// How small Wilcoxon's p can be with so many studies.
  private var smallestP: String {
    let smallest = pairs.first?.smallestWilcoxonP ?? 1
    let level = NumberText.fixed(Self.significanceLevel, decimals: 2)
    let sizes = [baseline == nil ? nil : methods.count - 1, pairs.count].compactMap(\.self)
    let corrected = Set(sizes).sorted().filter { $0 > 1 }.map { size in
      let p = min(1, smallest * Double(size))
      let isOut = p < Self.significanceLevel ? "" : ", not below \(level)"
      return "corrected over \(size) it is \(NumberText.small(p))\(isOut)"
    }
    let alone = smallest < Self.significanceLevel ? "" : ", not below \(level)"
    return
      (["With \(studies.count) studies its smallest p is \(NumberText.small(smallest))\(alone)"]
      + corrected).joined(separator: "; ") + "."
  }

  // MARK: Files

  /// One row per study and method.
  var csv: String {
    var text = CSVText.row(["dataset", "source", "method", "metric", "mean", "sd", "n"])
    for study in studies {
      for method in study.methods {
        let value = study.value(method.method, metric.rawValue)
        text += CSVText.row([
          study.dataset, study.source, method.method, metric.rawValue,
          value?.mean.map(CSVText.number) ?? "", value?.sd.map(CSVText.number) ?? "",
          "\(value?.n ?? 0)",
        ])
      }
    }
    return text
  }

  /// `pairs.csv`: one row per pair of ranked methods.
  var pairsCSV: String {
    let metric = metric.rawValue
    let columns: [ReportColumn<CollectionPair>] =
      [
        ReportColumn("metric") { _ in .text(metric) }
      ] + CollectionPair.columns
    return CSVText.table(columns, pairs)
  }
}

extension CollectionPair {
  /// The columns of `pairs.csv`.
  static let columns: [ReportColumn<CollectionPair>] = [
    ReportColumn("first") { .text($0.first) },
    ReportColumn("second") { .text($0.second) },
    ReportColumn("studies") { .count($0.studyCount) },
    ReportColumn("rank_difference") { .number($0.rankDifference) },
    ReportColumn("better") { .count($0.wins) },
    ReportColumn("same") { .count($0.ties) },
    ReportColumn("worse") { .count($0.losses) },
    ReportColumn("mean_difference") { .number($0.meanDifference) },
    ReportColumn("p_nemenyi") { .number($0.nemenyiP) },
    ReportColumn("p_ranks_holm") { .number($0.rankHolmP) },
    ReportColumn("p_ranks_holm_baseline") { .number($0.baselineRankHolmP) },
    ReportColumn("p_wilcoxon") { .number($0.wilcoxonP) },
    ReportColumn("p_wilcoxon_smallest") { .number($0.smallestWilcoxonP) },
    ReportColumn("p_wilcoxon_holm") { .number($0.wilcoxonHolmP) },
    ReportColumn("p_wilcoxon_holm_baseline") { .number($0.baselineWilcoxonHolmP) },
    ReportColumn("region") { .number($0.region) },
    ReportColumn("p_better") { .number($0.posterior?.higher) },
    ReportColumn("p_same") { .number($0.posterior?.equivalent) },
    ReportColumn("p_worse") { .number($0.posterior?.lower) },
  ]
}
