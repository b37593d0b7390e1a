import Statistics

/// Which means of a column are the best and the second: none if there is a single method, or if all are
/// equal.
///
/// Methods whose synthetic samples were used on no seed take no part.
struct MeanRanking {
  /// The best mean.
  private let best: Double?
  /// The next one that differs from it.
  private let second: Double?

  /// The ranking of the methods' means in a metric.
  init(_ methods: [MethodSummary], _ metric: Metric) {
    self.init(
      means: methods.filter { !$0.isWithoutSamples }.compactMap { $0.metrics[metric]?.mean },
      metric)
  }

  /// The ranking of means in a metric.
  init(means: [Double], _ metric: Metric) {
    let sorted = Set(means.map(\.withoutRounding)).sorted {
      metric.isHigherBetter ? $0 > $1 : $0 < $1
    }
    best = sorted.count > 1 ? sorted.first : nil
    second = sorted.count > 1 ? sorted[1] : nil
  }

  /// Whether a mean is the best.
  func isBest(_ mean: Double) -> Bool { mean.withoutRounding == best }

  /// Whether a mean is the second.
  func isSecond(_ mean: Double) -> Bool { mean.withoutRounding == second }
}

extension Double {
  /// A mean without the rounding of its sum: the same scores in the order of other seeds are equal.
  var withoutRounding: Double { (self * 1e12).rounded() / 1e12 }
}
