import Figures

/// Figures of what a run cost, which tell times and so are no results.
extension RunDetails {
  /// How many seconds of computation each kind of unit took in all.
  func timeFigure(_ summary: StudySummary) -> Figure? {
    var order: [String] = []
    var sums: [String: (seconds: Double, count: Int, method: String)] = [:]
    for cost in costs {
      let label = cost.isPrediction ? cost.method : "\(cost.method), model"
      if sums[label] == nil { order.append(label) }
      sums[label, default: (0, 0, cost.method)].seconds += cost.wallSeconds
      sums[label]?.count += 1
    }
    let rows = order.compactMap { label in sums[label].map { (label, $0) } }
      .sorted { $0.1.seconds > $1.1.seconds }
    guard !rows.isEmpty else { return nil }
    let total = rows.reduce(0) { $0 + $1.1.seconds }
    let unit = [("hours", 3600.0), ("minutes", 60)].first { total >= 2 * $0.1 } ?? ("seconds", 1)
    return IntervalChart(
      rows: rows.map { label, sum in
        let share = total > 0 ? sum.seconds / total : 0
        return IntervalChart.Row(
          label: label, mean: sum.seconds / unit.1, interval: nil,
          note: "\(NumberText.fixed(100 * share, decimals: 0)) %",
          series: summary.record.methods.contains(sum.method)
            ? summary.series(of: sum.method) : FigureStyle.neutral)
      }, axis: "\(unit.0) of computation, all workers together", form: .bars
    ).figure(
      name: "time", title: "Where the time went",
      description: rows.map { label, sum in
        "\(label): \(NumberText.fixed(sum.seconds, decimals: 0)) s in "
          + NumberText.counted(sum.count, "unit")
      }.joined(separator: ", ") + ".")
  }
}
