import Statistics

/// How a table of studies is fitted into a page.
private struct TableForm {
  /// Whether methods are columns and studies rows.
  var hasMethodsAbove: Bool
  /// Whether cells tell the standard deviation.
  var hasSpread: Bool
  /// Whether the titles of columns are turned.
  var hasTurnedTitles: Bool
}

extension StudyCollection {
  /// `comparison.tex`: the means of all studies as a table for a paper, with a caption that says what
  /// they are.
  ///
  /// What there is more of, studies or methods, stands in rows; what is too wide for a page loses its
  /// standard deviations, and then its titles are turned. Needs the packages `booktabs`, `amsmath` and,
  /// with turned titles, `graphicx`.
  var latex: String { LaTeXText.file(latexTable) }

  private var latexTable: String {
    let form = form
    let (header, rows, ranks) = cells(form)
    func line(_ cells: [String]) -> String { cells.joined(separator: " & ") + " \\\\" }
    let titles = header.enumerated().map { column, title in
      let text = LaTeXText.escaped(title)
      return form.hasTurnedTitles && column > 0 ? "\\rotatebox{90}{\(text)}" : text
    }
    let last = ranks.map { "\n\\midrule\n\(line($0))" } ?? ""
    let version =
      Self.newest(studies.compactMap(\.version)).map { " \(LaTeXText.escaped($0))" } ?? ""
    return """
      % Needs \\usepackage{booktabs} and \\usepackage{amsmath}\
      \(form.hasTurnedTitles ? ", and \\usepackage{graphicx} for turned titles" : ""). \
      Written by Counterweight\(version); do not edit, it is written anew.
      \\begin{table}
      \\centering\\small\\setlength{\\tabcolsep}{\(Int(LaTeXPage.space / 2))pt}
      \\caption{\(caption(hasSpread: form.hasSpread))}
      \\label{tab:comparison}\\smallskip
      \\begin{tabular}{l\(String(repeating: "r", count: header.count - 1))}
      \\toprule
      \(line(titles))
      \\midrule
      \(rows.map(line).joined(separator: "\n"))\(last)
      \\bottomrule
      \\end{tabular}
      \\end{table}

      """
  }

  /// The first form that fits into a page, or else the narrowest.
  private var form: TableForm {
    let hasMethodsAbove = tableMethods.count <= studies.count
    let forms = [(true, false), (false, false), (false, true)].map { hasSpread, hasTurnedTitles in
      TableForm(
        hasMethodsAbove: hasMethodsAbove, hasSpread: hasSpread, hasTurnedTitles: hasTurnedTitles)
    }
    return forms.first { width($0) <= LaTeXPage.width } ?? forms[2]
  }

  /// About how wide a form is, in points.
  private func width(_ form: TableForm) -> Double {
    let width = LaTeXPage.width(_:)
    let cell = width(form.hasSpread ? "0.000 ± 0.000" : "0.000") + LaTeXPage.space
    let (titles, rows, last) =
      form.hasMethodsAbove
      ? (tableMethods, studies.map(\.dataset) + ["Average rank"], 0)
      : (studies.map(\.dataset), tableMethods, width("Rank") + LaTeXPage.space)
    let columns = titles.map { title in
      max(cell, form.hasTurnedTitles ? 0 : width(title) + LaTeXPage.space)
    }
    return columns.reduce((rows.map(width).max() ?? 0) + LaTeXPage.space + last, +)
  }

  /// The titles and cells of a form, and the row of ranks where methods are columns.
  private func cells(
    _ form: TableForm
  ) -> (header: [String], rows: [[String]], ranks: [String]?) {
    let names = tableMethods
    let ranks = names.map(latexRank)
    guard form.hasMethodsAbove else {
      let rows = zip(names, ranks).map { method, rank in
        [LaTeXText.escaped(method)] + studies.map { latexCell(method, $0, form.hasSpread) } + [
          rank
        ]
      }
      return (["Method"] + studies.map(\.dataset) + ["Rank"], rows, nil)
    }
    let rows = studies.map { study in
      [LaTeXText.escaped(study.dataset)] + names.map { latexCell($0, study, form.hasSpread) }
    }
    return (["Data"] + names, rows, ["Average rank"] + ranks)
  }

  /// The average rank, that of the best bold and the second underlined.
  private func latexRank(_ method: String) -> String {
    guard let rank = averageRank(method) else { return "--" }
    let text = NumberText.fixed(rank, decimals: 2)
    let sorted = Set(averageRanks).sorted()
    guard sorted.count > 1 else { return "$\(text)$" }
    return rank == sorted[0]
      ? "$\\mathbf{\(text)}$" : rank == sorted[1] ? "$\\underline{\(text)}$" : "$\(text)$"
  }

  private func latexCell(_ method: String, _ study: StudyResult, _ hasSpread: Bool) -> String {
    guard let value = study.value(method, metric.rawValue), let mean = value.mean else {
      return "--"
    }
    var text = NumberText.fixed(mean, decimals: 3)
    switch standing(method, in: study) {
    case .best: text = "\\mathbf{\(text)}"
    case .second: text = "\\underline{\(text)}"
    case .other: break
    }
    if hasSpread, let spread = value.sd {
      text += " \\pm \(NumberText.fixed(spread, decimals: 3))"
    }
    return "$\(text)$"
  }

  private func caption(hasSpread: Bool) -> String {
    let values = hasSpread ? "mean $\\pm$ sample standard deviation over" : "mean over"
    let title = metric.title.prefix(1).uppercased() + metric.title.dropFirst()
    var sentences = [
      "\(LaTeXText.escaped(title)) on the test splits of \(studies.count) studies: \(values) "
        + "\(captionOfSeeds).",
      "The best mean of a study is bold, the second underlined"
        + (others.isEmpty ? "." : ", of the methods that are ranked."),
      "Ranks are averages over studies, 1 for the best; equal means share theirs.",
    ]
    let level = NumberText.fixed(Self.significanceLevel, decimals: 2)
    let difference = "at \(level) the critical difference of Nemenyi's test is "
    if methods.count == 2, let pair = pairs.first {
      sentences.append(
        "Wilcoxon's signed-rank test over studies, two-sided: "
          + "\(Self.latexProbability(pair.wilcoxonP)) (smallest possible with "
          + "\(studies.count) studies: $\(NumberText.small(pair.smallestWilcoxonP))$).")
    } else {
      sentences.append(
        "Friedman's test of the ranks: \(Self.latexProbability(friedman.pValue)); "
          + "\(difference)$\(criticalDifferenceText)$"
          + (isDecidedByRanks ? "." : ", which decides nothing without a difference by Friedman's.")
      )
    }
    sentences += (cautions + leftOut).map(LaTeXText.escaped)
    return sentences.joined(separator: " ")
  }

  /// Over how many seeds the means are, such as: 3 to 5 seeds.
  private var captionOfSeeds: String {
    let counts = studies.flatMap { study in
      tableMethods.compactMap { study.value($0, metric.rawValue)?.n }
    }
    guard let least = counts.min(), let most = counts.max() else { return "seeds" }
    return least == most
      ? "$n = \(most)$ \(most == 1 ? "seed" : "seeds")" : "$n = \(least)$ to $\(most)$ seeds"
  }

  /// In braces, so that no line ends within.
  private static func latexProbability(_ p: Double) -> String {
    "${\(NumberText.probability(p))}$"
  }

  /// The newest of versions such as 0.9.0 and 0.10.0, by their numbers.
  static func newest(_ versions: [String]) -> String? {
    func numbers(_ version: String) -> [Int] {
      version.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    }
    return versions.max { numbers($0).lexicographicallyPrecedes(numbers($1)) }
  }
}
