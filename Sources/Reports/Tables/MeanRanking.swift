import Statistics

/// Which means of a column are the best and the second: none if there is a single method, or if all are
/// equal.
///
/// Methods whose synthetic samples were used on no seed take no part.
struct MeanRanking {
  /// The best mean.
  let best: Double?
  /// The next one that differs from it.
  let second: Double?

  /// The ranking of the methods' means in a metric.
  init(_ methods: [MethodSummary], _ metric: Metric) {
    let means = methods.filter { !$0.isWithoutSamples }.compactMap { $0.metrics[metric]?.mean }
    let sorted = Set(means).sorted { metric.isHigherBetter ? $0 > $1 : $0 < $1 }
    best = sorted.count > 1 ? sorted.first : nil
    second = sorted.count > 1 ? sorted[1] : nil
  }
}
