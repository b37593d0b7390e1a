import Statistics

extension StudySummary {
  /// `table.tex`: the scores as a table for a paper, with a caption that says what they are.
  ///
  /// Needs the packages `booktabs` and `amsmath`, nothing else.
  var latex: String {
    let metrics = tableMetrics
    let header =
      ["Method"]
      + metrics.map { Self.latex($0.title.prefix(1).uppercased() + $0.title.dropFirst()) }
    let rankings = metrics.map { MeanRanking(methods, $0) }
    let rows = methods.map { method in
      [Self.latex(method.method) + (method.isWithoutSamples ? "$^{\\ddagger}$" : "")]
        + zip(metrics, rankings).map { latexCell(method, $0, $1) }
    }
    let lines = [header] + rows
    return """
      % Needs \\usepackage{booktabs} and \\usepackage{amsmath}. Written by Counterweight \
      \(record.version); do not edit, it is written anew.
      \\begin{table}
      \\centering
      \\caption{\(caption)}
      \\label{tab:\(record.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) })}
      \\begin{tabular}{l\(String(repeating: "r", count: metrics.count))}
      \\toprule
      \(lines[0].joined(separator: " & ")) \\\\
      \\midrule
      \(rows.map { $0.joined(separator: " & ") + " \\\\" }.joined(separator: "\n"))
      \\bottomrule
      \\end{tabular}
      \\end{table}

      """
  }

  private func latexCell(
    _ method: MethodSummary, _ metric: Metric, _ ranking: MeanRanking
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
    if let spread = values.standardDeviation {
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

  private var caption: String {
    var sentences: [String] = []
    let test = record.data.split(.test).map {
      " (\(NumberText.counted($0.sampleCount, "test sample"))"
        + ($0.minorityShare.map { share in ", \(NumberText.percent(share)) minority" } ?? "") + ")"
    }
    sentences.append(
      "Scores on the test split of \(Self.latex(record.data.name))\(Self.latex(test ?? "")): "
        + "\(captionOfSeeds), ensembles of $K = \(record.ensembleSize)$ "
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
        "Marks at \(Self.latex(record.headline.title)): better ($^{*}$) or worse ($^{\\dagger}$) than "
          + "\(Self.latex(baseline)) by \(both)\(correction), $p < \(level)$.")
    }
    sentences += unusedSampleNotes(mark: "").map {
      ($0.hasPrefix(" ") ? "$^{\\ddagger}$" : "") + Self.latex($0)
    }
    return sentences.joined(separator: " ")
  }

  /// Such as: mean ± sample standard deviation over n = 5 seeds (gan: 4).
  private var captionOfSeeds: String {
    guard let (count, fewer) = scoredSeeds else { return "none yet" }
    let spread = count > 1 ? "mean $\\pm$ sample standard deviation over" : "of"
    let exceptions = fewer.map { "\(Self.latex($0.method)): \($0.count)" }.joined(separator: "; ")
    return "\(spread) $n = \(count)$ \(count == 1 ? "seed" : "seeds")"
      + (fewer.isEmpty ? "" : " (\(exceptions))")
  }

  /// Text with what LaTeX would take for commands escaped.
  static func latex(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
  }
}
