import Statistics

/// The numbers of a report: each method over its seeds, and against the baseline.
public struct StudySummary: Sendable, Hashable {
  /// What was summarised.
  public let record: StudyRecord
  /// One summary per method, in their order.
  public let methods: [MethodSummary]
  /// One comparison per method other than the baseline and metric, in their order.
  public let comparisons: [MethodComparison]

  /// Summarises a record.
  ///
  /// - Throws: What contradicts itself in the record.
  public init(_ record: StudyRecord) throws(StudyRecordError) {
    try record.validate()
    self.record = record
    methods = record.methods.map { MethodSummary(method: $0, record: record) }
    var comparisons: [MethodComparison] = []
    if let baseline = record.baseline {
      for method in record.methods where method != baseline {
        for metric in record.metrics {
          comparisons.append(
            MethodComparison(method: method, baseline: baseline, metric: metric, record: record))
        }
      }
    }
    // One family: the methods that were tested in the metric the study is about. Other metrics
    // are for exploring and are not corrected.
    let family = comparisons.indices.filter {
      comparisons[$0].metric == record.headline && comparisons[$0].paired != nil
    }
    let corrected = HolmCorrection.adjust(family.compactMap { comparisons[$0].paired?.pValue })
    for (position, pValue) in zip(family, corrected) { comparisons[position].holmP = pValue }
    self.comparisons = comparisons
  }

  /// The comparisons in the metric that the study is about, one per method.
  public var headlineComparisons: [MethodComparison] {
    comparisons.filter { $0.metric == record.headline }
  }

  /// How many methods Holm's correction is over.
  public var familySize: Int { headlineComparisons.count { $0.holmP != nil } }
}
