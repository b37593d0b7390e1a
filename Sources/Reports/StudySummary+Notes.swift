import Statistics

extension StudySummary {
  /// The metrics of the tables for people, in the order of columns.
  var tableMetrics: [Metric] {
    let metrics: [Metric] = [
      .minorityF1, .minorityPrecision, .minorityRecall, .prAUC, .rocAUC, .mcc, .gMean,
      .balancedAccuracy,
    ]
    return metrics + Metric.ofLabelSequences.filter { record.metrics.contains($0) }
  }

  /// `mean ± sd`, the value alone for one seed, or a dash.
  func cell(_ method: MethodSummary, _ metric: Metric) -> String {
    guard let values = method.metrics[metric] else { return NumberText.dash }
    guard let deviation = values.standardDeviation else { return NumberText.fixed(values.mean) }
    return "\(NumberText.fixed(values.mean)) ± \(NumberText.fixed(deviation))"
  }

  /// What the numbers of the table are.
  var meaningOfValues: String {
    let predictor = record.detections.isEmpty ? "the ensemble's" : "the ensemble's or detector's"
    let scored = "\(predictor) score on the test split"
    guard scoredSeeds != nil else {
      return "There are no values: no run has scores on the test split."
    }
    guard methods.contains(where: { $0.runCount > 1 }) else {
      return
        "Values are \(scored) for one seed. One seed has no spread: there is no ±, and no test "
        + "can be made."
    }
    return
      "Values are mean ± sample standard deviation (n - 1) of \(scored) over n seeds; ± is the "
      + "spread between seeds, not a confidence interval. A value without ± is of one seed."
  }

  /// What scores of label sequences are; nil where samples have one label.
  var meaningOfLabelSequences: String? {
    guard record.metrics.contains(.exactMatch) else { return nil }
    return
      "Samples have several labels each. A class is a whole label sequence, and one that training "
      + "never showed counts as a miss. Minority F1 is the mean over all other sequences than the "
      + "majority's, however rare; any-minority F1 only asks whether a sequence is the majority's. "
      + "PR-AUC and ROC-AUC rank samples by the probability that it is not. Exact match is the share "
      + "of samples whose labels are all right, position accuracy that of single labels."
  }

  /// Why values are missing: a sentence per reason, of all the methods and metrics that it is true of.
  var gaps: [String] {
    // In the order in which they are first met.
    var sentences: [(predicate: String, methods: [String])] = []
    for method in methods {
      for predicate in gaps(of: method) {
        if let index = sentences.firstIndex(where: { $0.predicate == predicate }) {
          sentences[index].methods.append(method.method)
        } else {
          sentences.append((predicate, [method.method]))
        }
      }
    }
    return sentences.map { predicate, names in
      let all = names.count == methods.count && names.count > 2
      return "\(all ? "All methods" : names.joined(separator: ", ")): \(predicate)"
    }
  }

  /// What one method lacks, in sentences without a subject.
  private func gaps(of method: MethodSummary) -> [String] {
    guard method.runCount > 0 else { return ["no seed has a score on the test split."] }
    var sentences: [String] = []
    if method.runCount < record.seeds.count {
      sentences.append(
        "scores for \(method.runCount) of "
          + "\(NumberText.counted(record.seeds.count, "seed")) only.")
    }
    var reasons: [(text: String, metrics: [Metric])] = []
    for metric in tableMetrics {
      let missing = method.runCount - (method.metrics[metric]?.count ?? 0)
      guard missing > 0 else { continue }
      let text =
        "undefined on \(missing) of \(NumberText.counted(method.runCount, "seed")) "
        + "(\(metric.undefinedReason))."
      if let index = reasons.firstIndex(where: { $0.text == text }) {
        reasons[index].metrics.append(metric)
      } else {
        reasons.append((text, [metric]))
      }
    }
    return sentences
      + reasons.map { text, metrics in
        "\(metrics.map(\.title).joined(separator: ", ")) \(metrics.count == 1 ? "is" : "are") \(text)"
      }
  }

  /// Verdicts on each method in the headline metric, in the order of methods.
  var verdicts: [(method: String, verdict: ComparisonVerdict)] {
    headlineComparisons.map {
      ($0.method, ComparisonVerdict($0, familySize: familySize))
    }
  }

  /// The verdicts for people: methods of which the same is said in the same words share an entry.
  var sharedVerdicts: [(methods: [String], verdict: ComparisonVerdict)] {
    var groups: [(methods: [String], verdict: ComparisonVerdict)] = []
    for (method, verdict) in verdicts {
      if let index = groups.firstIndex(where: { $0.verdict == verdict }) {
        groups[index].methods.append(method)
      } else {
        groups.append(([method], verdict))
      }
    }
    return groups
  }

  /// What is said in place of verdicts where there is nothing to compare; nil if there is.
  var reasonForNoComparison: String? {
    if record.baseline == nil { return "No baseline was named, so nothing is compared." }
    return record.methods.count < 2
      ? "There is no method beside the baseline, so nothing is compared." : nil
  }
}
