import Statistics

extension StudySummary {
  /// `summary.json`: the record's facts, the methods' summaries and the comparisons.
  ///
  /// Undefined values are null, and so is an infinite t (`degenerate` is then true). A method's
  /// `seeds_without_synthetic_samples` are those of its `runs` whose samples the quality gate kept out;
  /// if they are all, its verdict is `samples-not-used`. A study is finished if all its `units` are done;
  /// two of the same `data_hash` and `configuration_hash` are one.
  var json: String {
    JSONText.object([
      ("name", .string(record.name)),
      ("version", .string(record.version)),
      ("units", .optional(record.progress?.unitCount)),
      ("units_done", .optional(record.progress?.doneCount)),
      ("units_failed", .optional(record.progress?.failedCount)),
      ("data_hash", .optional(record.identity?.dataHash)),
      ("configuration_hash", .optional(record.identity?.configurationHash)),
      ("data", dataJSON),
      ("ensemble_size", .count(record.ensembleSize)),
      ("headline_metric", .string(record.headline.rawValue)),
      ("minority_f1_over", .string(record.f1LabelSet.rawValue)),
      ("baseline", record.baseline.map { .string($0) } ?? .null),
      ("seeds", .array(record.seeds.map { .integer($0) })),
      ("methods", .array(methods.map(methodJSON))),
      ("verdicts", verdictsJSON),
      ("comparisons", .array(comparisons.map { .object(MethodComparison.columns, $0) })),
      ("pairs", .array(pairs.map { .object(MethodPair.columns, $0) })),
      ("friedman", friedmanJSON),
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
        "seeds_without_synthetic_samples",
        .array((method.unusedSamples?.seeds ?? []).map { .integer($0) })
      ),
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

  /// What is said of each method against the baseline, in the headline metric.
  private var verdictsJSON: JSONText {
    .array(
      verdicts.map { method, verdict in
        .object([
          ("method", .string(method)), ("conclusion", .string(verdict.conclusion.rawValue)),
          ("holds", .bool(verdict.conclusion.holds)), ("grounds", .string(verdict.grounds)),
        ])
      })
  }

  private var friedmanJSON: JSONText {
    guard let friedman else { return .null }
    return .object([
      ("seeds", .count(friedman.blockCount)),
      (
        "average_ranks",
        .object(
          zip(Self.rankedMethods(record), friedman.averageRanks).map { ($0, .number($1)) })
      ),
      ("chi_squared", .number(friedman.chiSquared)), ("p", .number(friedman.pValue)),
      (
        "smallest_p",
        .optional(
          FriedmanTest.smallestPValue(
            blockCount: friedman.blockCount, methodCount: friedman.methodCount))
      ),
    ])
  }
}
