/// Rows of values with their mean and its interval: who scored what, and how sure that is.
///
/// A row is a method; its values, such as one per seed, keep their order from top to bottom, so that
/// a seed is found in the same place of every row.
public struct IntervalChart: Sendable {
  /// One row.
  public struct Row: Sendable {
    /// What the row is of.
    public var label: String
    /// The values; nil where there is none.
    public var values: [Double?]
    /// What the values are of, for hints.
    public var names: [String]
    /// The mean; nil without values.
    public var mean: Double?
    /// Its interval; nil where there is none.
    public var interval: ClosedRange<Double>?
    /// The number at the right end.
    public var note: String
    /// Which colour and mark; `FigureStyle.neutral` for the baseline.
    public var series: Int

    /// A row as given.
    public init(
      label: String, values: [Double?] = [], names: [String] = [], mean: Double?,
      interval: ClosedRange<Double>?, note: String, series: Int
    ) {
      self.label = label
      self.values = values
      self.names = names
      self.mean = mean
      self.interval = interval
      self.note = note
      self.series = series
    }
  }

  /// How a mean is shown.
  public enum Form: Sendable {
    /// Dots for the values and a mark for the mean.
    case dots
    /// A bar from 0 to the mean.
    case bars
  }

  /// The rows, from the top.
  public var rows: [Row]
  /// What the values are, below the axis.
  public var axis: String
  /// A value to compare with, such as 0 for differences.
  public var reference: Double?
  /// How means are shown.
  public var form: Form
  /// The values that are possible, where the axis ends and intervals that go on have an arrow; nil:
  /// all.
  public var limits: ClosedRange<Double>?

  /// A chart as given.
  public init(
    rows: [Row], axis: String, reference: Double? = nil, form: Form = .dots,
    limits: ClosedRange<Double>? = nil
  ) {
    self.rows = rows
    self.axis = axis
    self.reference = reference
    self.form = form
    self.limits = limits
  }

  /// Whether some interval goes beyond what is possible.
  public var hasCutIntervals: Bool {
    guard let limits else { return false }
    return rows.contains { row in
      row.interval.map { $0.clamped(to: limits) != $0 } ?? false
    }
  }

  /// Draws the chart.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let rowHeight = 32.0
    let (top, right) = (8.0, 8 + (rows.map { TextWidth.of($0.note) }.max() ?? 0) + 8)
    let left = min(172, 8 + (rows.map { TextWidth.of($0.label) }.max() ?? 0) + 16)
    let bottom = top + rowHeight * Double(rows.count)
    let scale = LinearScale(domain, from: left, to: FigureStyle.width - right)
    for tick in scale.ticksBeside(about: 6) {
      canvas.line(scale(tick.value), top, scale(tick.value), bottom, "rule")
      canvas.text(
        tick.label, x: scale(tick.value), y: bottom + 15, "small muted", anchor: .middle)
    }
    if let reference {
      canvas.line(scale(reference), top, scale(reference), bottom, "zero")
    }
    for (index, row) in rows.enumerated() {
      let middle = top + rowHeight * (Double(index) + 0.5)
      draw(label: row.label, room: left - 16, at: middle, &canvas)
      draw(row, at: middle, scale, &canvas)
      canvas.text(
        LinearScale.withMinus(row.note), x: FigureStyle.width - 8, y: middle + 4, anchor: .end)
    }
    canvas.text(
      axis, x: (scale.start + scale.end) / 2, y: bottom + 31, "small muted", anchor: .middle)
    return Figure(
      name: name, title: title, description: description, height: bottom + 40, canvas)
  }

  private var domain: ClosedRange<Double> {
    var values = rows.flatMap { $0.values.compactMap(\.self) }
    for row in rows {
      if let mean = row.mean { values.append(mean) }
      if let interval = row.interval.map(possible) {
        values += [interval.lowerBound, interval.upperBound]
      }
    }
    if let reference { values.append(reference) }
    if form == .bars { values.append(0) }
    let nice = LinearScale.nice(values, about: 8)
    // A single value is given room at both sides, also where nothing is possible.
    let limited = possible(nice)
    return limited.lowerBound < limited.upperBound ? limited : nice
  }

  /// The part of a range that is possible.
  private func possible(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    limits.map { range.clamped(to: $0) } ?? range
  }

  /// A name; one that is too long as small text, in two lines if need be.
  private func draw(label: String, room: Double, at y: Double, _ canvas: inout Canvas) {
    guard TextWidth.of(label) > room,
      let lines = TextWidth.lines(label, to: room, size: FigureStyle.smallSize), lines.count <= 2
    else {
      canvas.text(label, x: 8, y: y + 4, limit: room)
      return
    }
    for (index, line) in lines.enumerated() {
      let offset = 13 * (Double(index) - Double(lines.count - 1) / 2)
      canvas.text(line, x: 8, y: y + 4 + offset, "small")
    }
  }

  private func draw(_ row: Row, at y: Double, _ scale: LinearScale, _ canvas: inout Canvas) {
    let colour = Canvas.colour(row.series)
    if form == .bars, let mean = row.mean {
      let ends = [scale(0), scale(mean)].sorted()
      canvas.rectangle(
        x: ends[0], y: y - 9, width: ends[1] - ends[0], height: 18, "\(colour) fill", opacity: 0.55)
    }
    if let whole = row.interval {
      let interval = possible(whole)
      let (low, high) = (scale(interval.lowerBound), scale(interval.upperBound))
      canvas.line(low, y, high, y, "\(colour) \(form == .dots ? "thick" : "line")")
      let ends = [
        (place: low, inwards: 5.0, isCut: interval.lowerBound > whole.lowerBound),
        (place: high, inwards: -5.0, isCut: interval.upperBound < whole.upperBound),
      ]
      for end in ends {
        if end.isCut {
          let back = end.place + end.inwards
          canvas.path([(back, y - 5), (end.place, y), (back, y + 5)], "\(colour) line")
        } else if form == .bars {
          canvas.line(end.place, y - 5, end.place, y + 5, "\(colour) line")
        }
      }
    }
    guard form == .dots else { return }
    let spread = min(3.2, 22 / Double(max(1, row.values.count)))
    for (index, value) in row.values.enumerated() {
      guard let value else { continue }
      let offset = (Double(index) - Double(row.values.count - 1) / 2) * spread
      let hint = row.names.indices.contains(index) ? row.names[index] : ""
      canvas.mark(x: scale(value), y: y + offset, radius: 2.6, series: row.series, hint: hint)
    }
    if let mean = row.mean {
      canvas.line(scale(mean), y - 11, scale(mean), y + 11, "\(colour) line")
    }
  }
}
