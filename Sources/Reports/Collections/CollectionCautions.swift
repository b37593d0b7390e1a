import Statistics

/// What speaks against taking a comparison of studies as it is: what is missing in them, and in what
/// they are not alike.
struct CollectionCautions {
  private let studies: [StudyResult]
  private let methods: [String]
  private let metric: Metric

  /// The cautions about studies with distinct names and the methods that are ranked.
  init(_ studies: [StudyResult], methods: [String], metric: Metric) {
    self.studies = studies
    self.methods = methods
    self.metric = metric
  }

  /// A sentence or two each; empty if there is nothing to mind.
  var sentences: [String] {
    studies.compactMap(unfinished) + studies.compactMap(withoutSamples)
      + sharedData + unlike + [unknown].compactMap(\.self)
  }

  // MARK: What is missing

  /// That units or seeds of a study are missing; nil if none is known to be.
  private func unfinished(_ study: StudyResult) -> String? {
    let seeds = study.seedCount
    let fewer = methods.compactMap { method -> String? in
      guard let seeds, let count = study.value(method, metric.rawValue)?.n, count < seeds else {
        return nil
      }
      return "\(method) \(count)"
    }
    let means = Self.means(seeds: seeds, fewer: fewer)
    if let progress = study.progress, !progress.isFinished {
      let failed = progress.failedCount > 0 ? ", \(progress.failedCount) were given up" : ""
      return "\(study.source) is not finished: \(progress.doneCount) of "
        + "\(NumberText.counted(progress.unitCount, "unit")) are done\(failed); \(means)."
    }
    return fewer.isEmpty ? nil : "\(study.source) lacks scores: \(means)."
  }

  /// Of which seeds the means of a study are.
  private static func means(seeds: Int?, fewer: [String]) -> String {
    guard let seeds else { return "its means are of the seeds that are there" }
    let all = NumberText.counted(seeds, "seed")
    return fewer.isEmpty
      ? "the methods that are ranked have \(seeds == 1 ? "their seed" : "all \(all)")"
      : "not all means are of \(all) (\(fewer.joined(separator: ", ")))"
  }

  /// That some seeds of a ranked method are without its synthetic samples.
  private func withoutSamples(_ study: StudyResult) -> String? {
    let found = methods.compactMap { method -> String? in
      let count = study.seedsWithoutSamples(method)
      return count > 0 ? "\(method) on \(NumberText.counted(count, "seed"))" : nil
    }
    return found.isEmpty
      ? nil
      : "In \(study.dataset) synthetic samples were not used (quality gate) for "
        + "\(found.joined(separator: ", "))."
  }

  // MARK: What is not alike

  /// Which studies share their data.
  private var sharedData: [String] {
    var groups: [(data: String, sources: [String])] = []
    for study in studies {
      guard let data = study.identity?.dataHash else { continue }
      if let index = groups.firstIndex(where: { $0.data == data }) {
        groups[index].sources.append(study.source)
      } else {
        groups.append((data, [study.source]))
      }
    }
    return groups.filter { $0.sources.count > 1 }.map { group in
      "\(group.sources.joined(separator: ", ")) are of the same data in other configurations, and "
        + "count as independent data sets all the same: p values are smaller than they should be."
    }
  }

  /// In what studies differ that their means depend on.
  private var unlike: [String] {
    var sentences: [String] = []
    let headlines = Set(studies.map(\.headline))
    if headlines.count > 1 {
      let list = each { study in Metric(rawValue: study.headline)?.title ?? study.headline }
      sentences.append(
        "Studies are not about the same metric (\(list)); here all are compared in "
          + "\(metric.title).")
    }
    if metric == .minorityF1, differ(\.f1LabelSet) {
      sentences.append(
        "Minority F1 is not over the same classes (`classifier.f1LabelSet`: "
          + "\(each { $0.f1LabelSet ?? "not known" })): means are comparable within a study only.")
    }
    if differ(\.ensembleSize) {
      let list = each { $0.ensembleSize.map { "K = \($0)" } ?? "not known" }
      sentences.append(
        "Ensembles have different sizes (\(list)): a rank may be the method's at one size only.")
    }
    if differ(\.seedCount) {
      let list = each { $0.seedCount.map { "\($0)" } ?? "not known" }
      sentences.append(
        "Studies have different numbers of seeds (\(list)); ranks weigh all studies alike.")
    }
    return sentences
  }

  /// Which summaries cannot say whether they are finished and of what.
  private var unknown: String? {
    let old = studies.filter { $0.progress == nil || $0.identity == nil }.map(\.source)
    guard !old.isEmpty else { return nil }
    return
      "\(old.joined(separator: ", ")): written by an earlier version, which does not say whether "
      + "the run was finished and of which data it is. 'counterweight report' on the folder adds it."
  }

  /// Whether the studies that say differ.
  private func differ<Value: Hashable>(_ value: (StudyResult) -> Value?) -> Bool {
    Set(studies.compactMap(value)).count > 1
  }

  private func each(_ value: (StudyResult) -> String) -> String {
    studies.map { "\($0.dataset): \(value($0))" }.joined(separator: "; ")
  }
}
