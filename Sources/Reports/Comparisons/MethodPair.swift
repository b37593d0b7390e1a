import Statistics

/// Two methods of a study in the headline metric: one of all its pairs.
public struct MethodPair: Sendable, Hashable {
  /// The comparison, with p values corrected over all pairs.
  ///
  /// The one that stands first in the study, or the study's baseline, is `baseline` here.
  public internal(set) var comparison: MethodComparison
  /// On which test samples decisions differ; nil where no predictions are stored.
  public let decisions: DecisionComparison?
  /// What test samples say of the areas under the ROC curves; nil where undefined.
  public let areas: SampleComparison?
  /// Nemenyi's p after Friedman's test of the ranks by seed; nil without that.
  public let nemenyiP: Double?
  /// The p of their average ranks' difference after Friedman's test, Holm-corrected over all pairs; nil
  /// without that.
  public let rankHolmP: Double?

  /// What may be concluded, with p values corrected over all pairs.
  public var conclusion: ComparisonVerdict.Conclusion {
    ComparisonVerdict.conclusion(of: comparison)
  }

  /// The columns of `pairs.csv`, and the members of `pairs` in `summary.json`.
  static let columns: [ReportColumn<MethodPair>] =
    MethodComparison.columns.map { column in
      ReportColumn(column.name) { column.field($0.comparison) }
    } + [
      ReportColumn("conclusion") { .text($0.conclusion.rawValue) },
      ReportColumn("p_nemenyi") { .number($0.nemenyiP) },
      ReportColumn("p_ranks_holm") { .number($0.rankHolmP) },
      ReportColumn("mcnemar_method_only") { .number($0.decisions?.all.methodOnly) },
      ReportColumn("mcnemar_baseline_only") { .number($0.decisions?.all.baselineOnly) },
      ReportColumn("p_mcnemar_median") { .number($0.decisions?.all.median) },
      ReportColumn("p_mcnemar_min") { .number($0.decisions?.all.range.lowerBound) },
      ReportColumn("p_mcnemar_max") { .number($0.decisions?.all.range.upperBound) },
      ReportColumn("mcnemar_minority_method_only") { .number($0.decisions?.minority.methodOnly) },
      ReportColumn("mcnemar_minority_baseline_only") {
        .number($0.decisions?.minority.baselineOnly)
      },
      ReportColumn("p_mcnemar_minority_median") { .number($0.decisions?.minority.median) },
      ReportColumn("p_mcnemar_minority_min") {
        .number($0.decisions?.minority.range.lowerBound)
      },
      ReportColumn("p_mcnemar_minority_max") {
        .number($0.decisions?.minority.range.upperBound)
      },
      ReportColumn("roc_auc_difference") { .number($0.areas?.difference) },
      ReportColumn("roc_auc_ci_low") { .number($0.areas?.interval?.lowerBound) },
      ReportColumn("roc_auc_ci_high") { .number($0.areas?.interval?.upperBound) },
      ReportColumn("p_delong") { .number($0.areas?.pValue) },
    ]
}
