import Figures

extension StudyPage {
  /// What the oversamplers made, beside the real samples; nil if nothing is known about any.
  var quality: Section? {
    let records = details.qualities
    guard !records.isEmpty else { return nil }
    var methods: [String] = []
    for record in records where !methods.contains(record.method) { methods.append(record.method) }
    let parts = methods.map { method in
      quality(of: method, records.filter { $0.method == method })
    }
    return Section(
      id: "synthetic", title: "Synthetic samples",
      content: """
        <p class="note">What each oversampler made from the minority of the training split, beside the \
        real samples. No validation or test sample is used here.</p>
        \(measureTable(records, methods))
        \(parts)
        """)
  }

  /// Which methods were not, or only on demand, trained on their synthetic samples: a sentence for all
  /// that it is true of.
  var gateSentences: [String] {
    var groups: [(text: String, methods: [String])] = []
    for record in details.qualities where record.gate.decision != .passed {
      let alike = details.qualities.filter {
        $0.method == record.method && $0.gate.decision == record.gate.decision
      }
      let text =
        record.gate.decision == .closed
        ? "(\(Self.seeds(alike))): the synthetic samples were found unfit and not used; the members "
          + "were trained on real samples alone, so their scores say nothing about the method."
        : "(\(Self.seeds(alike))): the synthetic samples were found unfit, and were used because the "
          + "configuration insists."
      guard let index = groups.firstIndex(where: { $0.text == text }) else {
        groups.append((text, [record.method]))
        continue
      }
      if !groups[index].methods.contains(record.method) {
        groups[index].methods.append(record.method)
      }
    }
    return groups.map { "\($0.methods.joined(separator: ", ")) \($0.text)" }
  }

  /// One method: the gate's decisions, numbers over all seeds, pictures of one.
  private func quality(of method: String, _ records: [SyntheticQualityRecord]) -> HTML {
    guard let first = records.first else { return "" }
    // Where the gate found something, that seed is worth a look, too.
    let doubtful = records.dropFirst().first { $0.gate.decision != .passed }
    let shown = [first] + (first.gate.decision == .passed ? [doubtful].compactMap(\.self) : [])
    let others: HTML =
      records.count > shown.count
      ? """
      <p class="note">Pictures are of \(Self.seeds(shown, " and ")); \
      those of the other seeds are files in <code>results/figures</code>.</p>
      """
      : ""
    return """
      <h3>\(summary.marked(method))</h3>
      \(gate(records))
      <p>\(NumberText.grouped(first.syntheticCount)) synthetic samples were compared with \
      \(NumberText.grouped(first.realCount)) real ones\(records.count > 1 ? " for each seed" : "").</p>
      \(seedTable(records))
      \(featureTable(first))
      \(others)
      \(shown.map(pictures))
      """
  }

  /// What the gate decided, with its reasons.
  private func gate(_ records: [SyntheticQualityRecord]) -> HTML {
    let passed = records.filter { $0.gate.decision == .passed }
    var pieces = [SyntheticQualityRecord.Gate.Decision.closed, .overridden].compactMap {
      decision -> HTML? in
      let found = records.filter { $0.gate.decision == decision }
      guard let first = found.first else { return nil }
      let (title, meaning) =
        decision == .closed
        ? ("not used", "The gate closed, and the members were trained on real samples alone.")
        : ("used against advice", "The gate would have closed, but the configuration insists.")
      let others: HTML =
        found.count > 1
        ? HTML.details(
          "Reasons on the other seeds",
          HTML.list(
            found.dropFirst().map {
              "Seed \($0.seed): \($0.gate.reasons.joined(separator: " "))"
            })) : ""
      return """
        <div class="warn"><b>\(Self.seeds(found, capital: true)): \(title).</b> \(meaning)
        \(found.count > 1 ? "<br/>On seed \("\(first.seed)"):" as HTML : "")
        \(HTML.list(first.gate.reasons))\(others)</div>
        """
    }
    if !passed.isEmpty {
      let which = passed.count == records.count ? "" : " (\(Self.seeds(passed)))"
      pieces.append(
        "<p><b>The gate passed</b>\(which): nothing was found that forbids their use.</p>")
      // A gate that passed may have something to say, such as that samples are all alike or too few.
      let remarks = passed.flatMap { record in
        (record.gate.doubts + record.notes).map {
          records.count > 1 ? "Seed \(record.seed): \($0)" : $0
        }
      }
      if !remarks.isEmpty { pieces.append(HTML.list(remarks)) }
    }
    return HTML(pieces)
  }

  /// The seeds of records, such as `seeds 1, 2`.
  private static func seeds(
    _ records: [SyntheticQualityRecord], _ separator: String = ", ", capital: Bool = false
  ) -> String {
    (capital ? "Seed" : "seed") + (records.count == 1 ? " " : "s ")
      + records.map { "\($0.seed)" }.joined(separator: separator)
  }

  // MARK: Tables

  /// The measures of all methods, means over seeds, with what they mean.
  private func measureTable(_ records: [SyntheticQualityRecord], _ methods: [String]) -> HTML {
    let rows = Self.measureNames(records).map { name -> [HTML] in
      func mean(_ value: KeyPath<SyntheticQualityRecord.Measure, Double?>, _ method: String?)
        -> HTML
      {
        let chosen = records.filter { method == nil || $0.method == method }
        let measures = chosen.flatMap(\.measures).filter { $0.name == name }
        return "\(Self.mean(measures.compactMap { $0[keyPath: value] }))"
      }
      let text = QualityMeasureText(name)
      let title: HTML =
        text.meaning.isEmpty
        ? "\(text.title)"
        : "<div class=\"how\">\(text.title)<small>\(text.meaning)</small></div>"
      return [title, mean(\.reference, nil)] + methods.map { mean(\.synthetic, $0) }
    }
    let gates = methods.map { method in
      "\(Self.decisions(records.filter { $0.method == method }))" as HTML
    }
    let seeds = Set(records.map(\.seed)).count
    return """
      \(HTML.table(["measure", "real against real"] + methods.map(summary.marked), [["gate", ""] + gates] + rows))
      \(seeds > 1 ? "<p class=\"note\">Means over seeds.</p>" as HTML : "")
      \(unusedNote(methods))
      """
  }

  /// What the gate decided for a method, such as `passed` or `passed 4, closed 1`.
  private static func decisions(_ records: [SyntheticQualityRecord]) -> String {
    let decisions: [SyntheticQualityRecord.Gate.Decision] = [.passed, .closed, .overridden]
    let counts = decisions.map { decision in
      (name: decision.rawValue, count: records.count { $0.gate.decision == decision })
    }.filter { $0.count > 0 }
    return counts.count == 1
      ? counts[0].name : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }

  /// The measures of a method for each seed, on demand.
  private func seedTable(_ records: [SyntheticQualityRecord]) -> HTML {
    let names = Self.measureNames(records)
    guard records.count > 1, !names.isEmpty else { return "" }
    let rows = names.map { name -> [HTML] in
      ["\(QualityMeasureText(name).title)"]
        + records.map { record in
          "\(Self.mean(record.measures.filter { $0.name == name }.compactMap(\.synthetic)))"
        }
    }
    return HTML.details(
      "Each seed", HTML.table(["measure"] + records.map { "seed \($0.seed)" }, rows))
  }

  /// The names of measures, in the order of the first record that has them.
  private static func measureNames(_ records: [SyntheticQualityRecord]) -> [String] {
    var names: [String] = []
    for measure in records.flatMap(\.measures) where !names.contains(measure.name) {
      names.append(measure.name)
    }
    return names
  }

  private static func mean(_ values: [Double]) -> String {
    guard !values.isEmpty else { return NumberText.dash }
    return NumberText.significant(values.reduce(0, +) / Double(values.count))
  }

  /// The values of each feature, real and synthetic.
  private func featureTable(_ record: SyntheticQualityRecord) -> HTML {
    guard !record.features.isEmpty else { return "" }
    let number: (Double) -> String = { NumberText.significant($0, digits: 3) }
    func cells(_ values: SyntheticQualityRecord.Feature.Values) -> [String] {
      [
        "\(number(values.minimum)) to \(number(values.maximum))",
        "\(number(values.mean)) ± \(number(values.standardDeviation))",
        values.autocorrelation.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.dash,
      ]
    }
    let rows = record.features.map { feature -> [HTML] in
      let pairs = zip(cells(feature.real), cells(feature.synthetic)).flatMap { [$0, $1] }
      return ["\(feature.name)"] + pairs.map { "\($0)" }
    }
    return HTML.details(
      "Values of \(NumberText.counted(record.features.count, "feature")), seed \(record.seed)",
      """
      \(HTML.table(
        [
          "feature", "real range", "synthetic range", "real mean ± sd", "synthetic mean ± sd",
          "real autocorrelation", "synthetic autocorrelation",
        ], rows))
      <p class="note">Over all events, in the units of the data. The autocorrelation is that of an \
      event and the next: near 0 the order of events says nothing, near 1 values change slowly.</p>
      """)
  }

  // MARK: Pictures

  private func pictures(_ record: SyntheticQualityRecord) -> HTML {
    let maps = record.mapFigures.enumerated().map { index, figure in
      HTML.figure(figure, index == 0 ? Self.mapCaption : Self.otherMapCaption)
    }
    let histogram = record.histogramFigure.map {
      HTML.figure(
        $0, "Filled: real samples; dashed: synthetic ones. The closer the outlines, the better.")
    }
    let drawn = record.exampleFigures.prefix(2)
    let examples = drawn.map { HTML.figure($0, Self.exampleCaption(record, shown: drawn.count)) }
    let rows = [maps + [histogram].compactMap(\.self), examples].filter { !$0.isEmpty }
    return HTML(rows.map { "<div class=\"figures\">\($0)</div>" })
  }

  private static let mapCaption =
    "Dots are real samples, crosses synthetic ones; axes of maps have no unit. Good ones lie among the real ones and reach the "
    + "same places; crosses in a few clumps are too much alike, crosses apart are unlike anything "
    + "real."

  private static let otherMapCaption =
    "t-SNE keeps neighbours together; how far clumps are from each other means nothing, and what "
    + "one map shows and others do not is chance."

  private static func exampleCaption(_ record: SyntheticQualityRecord, shown: Int) -> String {
    "In the units of the data, on the same scale on both sides; the thin line at the right is the real "
      + "sequence again. The synthetic one should be of the same kind, not its copy. "
      + "\(record.meaningOfShownFeatures) The page has \(shown) of "
      + "\(NumberText.counted(record.examples.count, "example"))."
  }
}
