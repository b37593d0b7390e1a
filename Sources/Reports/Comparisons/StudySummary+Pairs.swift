import Files
import Statistics

extension StudySummary {
  /// The methods that stand in Friedman's test: those with a headline score that is one of training on
  /// their synthetic samples, in their order.
  static func rankedMethods(_ record: StudyRecord) -> [String] {
    record.methods.filter { method in
      !record.testValues(record.headline, of: method).isEmpty
        && record.unusedSamples(of: method, among: record.scoredSeeds(of: method))?.isEverySeed
          != true
    }
  }

  /// Friedman's test of the methods' ranks by seed.
  ///
  /// Nil with fewer than three methods, or two seeds on which all of them have a score. As the paired
  /// t-test it speaks of other seeds on these test samples.
  static func friedman(_ record: StudyRecord) -> FriedmanTest? {
    let methods = rankedMethods(record)
    guard methods.count >= 3 else { return nil }
    let values = methods.map { record.testValues(record.headline, of: $0) }
    let blocks = record.seeds.compactMap { seed -> [Double]? in
      let row = values.compactMap { $0[seed] }
      return row.count == methods.count ? row : nil
    }
    return FriedmanTest(scores: blocks, isHigherBetter: record.headline.isHigherBetter)
  }

  /// All pairs of methods in the headline metric, their p values corrected over all of them.
  static func pairs(
    _ record: StudyRecord, _ evidence: SampleEvidence?, _ friedman: FriedmanTest?
  ) -> [MethodPair] {
    let baseline = record.baseline.map { [$0] } ?? []
    let order = baseline + record.methods.filter { $0 != record.baseline }
    let ranked = rankedMethods(record)
    let nemenyi = friedman?.nemenyiPValues()
    let rankHolm = friedman?.pairwisePValues()
    var pairs: [MethodPair] = []
    for (index, first) in order.enumerated() {
      for second in order.dropFirst(index + 1) {
        let comparison = MethodComparison(
          method: second, baseline: first, metric: record.headline, record: record,
          evidence: evidence)
        let ours = record.testValues(record.headline, of: second)
        let theirs = record.testValues(record.headline, of: first)
        let seeds = record.seeds.filter { ours[$0] != nil && theirs[$0] != nil }
        func afterFriedman(_ values: [[Double]]?) -> Double? {
          guard let values, let i = ranked.firstIndex(of: second),
            let j = ranked.firstIndex(of: first)
          else { return nil }
          return values[i][j]
        }
        pairs.append(
          MethodPair(
            comparison: comparison,
            decisions: evidence?.decisions(of: second, with: first, seeds: seeds),
            areas: evidence?.comparison(of: second, with: first, in: .rocAUC, seeds: seeds),
            nemenyiP: afterFriedman(nemenyi), rankHolmP: afterFriedman(rankHolm)))
      }
    }
    let corrected = pairs.map(\.comparison).corrected()
    for index in pairs.indices { pairs[index].comparison = corrected[index] }
    return pairs
  }

  /// `pairs.csv`: one row per pair of methods, in the headline metric.
  var pairsCSV: String { CSVText.table(MethodPair.columns, pairs) }

  /// What the ranks by seed say of several methods, in words; nil without Friedman's test.
  var ranksInWords: String? {
    guard let friedman else { return nil }
    let names = Self.rankedMethods(record)
    let order = names.indices.sorted {
      (friedman.averageRanks[$0], $0) < (friedman.averageRanks[$1], $1)
    }
    let ranks = order.map {
      "\(names[$0]) \(NumberText.fixed(friedman.averageRanks[$0], decimals: 2))"
    }
    let level = ComparisonVerdict.significanceLevel
    let reach = FriedmanTest.reach(
      blockCount: friedman.blockCount, methodCount: names.count, level: level, unit: .seeds)
    let reachable = reach.smallestPValue.map { " of a reachable \(NumberText.small($0))" } ?? ""
    var sentences = [
      "Average ranks over \(friedman.blockCount) seeds, 1 for the best: "
        + "\(ranks.joined(separator: ", ")).",
      "Friedman's test of other seeds on these test samples: "
        + "\(NumberText.probability(friedman.pValue))\(reachable); "
        + (friedman.pValue < level
          ? "methods differ, and Nemenyi's p says which." : "that methods differ is not shown."),
    ]
    if !reach.canReachLevel { sentences.append(reach.statement) }
    return sentences.joined(separator: " ")
  }
}

extension [MethodComparison] {
  /// The same comparisons with their p values corrected by Holm over the family, the same one for each
  /// test: a comparison without a p, such as of equal methods, counts like p = 1.
  func corrected() -> [MethodComparison] {
    var comparisons = self
    let family = indices.filter { self[$0].isInFamily }
    func adjusted(_ p: (MethodComparison) -> Double?) -> [(Int, Double)] {
      let values = family.map { p(self[$0]) }
      return zip(zip(family, values), HolmCorrection.adjust(values.map { $0 ?? 1 }))
        .compactMap { $0.1 == nil ? nil : ($0.0, $1) }
    }
    for (position, p) in adjusted({ $0.paired?.pValue }) { comparisons[position].holmP = p }
    for (position, p) in adjusted({ $0.both?.pValue }) { comparisons[position].bothHolmP = p }
    return comparisons
  }
}
