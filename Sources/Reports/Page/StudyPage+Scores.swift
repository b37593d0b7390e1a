import Figures
import Statistics

extension StudyPage {
  /// The table of scores and the scores by seed.
  var scores: Section? {
    let metrics = summary.tableMetrics
    let bests = metrics.map { MeanRanking(summary.methods, $0) }
    let rows = summary.methods.map { method -> [HTML] in
      let name: HTML =
        method.method == summary.record.baseline
        ? "\(summary.marked(method.method)) <span class=\"sd\">baseline</span>"
        : "\(summary.marked(method.method))"
      return [name, "\(method.runCount)"]
        + zip(metrics, bests).map { metric, best in cell(method, metric, best) }
    }
    let gaps: HTML =
      summary.gaps.isEmpty ? "" : "<h3>Missing values</h3>\(HTML.list(summary.gaps))"
    let others =
      summary.unusedSampleNotes() + summary.detectionNotes
      + [summary.meaningOfLabelSequences].compactMap(\.self)
    let content: HTML = """
      \(HTML.table(["method", "n"] + metrics.map(\.title), rows))
      <p class="note">\(summary.meaningOfValues) The best mean of a column is bold, the second \
      underlined; that alone is no statement about chance.</p>
      \(others.map { "<p class=\"note\">\($0)</p>" as HTML })
      \(gaps)
      <div class="figures">
      \(figure(summary.scoreFigure, Self.intervalCaption + summary.meaningOfScoreArrows))
      \(figure(summary.barFigure, "The same means as bars, with the same intervals."))
      </div>
      \(HTML.details("\(summary.record.headline.title) of each seed", seedTable))
      """
    return Section(id: "scores", title: "Scores on the test split", content: content)
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

  /// The sentence behind the mark of the methods whose samples were used on no seed, below what names
  /// them; nothing if none of these is one.
  func unusedNote(_ methods: [String]) -> HTML {
    summary.unusedMarkNote(methods).map { "<p class=\"note\">\($0)</p>" } ?? ""
  }

  /// A mean with its spread; the best of the column is bold, the second underlined.
  func cell(
    _ method: MethodSummary, _ metric: Metric, _ ranking: MeanRanking
  ) -> HTML {
    guard let values = method.metrics[metric] else { return "\(NumberText.dash)" }
    let style: HTML =
      method.isWithoutSamples
      ? ""
      : ranking.isBest(values.mean)
        ? " class=\"best\"" : ranking.isSecond(values.mean) ? " class=\"second\"" : ""
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
      return ["\(summary.marked(method))"]
        + record.seeds.map { seed in
          "\(values[seed].map { NumberText.fixed($0) } ?? NumberText.dash)"
        }
    }
    return """
      \(HTML.table(["method"] + record.seeds.map { "seed \($0)" }, rows))
      \(unusedNote(record.methods))
      """
  }
}
