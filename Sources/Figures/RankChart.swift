/// A critical-difference diagram: average ranks on a line, and bars over those that a test does not
/// show to differ.
public struct RankChart: Sendable {
  /// The methods with their average ranks, of which 1 is the best, and their colours and marks.
  public var ranks: [(label: String, rank: Double, series: Int)]
  /// Pairs of ranks, each the ends of a group whose ranks are not shown to differ.
  public var groups: [ClosedRange<Double>]
  /// How far two average ranks must lie apart to differ; nil if no test says.
  public var criticalDifference: Double?
  /// Whether ranks that far apart do differ, or the test that must come first finds nothing.
  public var isDecisive: Bool

  /// A chart as given.
  public init(
    ranks: [(label: String, rank: Double, series: Int)], groups: [ClosedRange<Double>] = [],
    criticalDifference: Double? = nil, isDecisive: Bool = true
  ) {
    self.ranks = ranks
    self.groups = groups
    self.criticalDifference = criticalDifference
    self.isDecisive = isDecisive
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
      drawBar(criticalDifference, scale, last: count, y: top + 14, on: &canvas)
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
      canvas.mark(x: scale(entry.rank), y: y, radius: 5, series: entry.series, "fill")
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
      groups.isEmpty
        ? "average rank (1 is best)" : "average rank; bars join what is not shown to differ",
      x: (scale.start + scale.end) / 2, y: y + 12, "small muted", anchor: .middle)
    return Figure(name: name, title: title, description: description, height: y + 22, canvas)
  }

  /// The critical difference as a bar that begins at the best rank, as Demšar draws it; where it is
  /// longer than the axis, its end is left open.
  private func drawBar(
    _ difference: Double, _ scale: LinearScale, last: Double, y: Double, on canvas: inout Canvas
  ) {
    let isLonger = 1 + difference > last
    let end = scale(isLonger ? last : 1 + difference)
    let dashes = isDecisive ? "" : "4 3"
    canvas.line(scale(1), y, end, y, "neutral line", dashes: dashes)
    canvas.line(scale(1), y - 4, scale(1), y + 4, "neutral line")
    if isLonger {
      canvas.path([(end - 6, y - 4), (end, y), (end - 6, y + 4)], "neutral line")
    } else {
      canvas.line(end, y - 4, end, y + 4, "neutral line")
    }
    let notes = [
      isLonger ? "longer than the axis" : nil, isDecisive ? nil : "decides nothing here",
    ].compactMap(\.self)
    canvas.text(
      "critical difference " + LinearScale.label(difference, decimals: 2)
        + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"),
      x: notes.count > 1 ? 8 : scale(1), y: y - 8, "small muted")
  }
}
