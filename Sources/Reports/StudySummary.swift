import Statistics

/// The numbers of a report: each method over its seeds, and against the baseline.
public struct StudySummary: Sendable, Hashable {
  /// What was summarised.
  public let record: StudyRecord
  /// One summary per method, in their order.
  public let methods: [MethodSummary]
  /// One comparison per method other than the baseline and metric, in their order.
  public let comparisons: [MethodComparison]
  /// All pairs of methods in the headline metric.
  public let pairs: [MethodPair]
  /// Friedman's test of all methods over seeds; nil with fewer than three methods or two seeds.
  public let friedman: FriedmanTest?

  /// Summarises a record.
  ///
  /// - Throws: What contradicts itself in the record.
  public init(_ record: StudyRecord) throws(StudyRecordError) {
    try record.validate()
    self.record = record
    methods = record.methods.map { MethodSummary(method: $0, record: record) }
    let evidence = record.methods.count > 1 ? SampleEvidence(record) : nil
    var comparisons: [MethodComparison] = []
    if let baseline = record.baseline {
      for method in record.methods where method != baseline {
        for metric in record.metrics {
          comparisons.append(
            MethodComparison(
              method: method, baseline: baseline, metric: metric, record: record,
              evidence: evidence))
        }
      }
    }
    // One family: the methods that were tested in the metric the study is about. Other metrics
    // are for exploring and are not corrected.
    let family = comparisons.indices.filter { comparisons[$0].metric == record.headline }
    for (position, corrected) in zip(family, family.map { comparisons[$0] }.corrected()) {
      comparisons[position] = corrected
    }
    self.comparisons = comparisons
    let friedman = Self.friedman(record)
    self.friedman = friedman
    pairs = Self.pairs(record, evidence, friedman)
  }

  /// The comparisons in the metric that the study is about, one per method.
  public var headlineComparisons: [MethodComparison] {
    comparisons.filter { $0.metric == record.headline }
  }

  /// How many methods Holm's correction is over.
  public var familySize: Int { headlineComparisons.count(where: \.isInFamily) }
}
