import Figures
import Statistics

extension StudySummary {
  /// The figures of `results/figures`: they depend on scores and predictions alone.
  var figures: [Figure] {
    [
      scoreFigure, barFigure, differenceFigure, precisionRecallFigure, rocFigure,
      calibrationFigure,
    ].compactMap(\.self) + confusionFigures + confusionDifferenceFigures
  }

  /// The colour and mark of a method in all figures: the baseline's is that of text.
  func series(of method: String) -> Int {
    guard method != record.baseline else { return FigureStyle.neutral }
    return record.methods.filter { $0 != record.baseline }.firstIndex(of: method) ?? 0
  }

  /// The name of a method in figures, with marks for the baseline and for samples that were not used.
  func label(of method: String) -> String {
    method == record.baseline ? "\(marked(method)) *" : marked(method)
  }

  // MARK: Scores

  private var scoreRows: [IntervalChart.Row] {
    methods.compactMap { method in
      let values = record.testValues(record.headline, of: method.method)
      guard !values.isEmpty else { return nil }
      let summary = method.metrics[record.headline]
      return IntervalChart.Row(
        label: label(of: method.method), values: record.seeds.map { values[$0] },
        names: record.seeds.map { seed in
          "seed \(seed): " + (values[seed].map { NumberText.fixed($0) } ?? NumberText.dash)
        },
        mean: summary?.mean, interval: summary?.interval(),
        note: summary.map { NumberText.fixed($0.mean, decimals: 3) } ?? NumberText.dash,
        series: series(of: method.method))
    }
  }

  private var meansInWords: String {
    methods.compactMap { method in
      guard let summary = method.metrics[record.headline] else { return nil }
      let interval = summary.interval().map {
        " (\(NumberText.fixed($0.lowerBound)) to \(NumberText.fixed($0.upperBound)))"
      }
      return "\(method.method) \(NumberText.fixed(summary.mean))\(interval ?? "")"
    }.joined(separator: ", ")
  }

  private var scoreChart: IntervalChart {
    IntervalChart(
      rows: scoreRows, axis: "\(record.headline.title) on the test split",
      limits: record.headline.range)
  }

  /// What arrows of a chart of scores are, behind a space; empty where there are none.
  var meaningOfScoreArrows: String {
    Self.meaningOfArrows(scoreChart, "\(record.headline.title) can be")
  }

  private static func meaningOfArrows(_ chart: IntervalChart, _ possible: String) -> String {
    chart.hasCutIntervals ? " An arrow: the interval goes on, beyond what \(possible)." : ""
  }

  /// Each method's headline score by seed, with the mean and its interval: the main figure.
  var scoreFigure: Figure? {
    let chart = scoreChart
    guard !chart.rows.isEmpty else { return nil }
    return chart.figure(
      name: "scores", title: "\(record.headline.title) by method and seed",
      description: "Means with 95 % t intervals: \(meansInWords).\(meaningOfScoreArrows)")
  }

  /// The same means as bars (spec/01 section 16.7).
  var barFigure: Figure? {
    var chart = scoreChart
    guard !chart.rows.isEmpty else { return nil }
    chart.form = .bars
    return chart.figure(
      name: "bars", title: "Mean \(record.headline.title) by method",
      description: "Means with 95 % t intervals: \(meansInWords).\(meaningOfScoreArrows)")
  }

  /// What the bars of the differences are, in words that follow "the bar is".
  var meaningOfDifferenceInterval: String {
    headlineComparisons.contains { $0.both != nil }
      ? "the mean's 95 % interval for other seeds and other test samples, before any correction."
      : "the mean's 95 % t interval for other seeds, before any correction."
  }

  /// What arrows of the chart of differences are, behind a space; empty where there are none.
  var meaningOfDifferenceArrows: String {
    differenceChart.map { Self.meaningOfArrows($0, "a difference can be") } ?? ""
  }

  /// What each method gains on the baseline, by seed, with the interval of the mean.
  var differenceFigure: Figure? {
    guard let baseline = record.baseline, let chart = differenceChart else { return nil }
    return chart.figure(
      name: "differences", title: "Difference in \(record.headline.title) from \(baseline)",
      description:
        "Method minus baseline on common seeds; the bar is \(meaningOfDifferenceInterval) "
        + chart.rows.map { "\($0.label) \($0.note)" }.joined(separator: ", ") + "."
        + meaningOfDifferenceArrows)
  }

  private var differenceChart: IntervalChart? {
    guard let baseline = record.baseline else { return nil }
    let theirs = record.testValues(record.headline, of: baseline)
    let rows = headlineComparisons.compactMap { comparison -> IntervalChart.Row? in
      guard let mean = comparison.meanDifference else { return nil }
      let ours = record.testValues(record.headline, of: comparison.method)
      let values = record.seeds.map { seed -> Double? in
        guard let our = ours[seed], let their = theirs[seed] else { return nil }
        return our - their
      }
      let test = comparison.paired.flatMap { $0.isDegenerate ? nil : $0 }
      return IntervalChart.Row(
        label: label(of: comparison.method), values: values,
        names: zip(record.seeds, values).map { seed, value in
          "seed \(seed): " + (value.map { NumberText.signed($0) } ?? NumberText.dash)
        },
        mean: mean,
        interval: comparison.isWithoutSamples
          ? nil : comparison.both?.interval ?? test?.interval,
        note: NumberText.signed(mean, decimals: 3),
        series: series(of: comparison.method))
    }
    guard !rows.isEmpty else { return nil }
    let range = record.headline.range
    let greatest = range.upperBound - range.lowerBound
    return IntervalChart(
      rows: rows, axis: "difference in \(record.headline.title) from \(baseline)", reference: 0,
      limits: -greatest...greatest)
  }
}
