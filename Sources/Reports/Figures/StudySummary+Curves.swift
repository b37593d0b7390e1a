import Figures
import Statistics

extension StudySummary {
  /// The predictions of a method in the order of seeds.
  func predictions(of method: String) -> [PredictionRecord] {
    record.seeds.flatMap { seed in
      record.predictions.filter { $0.method == method && $0.seed == seed }
    }
  }

  /// Precision against recall, a panel per method, the baseline in each.
  var precisionRecallFigure: Figure? {
    let share = record.predictions.first.map { run in
      Double(run.isMinority.count { $0 }) / Double(max(1, run.truth.count))
    }
    return curveFigure(
      name: "precision-recall", title: "Precision and recall by method", metric: .prAUC,
      xTitle: "recall", yTitle: "precision", level: share, isWhole: false,
      places: RankingCurve.recallPlaces,
      words: "Mean precision over seeds at each recall, for all thresholds"
    ) { RankingCurve.precisions(isPositive: $0.isMinority, scores: $0.minorityScores) }
  }

  /// Recall against false alarms, a panel per method, the baseline in each.
  var rocFigure: Figure? {
    curveFigure(
      name: "roc", title: "Recall and false alarms by method", metric: .rocAUC,
      xTitle: "share of false alarms", yTitle: "recall", level: nil, isWhole: true,
      places: RankingCurve.alarmPlaces,
      words: "Mean recall over seeds at each share of false alarms, for all thresholds"
    ) { RankingCurve.recalls(isPositive: $0.isMinority, scores: $0.minorityScores) }
  }

  private func curveFigure(
    name: String, title: String, metric: Metric, xTitle: String, yTitle: String, level: Double?,
    isWhole: Bool, places: [Double], words: String, curve: (PredictionRecord) -> [Double]?
  ) -> Figure? {
    var lines: [String: LineChart.Line] = [:]
    for method in record.methods {
      let curves = predictions(of: method).compactMap(curve)
      if !curves.isEmpty {
        lines[method] = Self.line(curves, at: places, series: series(of: method))
      }
    }
    guard !lines.isEmpty else { return nil }
    let hasOthers = record.methods.contains { $0 != record.baseline && lines[$0] != nil }
    let panels = record.methods.compactMap { method -> LineChart.Panel? in
      guard let line = lines[method], method != record.baseline || !hasOthers else { return nil }
      var baseline = record.baseline.flatMap { $0 == method ? nil : lines[$0] }
      baseline?.band = []
      return LineChart.Panel(
        title: marked(method), lines: [baseline, line].compactMap(\.self),
        series: series(of: method),
        level: level)
    }
    let areas = methods.compactMap { method in
      method.metrics[metric].map { "\(method.method) \(NumberText.fixed($0.mean))" }
    }
    let legend = record.baseline.flatMap { lines[$0] == nil || !hasOthers ? nil : $0 }
      .map { [(series: FigureStyle.neutral, label: "\($0), the baseline")] }
    // Where the minority is rare, precisions lie far below 1; all panels keep one scale.
    let highest = lines.values.flatMap { $0.points.map(\.y) }.max() ?? 1
    let yDomain = isWhole ? 0...1 : LinearScale.nice([0, min(1, 1.1 * highest)], about: 4)
    return LineChart(
      panels: panels, xTitle: xTitle, yTitle: yTitle, xDomain: 0...1, yDomain: yDomain,
      hasDiagonal: level == nil, legend: legend ?? []
    ).figure(
      name: name, title: title,
      description: "\(words). Mean \(metric.title): \(areas.joined(separator: ", ")).")
  }

  /// The mean over curves, and least to greatest as a band if there are several.
  private static func line(_ curves: [[Double]], at places: [Double], series: Int) -> LineChart.Line
  {
    let columns = places.indices.map { place in curves.map { $0[place] } }
    let points = zip(places, columns).map { place, values in
      (x: place, y: values.reduce(0, +) / Double(values.count))
    }
    let band =
      curves.count < 2
      ? []
      : zip(places, columns).map { place, values in
        (x: place, low: values.min() ?? 0, high: values.max() ?? 0)
      }
    return LineChart.Line(points: points, band: band, series: series)
  }

  /// Observed shares against predicted probabilities, a panel per method that has probabilities.
  var calibrationFigure: Figure? {
    var panels: [LineChart.Panel] = []
    var words: [String] = []
    for method in record.methods {
      guard let calibration = calibration(of: method) else { continue }
      let bins = calibration.bins
      let total = bins.reduce(0) { $0 + $1.count }
      let line = LineChart.Line(
        points: bins.map { ($0.meanProbability, $0.positiveShare) },
        radii: bins.map { 1.8 + 4 * (Double($0.count) / Double(total)).squareRoot() },
        series: series(of: method))
      panels.append(
        LineChart.Panel(title: label(of: method), lines: [line], series: series(of: method)))
      words.append("\(method) \(NumberText.fixed(calibration.expectedError, decimals: 3))")
    }
    guard !panels.isEmpty else { return nil }
    // Both axes have one scale, so that the diagonal is one, and end where nothing is beyond: rare
    // minorities leave most of 0 to 1 empty.
    let points = panels.flatMap { $0.lines.flatMap(\.points) }
    let highest = points.map { max($0.x, $0.y) }.max() ?? 1
    let domain = LinearScale.nice([0, min(1, max(0.05, highest))], about: 4)
    return LineChart(
      panels: panels, xTitle: "predicted probability", yTitle: "observed share", xDomain: domain,
      yDomain: domain, hasDiagonal: true
    ).figure(
      name: "calibration", title: "Calibration by method",
      description:
        "Share of minority samples against predicted probability, in ten bins, all seeds "
        + "together; points on the diagonal are right. Expected calibration error of these: "
        + words.joined(separator: ", ") + ".")
  }

  /// How often what a method called probable came true, all seeds together, in ten bins of equal
  /// width; nil without probabilities, or without a minority sample whose share could be observed.
  func calibration(of method: String) -> Calibration? {
    let runs = predictions(of: method).filter { $0.isProbability && $0.hasFiniteScores }
    guard runs.contains(where: { $0.isMinority.contains(true) }) else { return nil }
    return Calibration(
      isPositive: runs.flatMap(\.isMinority),
      // Sums of probabilities may lie a rounding above 1.
      probabilities: runs.flatMap { $0.minorityScores.map { min(1, max(0, $0)) } })
  }
}
