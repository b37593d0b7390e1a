import Figures
import Statistics

extension StudyPage {
  /// What may be said, in words.
  var conclusions: Section? {
    let items = summary.verdicts.map { method, verdict -> HTML in
      let style: HTML =
        switch verdict.conclusion {
        case "Improvement": " class=\"good\""
        case "Worse than the baseline": " class=\"bad\""
        default: ""
        }
      return
        "<li\(style)><b class=\"say\">\(method): \(verdict.conclusion)</b> \(verdict.grounds)</li>"
    }
    let content: HTML =
      summary.reasonForNoComparison.map { "<p>\($0)</p>" }
        ?? """
        <p><b>\(overview)</b></p>
        <ul class="verdicts">\(items)</ul>
        <p class="note">\(Self.plain(summary.meaningOfTests))</p>
        """
    return Section(id: "conclusions", title: "What the data allow to say", content: content)
  }

  /// The conclusions in a line: which methods each is true of.
  private var overview: String {
    var conclusions: [String] = []
    for verdict in summary.verdicts.map(\.verdict.conclusion) where !conclusions.contains(verdict) {
      conclusions.append(verdict)
    }
    return conclusions.map { conclusion in
      let methods = summary.verdicts.filter { $0.verdict.conclusion == conclusion }.map(\.method)
      return "\(conclusion): \(methods.joined(separator: ", "))."
    }.joined(separator: " ")
  }

  /// The table of scores and the scores by seed.
  var scores: Section? {
    let metrics = summary.tableMetrics
    let bests = metrics.map { MeanRanking(summary.methods, $0) }
    let rows = summary.methods.map { method -> [HTML] in
      let name: HTML =
        method.method == summary.record.baseline
        ? "\(method.method) <span class=\"sd\">baseline</span>" : "\(method.method)"
      return [name, "\(method.runCount)"]
        + zip(metrics, bests).map { metric, best in cell(method, metric, best) }
    }
    let gaps: HTML =
      summary.gaps.isEmpty ? "" : "<h3>Missing values</h3>\(HTML.list(summary.gaps))"
    let others =
      summary.detectionNotes + [summary.meaningOfLabelSequences].compactMap(\.self)
    let content: HTML = """
      \(HTML.table(["method", "n"] + metrics.map(\.title), rows))
      <p class="note">\(summary.meaningOfValues) The best mean of a column is bold, the second \
      underlined; that alone is no statement about chance.</p>
      \(others.map { "<p class=\"note\">\($0)</p>" as HTML })
      \(gaps)
      <div class="figures">
      \(figure(summary.scoreFigure, Self.intervalCaption))
      \(figure(summary.barFigure, "The same means as bars, with the same intervals."))
      </div>
      \(HTML.details("\(summary.record.headline.title) of each seed", seedTable))
      """
    return Section(id: "scores", title: "Scores on the test split", content: content)
  }

  /// What each method gains on the baseline.
  var differences: Section? {
    guard !summary.headlineComparisons.isEmpty else { return nil }
    let (header, rows) = summary.testRows
    let content: HTML = """
      <div class="figures">
      \(figure(
        summary.differenceFigure,
        "Dots are seeds: method minus baseline on the same seed. The line is the mean, the broad bar "
          + "its 95 % t interval, before any correction."))
      </div>
      \(HTML.table(header, rows.map { $0.map { "\($0)" as HTML } }))
      """
    return Section(id: "differences", title: "Against the baseline", content: content)
  }

  /// A sentence of the Markdown table without its marks for code.
  static func plain(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).joined()
  }

  static let intervalCaption =
    "Dots are seeds, in the same order in every row, from the first at the top. The upright line is "
    + "the mean, the broad bar its 95 % t interval. Numbers at the right are means; * is the baseline."

  /// A figure, or nothing.
  func figure(_ figure: Figure?, _ caption: String) -> HTML {
    figure.map { HTML.figure($0, caption) } ?? ""
  }

  private func cell(
    _ method: MethodSummary, _ metric: Metric, _ ranking: MeanRanking
  ) -> HTML {
    guard let values = method.metrics[metric] else { return "\(NumberText.dash)" }
    let style: HTML =
      values.mean == ranking.best
      ? " class=\"best\"" : values.mean == ranking.second ? " class=\"second\"" : ""
    let spread: HTML =
      values.standardDeviation.map {
        " <span class=\"sd\">± \(NumberText.fixed($0, decimals: 3))</span>"
      } ?? ""
    let count: HTML =
      values.count == method.runCount
      ? "" : " <span class=\"sd\">(n = \(values.count))</span>"
    return "<span\(style)>\(NumberText.fixed(values.mean, decimals: 3))</span>\(spread)\(count)"
  }

  private var seedTable: HTML {
    let record = summary.record
    let rows = record.methods.map { method -> [HTML] in
      let values = record.testValues(record.headline, of: method)
      return ["\(method)"]
        + record.seeds.map { seed in
          "\(values[seed].map { NumberText.fixed($0) } ?? NumberText.dash)"
        }
    }
    return HTML.table(["method"] + record.seeds.map { "seed \($0)" }, rows)
  }
}
