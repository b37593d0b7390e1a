import Statistics

extension StudyPage {
  /// What may be said, in words.
  var conclusions: Section? {
    let items = summary.sharedVerdicts.map { methods, verdict -> HTML in
      """
      <li class="\(verdict.conclusion.tone.rawValue)"><b class="say">\(methods.joined(separator: ", ")): \
      \(verdict.conclusion.title)</b> \(verdict.gist) \
      <span class="note">\(verdict.details)</span></li>
      """
    }
    let content: HTML =
      summary.reasonForNoComparison.map { "<p>\($0)</p>" }
        ?? """
        <p><b>\(overview)</b></p>
        <ul class="verdicts">\(items)</ul>
        <h3>How to read this</h3>
        <div class="note">\(HTML.list(summary.meaningOfTests.map(Self.plain)))</div>
        """
    return Section(id: "conclusions", title: "What the data allow to say", content: content)
  }

  /// The conclusions in a line: which methods each is true of.
  private var overview: String {
    ComparisonVerdict.Conclusion.allCases.compactMap { conclusion in
      let methods = summary.verdicts.filter { $0.verdict.conclusion == conclusion }.map(\.method)
      return methods.isEmpty ? nil : "\(conclusion.title): \(methods.joined(separator: ", "))."
    }.joined(separator: " ")
  }

  /// What each method gains on the baseline.
  var differences: Section? {
    guard !summary.headlineComparisons.isEmpty else { return nil }
    let content: HTML = """
      <div class="figures">
      \(figure(
        summary.differenceFigure,
        "Dots are seeds: method minus baseline on the same seed. The line is the mean, the broad bar "
          + summary.meaningOfDifferenceInterval + summary.meaningOfDifferenceArrows))
      </div>
      \(table(summary.questionTable))
      \(unusedNote(summary.headlineComparisons.map(\.method)))
      \(HTML.details(
        "Further tests and effect sizes",
        """
        \(table(summary.overSeedsTable))
        \(table(summary.effectTable))
        \(summary.overSamplesTable.map(table) ?? "")
        \(unusedNote(summary.headlineComparisons.map(\.method)))
        <p class="note">\(Self.plain(summary.meaningOfFurtherTests))</p>
        """))
      """
    return Section(id: "differences", title: "Against the baseline", content: content)
  }

  /// All pairs of methods, and their ranks.
  var pairs: Section? {
    let methods = summary.record.methods
    guard methods.count > 2 else { return nil }
    let rows = methods.map { method in
      ["\(summary.marked(method))" as HTML] + methods.map { pairCell(method, $0) }
    }
    let ranks: HTML = summary.ranksInWords.map { "<p>\($0)</p>" } ?? ""
    return Section(
      id: "pairs", title: "All pairs",
      content: """
        \(HTML.table(["row minus column"] + methods.map(summary.marked), rows))
        <p class="note">\(summary.meaningOfPairs) Bold ones hold.</p>
        \(unusedNote(methods))
        \(ranks)
        \(rankDetails)
        """)
  }

  /// Which ranks differ, on demand.
  private var rankDetails: HTML {
    guard let ranks = summary.rankTable else { return "" }
    // Holm's p below Nemenyi's.
    let rows = ranks.rows.map { row in
      row.map { cell -> HTML in
        let parts = cell.split(separator: " (", maxSplits: 1).map(String.init)
        return parts.count < 2
          ? "\(cell)" : "\(parts[0])<br/><span class=\"sd\">(\(parts[1])</span>"
      }
    }
    return HTML.details(
      "Ranks after Friedman's test: Nemenyi and Holm",
      "\(HTML.table(ranks.header, rows))<p class=\"note\">\(summary.meaningOfRanks)</p>")
  }

  private func pairCell(_ method: String, _ other: String) -> HTML {
    guard method != other else { return "" }
    guard let cell = summary.pairCell(method, other), let (pair, _) = summary.pair(method, other)
    else { return "\(NumberText.dash)" }
    let difference: HTML =
      pair.conclusion.holds ? "<b>\(cell.difference)</b>" : "\(cell.difference)"
    return "\(difference)<br/><span class=\"sd\">\(cell.p)</span>"
  }

  private func table(_ table: CellTable) -> HTML {
    HTML.table(table.header, table.rows.map { $0.map { "\($0)" as HTML } })
  }
}
