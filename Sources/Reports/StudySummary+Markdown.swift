import Statistics

extension StudySummary {
  /// `table.md`: the scores, each method against the baseline in words, and what the words mean.
  var markdown: String {
    var blocks = ["# \(escaped(record.name))", introduction, splitTable]
    blocks += ["## Scores on the test split", scoreTable, meaningOfValues]
    blocks += unusedSampleNotes().map(escaped)
    if let meaningOfLabelSequences { blocks.append(meaningOfLabelSequences) }
    // Where units have failed, the failures say so themselves.
    if record.failures.isEmpty, let incompleteness { blocks.append(incompleteness) }
    if !gaps.isEmpty {
      blocks.append("Missing values:\n\n" + list(gaps.map(escaped)))
    }
    if !detectionNotes.isEmpty {
      blocks.append(list(detectionNotes.map(escaped)) + "\n\nEach seed is in `detection.csv`.")
    }
    blocks += ["## Against the baseline", comparisonText]
    if !headlineComparisons.isEmpty {
      blocks += [
        table(questionTable), list(meaningOfTests), table(overSeedsTable), table(effectTable),
      ]
      if let overSamplesTable { blocks.append(table(overSamplesTable)) }
      blocks.append(meaningOfFurtherTests)
    }
    if let pairTable { blocks += ["## All pairs", table(pairTable), meaningOfPairs] }
    if let ranksInWords { blocks.append(escaped(ranksInWords)) }
    if let rankTable { blocks += [table(rankTable), escaped(meaningOfRanks)] }
    if !meanTransitions.isEmpty {
      blocks += [transitionTable, meaningOfTransitions]
      if let note = unusedMarkNote(meanTransitions.map(\.method)) { blocks.append(note) }
    }
    if let (header, rows) = trainingFitRows {
      blocks += [
        "## Real and synthetic training samples", table(header, rows.map { $0.map(escaped) }),
        Self.meaningOfTrainingFit,
      ]
      if let note = unusedMarkNote(methodsWithTrainingFits) { blocks.append(note) }
    }
    if !record.notes.isEmpty { blocks += ["## Notes", list(record.notes.map(escaped))] }
    if !record.failures.isEmpty {
      blocks += ["## Failures", list(record.failures.map(escaped))]
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var introduction: String {
    let data = record.data
    let text = data.text.isEmpty ? "" : " (\(escaped(data.text)))"
    let seeds = record.seeds.map { "\($0)" }.joined(separator: ", ")
    return "Data: \(escaped(data.name))\(text), "
      + "\(NumberText.counted(data.featureCount, "feature")) per event, \(NumberText.counted(data.classCount, "class", "classes")). "
      + "K = \(NumberText.counted(record.ensembleSize, "member")) per ensemble. "
      + "\(NumberText.counted(record.seeds.count, "seed")): \(seeds). "
      + "Baseline: \(record.baseline.map(escaped) ?? "none named"). "
      + "Counterweight \(escaped(record.version))."
  }

  private var splitTable: String {
    table(
      ["split", "samples", "minority", "share"],
      record.data.splits.map { split in
        [
          split.name.rawValue, "\(split.sampleCount)", "\(split.minorityCount)",
          split.minorityShare.map(NumberText.percent) ?? NumberText.dash,
        ]
      })
  }

  private var scoreTable: String {
    table(
      ["method", "n"] + tableMetrics.map(\.title),
      methods.map { method in
        let mark = method.method == record.baseline ? " (baseline)" : ""
        return [escaped(marked(method.method)) + mark, "\(method.runCount)"]
          + tableMetrics.map { metric in
            let text = cell(method, metric)
            let count = method.metrics[metric]?.count ?? 0
            return count == 0 || count == method.runCount ? text : "\(text) (n = \(count))"
          }
      })
  }

  private var comparisonText: String {
    if let reasonForNoComparison { return reasonForNoComparison }
    return list(
      sharedVerdicts.map { methods, verdict in
        "**\(escaped(methods.joined(separator: ", "))): \(verdict.conclusion.title).** \(escaped(verdict.grounds))"
      })
  }

  private var transitionTable: String {
    table(
      [
        "test samples per seed", "n", "FN to TP (found)", "TP to FN (lost)", "FP to TN (cleared)",
        "TN to FP (raised)",
      ],
      meanTransitions.map { method, seeds, means in
        [escaped(marked(method)), "\(seeds)"] + means.map { NumberText.fixed($0, decimals: 1) }
      })
  }

  var meaningOfTransitions: String {
    """
    How predictions change from the baseline's to the method's: minority samples that only the \
    method finds and that only the baseline finds, false alarms that only the baseline and that only \
    the method raises; means over the seeds that both have. By seed and class in `confusion.csv` and \
    `transitions.csv`.
    """
  }

  private func table(_ table: CellTable) -> String {
    self.table(table.header.map(escaped), table.rows.map { $0.map(escaped) })
  }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    MarkdownText.table(header, rows)
  }

  private func list(_ items: [String]) -> String { MarkdownText.list(items) }

  private func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
