import Figures
import Files
import Statistics

/// Figures of a run's course: in the report only, for they need more than the results.
extension RunDetails {
  /// No line has more points than these; longer ones are means over groups of epochs.
  private static let mostPoints = 100

  /// The values of a column over the epochs of one training, thinned out.
  private static func points(_ table: NumberTable, column: Int) -> [(x: Double, y: Double)] {
    let group = max(1, (table.rows.count + mostPoints - 1) / mostPoints)
    return stride(from: 0, to: table.rows.count, by: group).map { first in
      let rows = table.rows[first..<min(first + group, table.rows.count)]
      func mean(_ column: Int) -> Double {
        rows.reduce(0) { $0 + $1[column] } / Double(rows.count)
      }
      return (mean(0), mean(column))
    }
  }

  /// A column of all members' trainings, a panel per method: the mean and least to greatest.
  ///
  /// - Returns: nil if no member has such a column.
  func memberFigure(column name: String, title: String, _ summary: StudySummary) -> Figure? {
    let panels = summary.record.methods.compactMap { method -> LineChart.Panel? in
      var values: [Double: [Double]] = [:]
      for curve in curves where curve.isMember && curve.method == method {
        guard let column = curve.table.columns.firstIndex(of: name) else { continue }
        for row in curve.table.rows where row[column].isFinite {
          values[row[0], default: []].append(row[column])
        }
      }
      guard !values.isEmpty else { return nil }
      let epochs = values.keys.sorted()
      let step = max(1, (epochs.count + Self.mostPoints - 1) / Self.mostPoints)
      let shown = stride(from: 0, to: epochs.count, by: step).map { epochs[$0] }
      let line = LineChart.Line(
        points: shown.map { epoch in
          let all = values[epoch] ?? []
          return (epoch, all.reduce(0, +) / Double(all.count))
        },
        band: shown.map { epoch in
          let all = values[epoch] ?? []
          return (epoch, all.min() ?? 0, all.max() ?? 0)
        }, series: summary.series(of: method))
      return LineChart.Panel(
        title: summary.label(of: method), lines: [line], series: summary.series(of: method))
    }
    guard !panels.isEmpty else { return nil }
    let words = name.split(separator: "_").joined(separator: " ")
    return LineChart(panels: panels, xTitle: "epoch", yTitle: words).figure(
      name: "members-\(name.split(separator: "_").joined(separator: "-"))", title: title,
      description: "Mean \(words) of all members and seeds by epoch, and least to greatest as a "
        + "band; late epochs are those of the members that trained longest.")
  }

  /// What models other than members noted while they were trained, a figure per method.
  func modelFigures(_ summary: StudySummary) -> [Figure] {
    var methods: [String] = []
    for curve in curves where !curve.isMember && !methods.contains(curve.method) {
      methods.append(curve.method)
    }
    return methods.enumerated().compactMap { index, method in
      let all = curves.filter { !$0.isMember && $0.method == method && !$0.table.rows.isEmpty }
      guard let columns = all.first?.table.columns.dropFirst() else { return nil }
      let isMethod = summary.record.methods.contains(method)
      let series = isMethod ? summary.series(of: method) : index
      let panels = columns.map { name in
        LineChart.Panel(
          title: Self.words(name),
          lines: all.compactMap { curve -> LineChart.Line? in
            guard let column = curve.table.columns.firstIndex(of: name) else { return nil }
            return LineChart.Line(
              points: Self.points(curve.table, column: column), series: series, isThin: true)
          })
      }
      return LineChart(panels: panels, xTitle: "epoch", yTitle: "").figure(
        name: "model-\(index)", title: "Training of \(method)",
        description: "What the training of \(method) noted by epoch, a line per seed.")
    }
  }

  /// `gradientPenalty` as `gradient penalty`.
  private static func words(_ name: String) -> String {
    name.reduce(into: "") { words, character in
      if character.isUppercase { words += " " }
      words += character == "_" ? " " : character.lowercased()
    }
  }

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
