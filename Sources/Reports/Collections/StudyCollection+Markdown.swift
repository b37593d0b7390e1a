extension StudyCollection {
  /// What is compared, as a title.
  var title: String {
    "\(metric.title.prefix(1).uppercased() + metric.title.dropFirst()) over "
      + NumberText.counted(studies.count, "study", "studies")
  }

  /// `comparison.md`: the verdict, what to mind, the means and the tests of pairs.
  var markdown: String {
    var blocks = ["# \(title)", MarkdownText.escaped(verdict)]
    if !cautions.isEmpty { blocks.append(list(cautions)) }
    blocks += [meansTable, MarkdownText.escaped(meaning)]
    if !leftOut.isEmpty { blocks.append(list(leftOut)) }
    if let referenceTable {
      blocks += ["## \(MarkdownText.escaped(referenceTitle))", table(referenceTable)]
    }
    blocks += [
      "## \(pairs.count > 1 ? "All pairs" : "The two methods")", table(pairTable),
      list(meaningOfPairs),
    ]
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// The table of means, the best of each study bold and the second underlined.
  private var meansTable: String {
    let (header, rows) = table
    let marked = zip(tableMethods, rows).map { method, row in
      row.enumerated().map { column, cell in
        let text = MarkdownText.escaped(cell)
        guard column >= 2 else { return text }
        return switch standing(method, in: studies[column - 2]) {
        case .best: "**\(text)**"
        case .second: "<u>\(text)</u>"
        case .other: text
        }
      }
    }
    return MarkdownText.table(header.map(MarkdownText.escaped), marked)
  }

  private func table(_ table: CellTable) -> String {
    MarkdownText.table(
      table.header.map(MarkdownText.escaped), table.rows.map { $0.map(MarkdownText.escaped) })
  }

  private func list(_ items: [String]) -> String {
    MarkdownText.list(items.map(MarkdownText.escaped))
  }
}
