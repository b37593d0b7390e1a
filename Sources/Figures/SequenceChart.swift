/// Sequences beside each other: a column for each sequence, a row for each feature.
///
/// All panels of a row have one vertical scale and all of the chart one horizontal scale, so that
/// what looks alike is alike.
public struct SequenceChart: Sendable {
  /// A sequence.
  public struct Column: Sendable {
    /// What the sequence is.
    public var title: String
    /// The values of each of the chart's rows by time; what is not finite interrupts the line.
    public var values: [[Double]]
    /// Which colour.
    public var series: Int

    /// A column as given.
    public init(title: String, values: [[Double]], series: Int) {
      self.title = title
      self.values = values
      self.series = series
    }
  }

  /// Sequences with more values than this are thinned out.
  static let mostPoints = 240
  /// Values are marked as long as there are no more than these.
  private static let mostMarks = 40

  /// The names of rows.
  public var rows: [String]
  /// The sequences.
  public var columns: [Column]
  /// Whether the first sequence is drawn faintly behind the others.
  public var showsFirstBehind: Bool
  /// The title of the horizontal axes.
  public var xTitle: String

  /// A chart as given.
  public init(
    rows: [String], columns: [Column], showsFirstBehind: Bool = true, xTitle: String = "event"
  ) {
    self.rows = rows
    self.columns = columns
    self.showsFirstBehind = showsFirstBehind
    self.xTitle = xTitle
  }

  /// Draws the chart.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let rowHeight = 76.0
    let scales = rows.indices.map { row in
      LinearScale(
        LinearScale.nice(columns.flatMap { $0.values[row] }, about: 3), from: rowHeight - 8, to: 20)
    }
    let labels = scales.map { $0.ticks(about: 3) }
    let labelWidth =
      labels.joined().map { TextWidth.of($0.label, size: FigureStyle.smallSize) }.max() ?? 0
    let left = min(FigureStyle.width / 3, 8 + labelWidth + 5)
    let width = (FigureStyle.width - left - 8) / Double(max(1, columns.count))
    let length = columns.flatMap { $0.values.map(\.count) }.max() ?? 0
    let across = columns.indices.map { column in
      LinearScale(
        1...Double(max(2, length)), from: left + width * Double(column) + 5,
        to: left + width * Double(column + 1) - 5)
    }
    for (column, scale) in zip(columns, across) {
      canvas.line(scale.start, 11, scale.start + 14, 11, "\(Canvas.colour(column.series)) line")
      canvas.text(
        column.title, x: scale.start + 19, y: 15, "bold", limit: scale.end - scale.start - 19)
    }
    let top = 22.0
    for (row, name) in rows.enumerated() {
      let y = top + rowHeight * Double(row)
      canvas.text(
        name, x: left + 5, y: y + 13, "small muted", limit: FigureStyle.width - left - 13,
        size: FigureStyle.smallSize)
      for tick in labels[row] {
        canvas.text(
          tick.label, x: left - 2, y: y + scales[row](tick.value) + 3.5, "small muted",
          anchor: .end)
      }
      for (index, scale) in across.enumerated() {
        for tick in labels[row] {
          let place = y + scales[row](tick.value)
          canvas.line(scale.start, place, scale.end, place, "rule")
        }
        if showsFirstBehind, index > 0 {
          draw(columns[0], row, isBehind: true, y: y, scale, scales[row], &canvas)
        }
        draw(columns[index], row, isBehind: false, y: y, scale, scales[row], &canvas)
      }
    }
    let bottom = top + rowHeight * Double(rows.count)
    for scale in across where length > 0 {
      canvas.line(scale.start, bottom, scale.end, bottom, "axis")
      for tick in scale.ticksBeside(about: 4) where tick.value.rounded() == tick.value {
        let place = scale(tick.value)
        canvas.line(place, bottom, place, bottom + 3, "axis")
        let half = TextWidth.of(tick.label, size: FigureStyle.smallSize) / 2
        canvas.text(
          tick.label, x: min(place, FigureStyle.width - 1 - half), y: bottom + 14, "small muted",
          anchor: .middle)
      }
      canvas.text(
        xTitle, x: (scale.start + scale.end) / 2, y: bottom + 28, "small muted", anchor: .middle)
    }
    return Figure(
      name: name, title: title, description: description, height: bottom + 34, canvas)
  }

  private func draw(
    _ column: Column, _ row: Int, isBehind: Bool, y: Double, _ across: LinearScale,
    _ up: LinearScale, _ canvas: inout Canvas
  ) {
    let values = column.values[row]
    let places = Self.thinned(values).map { (x: across(Double($0 + 1)), y: y + up(values[$0])) }
    let colour = Canvas.colour(column.series)
    canvas.path(places, isBehind ? "\(colour) line thin" : "\(colour) line")
    if values.count <= Self.mostMarks, !isBehind {
      canvas.points(places, series: column.series, size: 3.4)
    }
  }

  /// The places of the values that are drawn: all, or of each group of neighbours the least and the
  /// greatest, which keeps peaks.
  static func thinned(_ values: [Double]) -> [Int] {
    guard values.count > mostPoints else { return Array(values.indices) }
    let size = (2 * values.count + mostPoints - 1) / mostPoints
    return stride(from: 0, to: values.count, by: size).flatMap { first -> [Int] in
      let group = first..<min(first + size, values.count)
      let finite = group.filter { values[$0].isFinite }
      guard let low = finite.min(by: { values[$0] < values[$1] }),
        let high = finite.max(by: { values[$0] < values[$1] })
      else { return [first] }
      return low == high ? [low] : [min(low, high), max(low, high)]
    }
  }
}
