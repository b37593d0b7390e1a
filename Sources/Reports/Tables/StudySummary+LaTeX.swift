import Statistics

/// How the table of scores is fitted into a page.
private struct ScoreTableForm {
  /// Whether cells tell the standard deviation.
  var hasSpread: Bool
  /// The metrics whose columns stand beside each other, block below block.
  var blocks: [[Metric]]
}

extension StudySummary {
  /// `table.tex`: the scores as a table for a paper, with a caption that says what they are.
  ///
  /// What is too wide for a page stands in blocks of metrics below each other, and loses its standard
  /// deviations if that is not enough or too high. Needs the packages `booktabs` and `amsmath`,
  /// nothing else.
  var latex: String { LaTeXText.file(latexTable) }

  private var latexTable: String {
    let form = form
    let columns = form.blocks.map(\.count).max() ?? 0
    let blocks = form.blocks.map { block in
      let header = ["Method"] + block.map { latexTitle($0, form) }
      let rankings = block.map { MeanRanking(methods, $0) }
      let rows = methods.map { method in
        [LaTeXText.escaped(method.method) + (method.isWithoutSamples ? "$^{\\ddagger}$" : "")]
          + zip(block, rankings).map { latexCell(method, $0, $1, form.hasSpread) }
      }
      let lines = ([header] + rows).map { $0.joined(separator: " & ") + " \\\\" }
      return lines[0] + "\n\\midrule\n" + lines.dropFirst().joined(separator: "\n")
    }
    // Even blocks of the fewest rows may be too high; smaller text has a sixth less.
    let size = latexHeight(form) <= LaTeXPage.height ? "\\small" : "\\footnotesize"
    return """
      % Needs \\usepackage{booktabs} and \\usepackage{amsmath}. Written by Counterweight \
      \(record.version); do not edit, it is written anew.
      \\begin{table}
      \\centering\(size)\\setlength{\\tabcolsep}{\(Int(LaTeXPage.space / 2))pt}
      \\caption{\(caption(hasSpread: form.hasSpread))}
      \\label{tab:\(record.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })}\\smallskip
      \\begin{tabular}{l\(String(repeating: "r", count: columns))}
      \\toprule
      \(blocks.joined(separator: "\n\\midrule\n"))
      \\bottomrule
      \\end{tabular}
      \\end{table}

      """
  }

  // MARK: Form

  /// The first form that fits into a page, or else the lowest that is not too wide, or the narrowest.
  private var form: ScoreTableForm {
    let metrics = tableMetrics
    let hasSpread = methods.contains { method in
      metrics.contains { method.metrics[$0]?.standardDeviation != nil }
    }
    let forms = (hasSpread ? [true, false] : [false]).flatMap { hasSpread in
      metrics.indices.map { index in
        let size = (metrics.count + index) / (index + 1)
        let blocks = stride(from: 0, to: metrics.count, by: size).map {
          Array(metrics[$0...].prefix(size))
        }
        return ScoreTableForm(hasSpread: hasSpread, blocks: blocks)
      }
    }
    let narrow = forms.filter { latexWidth($0) <= LaTeXPage.width }
    return narrow.first { latexHeight($0) <= LaTeXPage.height }
      ?? narrow.min { latexHeight($0) < latexHeight($1) }
      ?? forms.last ?? ScoreTableForm(hasSpread: false, blocks: [metrics])
  }

  /// About how wide the table is, in points.
  private func latexWidth(_ form: ScoreTableForm) -> Double {
    let names = methods.map { LaTeXPage.width($0.method + ($0.isWithoutSamples ? "‡" : "")) }
    let columns = (0..<(form.blocks.map(\.count).max() ?? 0)).map { column in
      form.blocks.filter { column < $0.count }.map { block in
        let words = latexTitleLines(block[column], form).map { LaTeXPage.width($0) }
        return max(cellWidth(block[column], form), words.max() ?? 0) + LaTeXPage.space
      }.max() ?? 0
    }
    return columns.reduce((names.max() ?? 0) + LaTeXPage.space, +)
  }

  /// About how high the table is with its caption, in points.
  private func latexHeight(_ form: ScoreTableForm) -> Double {
    // The titles of a block have two lines, the rules about half a one.
    let rows = Double(form.blocks.count) * (Double(methods.count) + 3)
    return LaTeXPage.height(ofCaption: caption(hasSpread: form.hasSpread))
      + LaTeXPage.rowHeight * rows
  }

  /// The width of the cells of a column, in points.
  private func cellWidth(_ metric: Metric, _ form: ScoreTableForm) -> Double {
    let isNegative = methods.contains { ($0.metrics[metric]?.mean ?? 0) < 0 }
    return LaTeXPage.width(
      (isNegative ? "+" : "") + "0.000" + (metric == record.headline ? "(*)" : "")
        + (form.hasSpread ? " ± 0.000" : ""))
  }

  /// The title of a column; in lines of a word each where it is wider than its cells.
  private func latexTitleLines(_ metric: Metric, _ form: ScoreTableForm) -> [String] {
    let title = metric.title.prefix(1).uppercased() + metric.title.dropFirst()
    return LaTeXPage.width(title) <= cellWidth(metric, form)
      ? [title] : title.split(separator: " ").map(String.init)
  }

  private func latexTitle(_ metric: Metric, _ form: ScoreTableForm) -> String {
    let lines = latexTitleLines(metric, form).map(LaTeXText.escaped)
    return lines.count < 2
      ? lines.joined() : "\\shortstack[r]{\(lines.joined(separator: "\\\\"))}"
  }

  // MARK: Cells

  private func latexCell(
    _ method: MethodSummary, _ metric: Metric, _ ranking: MeanRanking, _ hasSpread: Bool
  ) -> String {
    guard let values = method.metrics[metric] else { return "--" }
    var text = NumberText.fixed(values.mean, decimals: 3)
    // In mathematics a minus is a minus.
    switch values.mean {
    case _ where method.isWithoutSamples: break
    case let mean where ranking.isBest(mean): text = "\\mathbf{\(text)}"
    case let mean where ranking.isSecond(mean): text = "\\underline{\(text)}"
    default: break
    }
    if metric == record.headline { text += mark(method.method) }
    if hasSpread, let spread = values.standardDeviation {
      text += " \\pm \(NumberText.fixed(spread, decimals: 3))"
    }
    return "$\(text)$"
  }

  /// A star for a gain on the baseline, a dagger for a loss; in parentheses where only these test
  /// samples can be spoken of.
  private func mark(_ method: String) -> String {
    guard let verdict = verdicts.first(where: { $0.method == method })?.verdict else { return "" }
    return switch verdict.conclusion {
    case .improvement: "^{*}"
    case .worse: "^{\\dagger}"
    case .improvementOnTheseSamples: "^{(*)}"
    case .worseOnTheseSamples: "^{(\\dagger)}"
    case .noImprovementShown, .equivalent, .equal, .noImprovement, .noStatement, .samplesNotUsed,
      .noComparison:
      ""
    }
  }

  // MARK: Caption

  private func caption(hasSpread: Bool) -> String {
    var sentences: [String] = []
    let test = record.data.split(.test).map {
      " (\(NumberText.counted($0.sampleCount, "test sample"))"
        + ($0.minorityShare.map { share in ", \(NumberText.percent(share)) minority" } ?? "") + ")"
    }
    sentences.append(
      "Scores on the test split of \(LaTeXText.escaped(record.data.name))\(LaTeXText.escaped(test ?? "")): "
        + "\(captionOfSeeds(hasSpread)), ensembles of $K = \(record.ensembleSize)$ "
        + (record.ensembleSize == 1 ? "member." : "members."))
    if scoredSeeds != nil {
      sentences.append("The best mean of a column is bold, the second underlined.")
    }
    if let incompleteness { sentences.append(incompleteness) }
    if familySize > 0, let baseline = record.baseline {
      let level = NumberText.fixed(ComparisonVerdict.significanceLevel, decimals: 2)
      let correction = familySize > 1 ? ", Holm-corrected over \(familySize) methods" : ""
      let hasBoth = headlineComparisons.contains { $0.both != nil }
      let both =
        hasBoth
        ? "a two-sided $t$-test whose standard error covers seeds and test samples; in parentheses: "
          + "for other seeds on these test samples only, by a two-sided paired $t$-test over seeds"
        : "a two-sided paired $t$-test over seeds, of these test samples only"
      sentences.append(
        "Marks at \(LaTeXText.escaped(record.headline.title)): better ($^{*}$) or worse ($^{\\dagger}$) than "
          + "\(LaTeXText.escaped(baseline)) by \(both)\(correction), $p < \(level)$.")
    }
    sentences += unusedSampleNotes(mark: "").map {
      ($0.hasPrefix(" ") ? "$^{\\ddagger}$" : "") + LaTeXText.escaped($0)
    }
    return sentences.joined(separator: " ")
  }

  /// Such as: mean ± sample standard deviation over n = 5 seeds (gan: 4).
  private func captionOfSeeds(_ hasSpread: Bool) -> String {
    guard let (count, fewer) = scoredSeeds else { return "none yet" }
    let spread =
      count < 2 ? "of" : hasSpread ? "mean $\\pm$ sample standard deviation over" : "mean over"
    let exceptions = fewer.map { "\(LaTeXText.escaped($0.method)): \($0.count)" }.joined(
      separator: "; ")
    return "\(spread) $n = \(count)$ \(count == 1 ? "seed" : "seeds")"
      + (fewer.isEmpty ? "" : " (\(exceptions))")
  }
}
