import Statistics

/// One method over its seeds: the scores of its ensemble or detector on the test split.
public struct MethodSummary: Sendable, Hashable {
  /// The method.
  public let method: String
  /// The number of seeds with a score.
  public let runCount: Int
  /// On which of the scored seeds its synthetic samples were not used; nil if on none.
  public let unusedSamples: UnusedSamples?
  /// Mean, spread and range over the seeds where the metric is defined; absent if nowhere.
  public let metrics: [Metric: SampleSummary]

  init(method: String, record: StudyRecord) {
    self.method = method
    let scored = record.scoredSeeds(of: method)
    runCount = scored.count
    unusedSamples = record.unusedSamples(of: method, among: scored)
    var metrics: [Metric: SampleSummary] = [:]
    for metric in Metric.allCases {
      let values = record.testValues(metric, of: method)
      // In the order of the seeds: sums must not depend on the order of arrival.
      metrics[metric] = SampleSummary(record.seeds.compactMap { values[$0] })
    }
    self.metrics = metrics
  }

  /// Whether its synthetic samples were used on no seed, so that its scores say nothing about it.
  public var isWithoutSamples: Bool { unusedSamples?.isEverySeed ?? false }
}
