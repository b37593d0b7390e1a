import Figures

extension StudyCollection {
  /// The critical-difference diagram.
  var rankFigure: Figure {
    RankChart(
      ranks: zip(methods, averageRanks).map { method, rank in
        (label: method, rank: rank, series: series(of: method))
      },
      groups: isDecidedByRanks
        ? criticalDifference.groups.compactMap { group in
          guard let best = group.first, let worst = group.last else { return nil }
          return averageRanks[best]...averageRanks[worst]
        } : [],
      criticalDifference: criticalDifference.difference, isDecisive: isDecidedByRanks
    ).figure(name: "ranks", title: "Average ranks in \(metric.title)", description: verdict)
  }

  /// The colour and mark of a method, as in the first study's report; the baseline's are neutral.
  private func series(of method: String) -> Int {
    guard method != baseline else { return FigureStyle.neutral }
    let others = (studies.first?.methods ?? []).map(\.method).filter { $0 != baseline }
    return others.firstIndex(of: method) ?? 0
  }

  private var captionOfRanks: String {
    let beginning = "Methods that every study has."
    return isDecidedByRanks
      ? "\(beginning) Bars join those that are not shown to differ: their ranks lie nearer to each "
        + "other than Nemenyi's critical difference, which is drawn above the axis."
      : "\(beginning) Above the axis is Nemenyi's critical difference. "
        + (methods.count > 2
          ? "It decides nothing, for Friedman's test finds no difference."
          : "It decides nothing, for of two methods Wilcoxon's test is asked.")
  }

  /// `comparison.html`: the verdict, what to mind, the means, the ranks and the tests of pairs.
  var html: String {
    let warnings: HTML =
      cautions.isEmpty
      ? ""
      : "<div class=\"warn\"><b>To be minded.</b>\n\(HTML.list(cautions))</div>"
    let notes: HTML = leftOut.isEmpty ? "" : HTML.list(leftOut)
    let reference: HTML =
      referenceTable.map { table in
        "<h2>\(referenceTitle)</h2>\n\(Self.table(table))" as HTML
      } ?? ""
    return HTML.page(
      title: title,
      body: """
        <header><h1>\(title)</h1>
        \(verdictSentences.map { "<p>\($0)</p>" as HTML })
        \(warnings)</header>
        <main>
        <h2>Means and ranks</h2>
        \(meansTable)
        <p class="note">\(meaning)</p>
        \(notes)
        <div class="figures">\(HTML.figure(rankFigure, captionOfRanks))</div>
        \(reference)
        <h2>\(pairs.count > 1 ? "All pairs" : "The two methods")</h2>
        \(Self.table(pairTable))
        <div class="note">\(HTML.list(meaningOfPairs))</div>
        <footer>Made by Counterweight from \(studies.map(\.source).joined(separator: ", ")). The \
        numbers of each study are in <code>comparison.csv</code>, those of each pair in \
        <code>pairs.csv</code>, the table for a paper in <code>comparison.tex</code>.</footer>
        </main>
        """)
  }

  /// The table of means, the best of each study bold and the second underlined.
  private var meansTable: HTML {
    let (header, rows) = table
    let cells = zip(tableMethods, rows).map { method, row in
      row.enumerated().map { column, cell -> HTML in
        guard column >= 2 else { return "\(cell)" }
        let parts = cell.split(separator: " ", maxSplits: 1).map(String.init)
        let spread: HTML =
          parts.count > 1 ? " <span class=\"sd\">\(parts[1])</span>" : ""
        return switch standing(method, in: studies[column - 2]) {
        case .best: "<span class=\"best\">\(parts[0])</span>\(spread)"
        case .second: "<span class=\"second\">\(parts[0])</span>\(spread)"
        case .other: "\(parts[0])\(spread)"
        }
      }
    }
    return HTML.table(header, cells)
  }

  private static func table(_ table: CellTable) -> HTML {
    HTML.table(table.header, table.rows.map { $0.map { "\($0)" as HTML } })
  }
}
