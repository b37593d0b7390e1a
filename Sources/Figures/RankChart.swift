/// A critical-difference diagram: average ranks on a line, and bars over those that a test cannot
/// tell apart.
public struct RankChart: Sendable {
  /// The methods with their average ranks; rank 1 is the best.
  public var ranks: [(label: String, rank: Double)]
  /// Pairs of ranks, each the ends of a group without a difference.
  public var groups: [ClosedRange<Double>]
  /// How far two average ranks must lie apart to differ; nil if no test says.
  public var criticalDifference: Double?

  /// A chart as given.
  public init(
    ranks: [(label: String, rank: Double)], groups: [ClosedRange<Double>] = [],
    criticalDifference: Double? = nil
  ) {
    self.ranks = ranks
    self.groups = groups
    self.criticalDifference = criticalDifference
  }

  /// Draws the chart: the line of ranks above, below it a row per method, the best first.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let sorted = ranks.sorted { ($0.rank, $0.label) < ($1.rank, $1.label) }
    let count = Double(max(2, ranks.count))
    let noteWidth = 40.0
    let left = min(150, 16 + (ranks.map { TextWidth.of($0.label) }.max() ?? 0))
    let scale = LinearScale(1...count, from: left + 10, to: FigureStyle.width - noteWidth - 8)
    var top = 8.0
    if let criticalDifference {
      let end = scale(min(count, 1 + criticalDifference))
      canvas.line(scale(1), top + 14, end, top + 14, "neutral line")
      for x in [scale(1), end] { canvas.line(x, top + 10, x, top + 18, "neutral line") }
      canvas.text(
        "critical difference " + LinearScale.label(criticalDifference, decimals: 2),
        x: scale(1), y: top + 6, "small muted")
      top += 24
    }
    let axisY = top + 18
    let bottom = axisY + 12 + 26 * Double(sorted.count)
    for tick in scale.ticks(about: min(ranks.count, 9)) {
      canvas.line(scale(tick.value), axisY, scale(tick.value), bottom, "rule")
      canvas.text(tick.label, x: scale(tick.value), y: axisY - 5, "small muted", anchor: .middle)
    }
    canvas.line(scale.start, axisY, scale.end, axisY, "axis")
    for (index, entry) in sorted.enumerated() {
      let y = axisY + 12 + 26 * (Double(index) + 0.5)
      canvas.text(entry.label, x: 8, y: y + 4, limit: left - 12)
      canvas.line(scale.start, y, scale(entry.rank), y, "rule")
      canvas.mark(x: scale(entry.rank), y: y, radius: 5, series: index, "fill")
      canvas.text(
        LinearScale.label(entry.rank, decimals: 2), x: FigureStyle.width - 8, y: y + 4,
        anchor: .end)
    }
    var y = bottom + 6
    for group in groups {
      canvas.line(scale(group.lowerBound), y, scale(group.upperBound), y, "neutral thick")
      y += 10
    }
    canvas.text(
      groups.isEmpty ? "average rank (1 is best)" : "average rank; bars join what does not differ",
      x: (scale.start + scale.end) / 2, y: y + 12, "small muted", anchor: .middle)
    return Figure(name: name, title: title, description: description, height: y + 22, canvas)
  }
}
