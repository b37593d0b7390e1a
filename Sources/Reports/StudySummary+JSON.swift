import Statistics

extension StudySummary {
  /// `summary.json`: the record's facts, the methods' summaries and the comparisons.
  ///
  /// Undefined values are null, and so is an infinite t (`degenerate` is then true).
  var json: String {
    JSONText.object([
      ("name", .string(record.name)),
      ("version", .string(record.version)),
      ("data", dataJSON),
      ("ensemble_size", .count(record.ensembleSize)),
      ("headline_metric", .string(record.headline.rawValue)),
      ("baseline", record.baseline.map { .string($0) } ?? .null),
      ("seeds", .array(record.seeds.map { .integer($0) })),
      ("methods", .array(methods.map(methodJSON))),
      ("comparisons", .array(comparisons.map(comparisonJSON))),
      ("notes", .array(record.notes.map { .string($0) })),
      ("failures", .array(record.failures.map { .string($0) })),
    ]).text() + "\n"
  }

  private var dataJSON: JSONText {
    .object([
      ("name", .string(record.data.name)),
      ("text", .string(record.data.text)),
      ("features", .count(record.data.featureCount)),
      ("classes", .count(record.data.classCount)),
      (
        "splits",
        .object(
          record.data.splits.map { split in
            (
              split.name.rawValue,
              .object([
                ("samples", .count(split.sampleCount)),
                ("minority", .count(split.minorityCount)),
                ("minority_share", .optional(split.minorityShare)),
              ])
            )
          })
      ),
    ])
  }

  private func methodJSON(_ method: MethodSummary) -> JSONText {
    .object([
      ("method", .string(method.method)),
      ("runs", .count(method.runCount)),
      (
        "metrics",
        .object(
          record.metrics.map { metric in
            let values = method.metrics[metric]
            let interval = values?.interval()
            return (
              metric.rawValue,
              .object([
                ("mean", .optional(values?.mean)),
                ("sd", .optional(values?.standardDeviation)),
                ("n", .count(values?.count ?? 0)),
                ("min", .optional(values?.minimum)),
                ("max", .optional(values?.maximum)),
                ("ci_low", .optional(interval?.lowerBound)),
                ("ci_high", .optional(interval?.upperBound)),
              ])
            )
          })
      ),
    ])
  }

  private func comparisonJSON(_ comparison: MethodComparison) -> JSONText {
    let test = comparison.paired
    return .object([
      ("method", .string(comparison.method)),
      ("baseline", .string(comparison.baseline)),
      ("metric", .string(comparison.metric.rawValue)),
      ("n", .count(comparison.pairCount)),
      ("method_mean", .optional(comparison.methodMean)),
      ("baseline_mean", .optional(comparison.baselineMean)),
      ("mean_difference", .optional(comparison.meanDifference)),
      ("relative_difference", .optional(comparison.relativeDifference)),
      ("ci_low", .optional(test?.interval.lowerBound)),
      ("ci_high", .optional(test?.interval.upperBound)),
      ("t", .optional(test?.statistic)),
      ("df", .optional(test?.degreesOfFreedom)),
      ("p", .optional(test?.pValue)),
      ("p_holm", .optional(comparison.holmP)),
      ("p_nadeau_bengio", .optional(comparison.corrected?.pValue)),
      ("p_sign_flip", .optional(comparison.signFlipP)),
      ("smallest_p", .optional(comparison.smallestP.paired)),
      ("smallest_p_nadeau_bengio", .optional(comparison.smallestP.corrected)),
      ("smallest_p_sign_flip", .optional(comparison.smallestP.signFlip)),
      ("degenerate", test.map { .bool($0.isDegenerate) } ?? .null),
    ])
  }
}
