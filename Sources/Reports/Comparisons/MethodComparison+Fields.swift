import Statistics

extension MethodComparison {
  /// The columns of `comparisons.csv`, and the members of `comparisons` in `summary.json`.
  ///
  /// Corrected p values are there for the headline metric only.
  static let columns: [ReportColumn<MethodComparison>] = [
    ReportColumn("method") { .text($0.method) },
    ReportColumn("baseline") { .text($0.baseline) },
    ReportColumn("metric") { .text($0.metric.rawValue) },
    ReportColumn("n") { .count($0.pairCount) },
    ReportColumn("method_mean") { .number($0.methodMean) },
    ReportColumn("baseline_mean") { .number($0.baselineMean) },
    ReportColumn("mean_difference") { .number($0.meanDifference) },
    ReportColumn("relative_difference") { .number($0.relativeDifference) },
    ReportColumn("ci_low") { .number($0.paired?.interval.lowerBound) },
    ReportColumn("ci_high") { .number($0.paired?.interval.upperBound) },
    ReportColumn("t") { .number($0.paired?.statistic) },
    ReportColumn("df") { .number($0.paired?.degreesOfFreedom) },
    ReportColumn("p") { .number($0.paired?.pValue) },
    ReportColumn("p_holm") { .number($0.holmP) },
    ReportColumn("p_nadeau_bengio") { .number($0.corrected?.pValue) },
    ReportColumn("p_sign_flip") { .number($0.signFlipP) },
    ReportColumn("p_wilcoxon") { .number($0.wilcoxonP) },
    ReportColumn("smallest_p") { .number($0.smallestP.paired) },
    ReportColumn("smallest_p_nadeau_bengio") { .number($0.smallestP.corrected) },
    ReportColumn("smallest_p_sign_flip") { .number($0.smallestP.signFlip) },
    ReportColumn("smallest_p_wilcoxon") { .number($0.smallestP.wilcoxon) },
    ReportColumn("degenerate") { .flag($0.isConstant ? true : $0.paired?.isDegenerate) },
    ReportColumn("samples_test") { .text($0.samples?.test.rawValue) },
    ReportColumn("samples_ci_low") { .number($0.samples?.interval?.lowerBound) },
    ReportColumn("samples_ci_high") { .number($0.samples?.interval?.upperBound) },
    ReportColumn("p_samples") { .number($0.samples?.pValue) },
    ReportColumn("both_ci_low") { .number($0.both?.interval.lowerBound) },
    ReportColumn("both_ci_high") { .number($0.both?.interval.upperBound) },
    // Those of the test that decides: where it would be surer than that over seeds, of the latter.
    ReportColumn("both_df") {
      .number($0.both.map { $0.isOfSeedsAlone ? Double($0.seedCount - 1) : $0.degreesOfFreedom })
    },
    ReportColumn("p_both") { .number($0.both?.pValue) },
    ReportColumn("p_both_holm") { .number($0.bothHolmP) },
    ReportColumn("cohen_d") { .number($0.cohenD) },
    ReportColumn("cliffs_delta") { .number($0.cliffsDelta) },
    ReportColumn("region") { .number($0.region) },
    ReportColumn("probability_lower") { .number($0.signedRank?.lower) },
    ReportColumn("probability_same") { .number($0.signedRank?.equivalent) },
    ReportColumn("probability_higher") { .number($0.signedRank?.higher) },
    // Common seeds on which either was trained without its samples: if all, no p is corrected.
    ReportColumn("seeds_without_synthetic_samples") {
      .count(Set($0.unusedSamples.flatMap(\.seeds)).count)
    },
  ]
}
