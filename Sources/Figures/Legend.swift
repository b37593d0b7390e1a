/// What lines and symbols mean, in rows above a chart.
enum Legend {
  /// What stands before a label.
  enum Key {
    /// A piece of a series' line.
    case line
    /// The symbol of a series' points.
    case points
  }

  /// Draws labels beside each other, in as many rows as they need.
  ///
  /// - Returns: where the chart below may begin.
  static func draw(
    _ entries: [(series: Int, label: String)], _ key: Key, y top: Double, _ canvas: inout Canvas
  ) -> Double {
    guard !entries.isEmpty else { return top }
    let keyWidth = key == .line ? 26.0 : 10
    var (x, y) = (10.0, top)
    for (index, entry) in entries.enumerated() {
      let limit = FigureStyle.width - 20 - keyWidth - 6
      let width = min(limit, TextWidth.of(entry.label, size: FigureStyle.smallSize))
      if index > 0, x + keyWidth + 6 + width > FigureStyle.width - 8 { (x, y) = (10, y + 16) }
      switch key {
      case .line:
        canvas.line(
          x, y + 9, x + keyWidth, y + 9, "\(Canvas.colour(entry.series)) line",
          dashes: FigureStyle.dashes(entry.series))
      case .points:
        canvas.points([(x + 5, y + 9)], series: entry.series, size: 5)
      }
      canvas.text(
        entry.label, x: x + keyWidth + 6, y: y + 13, "small", limit: limit,
        size: FigureStyle.smallSize)
      x += keyWidth + 6 + width + 18
    }
    return y + 18
  }
}
