import Figures
import Statistics

extension StudyPage {
  private var band: String {
    summary.record.seeds.count > 1
      ? "The line is the mean over seeds, the band reaches from the least to the greatest." : ""
  }

  /// Precision, recall and false alarms for all thresholds.
  var curves: Section? {
    let figures = [
      figure(
        summary.precisionRecallFigure,
        "\(band) The dashed level is the share of minority samples: the precision of chance."),
      figure(summary.rocFigure, "\(band) The diagonal is chance."),
    ]
    guard summary.precisionRecallFigure != nil || summary.rocFigure != nil else {
      guard !summary.record.predictions.isEmpty else { return nil }
      return Section(
        id: "curves", title: "All thresholds",
        content: """
          <p>There are no curves: the test split holds a single class, or scores are not numbers.</p>
          """)
    }
    return Section(
      id: "curves", title: "All thresholds",
      content: "<div class=\"figures\">\(figures)</div>\(unusedNote(summary.record.methods))")
  }

  /// Whether probabilities mean what they say.
  var calibration: Section? {
    let drawn = summary.calibrationFigure
    let hasErrors = summary.methods.contains { $0.metrics[.calibrationError] != nil }
    guard drawn != nil || hasErrors && !summary.record.predictions.isEmpty else { return nil }
    let caption =
      "Test samples of all seeds in ten bins of predicted minority probability; larger marks hold "
      + "more of them. Above the diagonal the minority is more frequent than predicted, below it "
      + "rarer. Training on a balanced set moves marks to the right: such probabilities rank samples, "
      + "but are no frequencies. The table has the mean distance from the diagonal, of each seed by "
      + "itself: the expected calibration error."
    let rows = summary.methods.map { method -> [HTML] in
      ["\(summary.marked(method.method))"]
        + Metric.ofProbabilities.map { metric in
          cell(method, metric, MeanRanking(summary.methods, metric))
        }
    }
    let figure: HTML =
      drawn.map {
        "<div class=\"figures\">\(HTML.figure($0, caption))</div>"
      } ?? "<p>Nothing is drawn: the test split has no minority sample.</p>"
    return Section(
      id: "calibration", title: "Calibration",
      content: """
        \(figure)
        \(HTML.table(["lower is better"] + Metric.ofProbabilities.map(\.title), rows))
        <p class="note">Mean ± standard deviation over seeds, each seed by itself, of the probability \
        of a minority; with several classes the log loss is that of all.</p>
        \(unusedNote(summary.record.methods))
        """)
  }

  /// What was mistaken for what, and how that differs from the baseline.
  var confusion: Section? {
    let drawn = summary.confusionFigures
    guard !drawn.isEmpty else { return nil }
    let moves = summary.meanTransitions
    let table: HTML =
      moves.isEmpty
      ? ""
      : """
      <h3>Predictions that changed</h3>
      \(HTML.table(
        [
          "test samples per seed", "n", "found (FN to TP)", "lost (TP to FN)",
          "cleared (FP to TN)", "raised (TN to FP)",
        ],
        moves.map { method, seeds, means in
          ["\(summary.marked(method))", "\(seeds)"]
            + means.map { "\(NumberText.fixed($0, decimals: 1))" }
        }))
      \(unusedNote(moves.map(\.method)))
      <p class="note">\(Self.plain(summary.meaningOfTransitions))</p>
      """
    let content: HTML = """
      <div class="figures">
      \(summary.confusionDifferenceFigures.map {
        HTML.figure(
          $0,
          "Test samples that a method predicts more often (+, blue) or less often (\u{2212}, orange) "
            + "than the baseline; means over common seeds. Every row sums to 0.")
      })
      \(drawn.map {
        HTML.figure($0, "Mean number of test samples over seeds; shades are shares of the row.")
      })
      </div>
      \(summary.meaningOfConfusionClasses.map { "<p class=\"note\">\($0)</p>" as HTML } ?? "")
      \(unusedNote(summary.record.methods))
      \(table)
      """
    return Section(id: "confusion", title: "Confusion", content: content)
  }

  /// How networks were trained.
  var training: Section? {
    let members = details.memberFigures(summary)
    let models = details.modelFigures(summary)
    guard !members.isEmpty || !models.isEmpty else { return nil }
    let generators: HTML =
      models.isEmpty
      ? ""
      : """
      <h3>Generators and other models</h3>
      <div class="figures">\(models.map { HTML.figure($0.figure, $0.caption) })</div>
      """
    return Section(
      id: "training", title: "Training",
      content: """
        <div class="figures">\(members.map { HTML.figure($0.figure, $0.caption) })</div>
        \(members.isEmpty ? "" : unusedNote(summary.record.methods))
        \(generators)
        """)
  }

  /// Where the time went.
  var time: Section? {
    guard let drawn = details.timeFigure(summary) else { return nil }
    struct Share {
      var host = ""
      var units = 0
      var wall = 0.0
      var processor = 0.0
    }
    var ranks: [Int: Share] = [:]
    for cost in details.costs {
      ranks[cost.rank, default: Share()].host = cost.host
      ranks[cost.rank, default: Share()].units += 1
      ranks[cost.rank, default: Share()].wall += cost.wallSeconds
      ranks[cost.rank, default: Share()].processor += cost.processorSeconds
    }
    let rows = ranks.sorted { $0.key < $1.key }.map { rank, share -> [HTML] in
      [
        "\(rank)", "\(share.host)", "\(share.units)",
        "\(NumberText.fixed(share.wall, decimals: 1))",
        "\(NumberText.fixed(share.processor, decimals: 1))",
      ]
    }
    let processor = details.costs.reduce(0) { $0 + $1.processorSeconds }
    return Section(
      id: "time", title: "Where the time went",
      content: """
        <p>\(NumberText.counted(details.costs.count, "unit")) took \
        \(NumberText.fixed(processor / 3600, decimals: 2)) core-hours of processor time.</p>
        <div class="figures">\(HTML.figure(
          drawn, "Models are computed once per seed, before the members that use them."))</div>
        \(HTML.details(
          "By rank",
          HTML.table(
            ["rank", "host", "units", "seconds computing", "seconds of processor"], rows,
            textColumns: 2)))
        """)
  }

  /// What went wrong or was doubtful.
  var warnings: Section? {
    let (notes, failures) = (summary.record.notes, summary.record.failures)
    let lists = [("Failures", failures), ("Notes", notes)].filter { !$0.1.isEmpty }
    let content: HTML =
      lists.isEmpty
      ? "<p>None: no unit failed, and none noted anything.</p>"
      : HTML(lists.map { title, items in "<h3>\(title)</h3>\(HTML.list(items))" })
    return Section(id: "warnings", title: "Warnings and failures", content: content)
  }

  /// How the same numbers are made again.
  var reproduction: Section? {
    let facts = details.facts.map { fact -> HTML in
      "<tr><th scope=\"row\">\(fact.name)</th><td class=\"facts\">\(fact.value)</td></tr>"
    }
    let content: HTML = """
      <pre>\(details.commands.joined(separator: "\n"))</pre>
      <div class="wide long"><table><tbody>\(facts)</tbody></table></div>
      \(details.configuration.isEmpty ? "" : HTML.details(
        "The resolved configuration", "<pre class=\"long\">\(details.configuration)</pre>"))
      """
    return Section(id: "reproduce", title: "How to repeat it", content: content)
  }
}
