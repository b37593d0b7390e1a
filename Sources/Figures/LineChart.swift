/// Lines over a common axis, in one panel or several of equal size.
public struct LineChart: Sendable {
  /// A line with what belongs to it.
  public struct Line: Sendable {
    /// The points, by rising x; a y that is not finite interrupts the line.
    public var points: [(x: Double, y: Double)]
    /// An area around the line, such as least to greatest over seeds.
    public var band: [(x: Double, low: Double, high: Double)]
    /// How large the mark at each point is; empty for no marks.
    public var radii: [Double]
    /// Which colour, dashes and mark; `FigureStyle.neutral` for the baseline.
    public var series: Int
    /// Whether the line is one of many alike.
    public var isThin: Bool
    /// Whether the line has the dashes of its series; the baseline's has unless it is thin.
    public var isDashed: Bool

    /// A line as given.
    public init(
      points: [(x: Double, y: Double)], band: [(x: Double, low: Double, high: Double)] = [],
      radii: [Double] = [], series: Int, isThin: Bool = false, isDashed: Bool = false
    ) {
      self.points = points
      self.band = band
      self.radii = radii
      self.series = series
      self.isThin = isThin
      self.isDashed = isDashed
    }
  }

  /// Lines that share a frame.
  public struct Panel: Sendable {
    /// What the panel shows.
    public var title: String
    /// The lines; later ones lie on earlier ones.
    public var lines: [Line]
    /// The series whose colour and mark the title shows; nil for none.
    public var series: Int?
    /// A horizontal line, such as that of chance; nil for none.
    public var level: Double?
    /// The title of this panel's horizontal axis; nil: the chart's.
    public var xTitle: String?

    /// A panel as given.
    public init(
      title: String, lines: [Line], series: Int? = nil, level: Double? = nil,
      xTitle: String? = nil
    ) {
      self.title = title
      self.lines = lines
      self.series = series
      self.level = level
      self.xTitle = xTitle
    }
  }

  /// The panels, row by row.
  public var panels: [Panel]
  /// The title of the horizontal axis.
  public var xTitle: String
  /// The title of the vertical axis.
  public var yTitle: String
  /// The ends of the horizontal axis; nil: what the points need.
  public var xDomain: ClosedRange<Double>?
  /// The ends of the vertical axis; nil: what the points of each panel need.
  public var yDomain: ClosedRange<Double>?
  /// Whether the line of equal x and y is drawn.
  public var hasDiagonal: Bool
  /// What lines mean, in the order in which they are listed above the panels.
  public var legend: [(series: Int, label: String)]

  /// A chart as given.
  public init(
    panels: [Panel], xTitle: String, yTitle: String, xDomain: ClosedRange<Double>? = nil,
    yDomain: ClosedRange<Double>? = nil, hasDiagonal: Bool = false,
    legend: [(series: Int, label: String)] = []
  ) {
    self.panels = panels
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.xDomain = xDomain
    self.yDomain = yDomain
    self.hasDiagonal = hasDiagonal
    self.legend = legend
  }

  /// Draws the chart, one panel wide or two.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let top = Legend.draw(legend, .line, y: 4, &canvas)
    let bottom = PanelGrid.draw(
      panels, top: top, heights: (alone: 260, beside: 172), &canvas, by: draw)
    return Figure(name: name, title: title, description: description, height: bottom, canvas)
  }

  private func draw(_ panel: Panel, at place: PanelGrid.Place, _ canvas: inout Canvas) {
    let (x, y, width, height) = (place.x, place.y, place.width, place.height)
    let finite = panel.lines.flatMap { line in
      line.points.filter { $0.x.isFinite && $0.y.isFinite }
    }
    let bands = panel.lines.flatMap(\.band)
    let yValues =
      finite.map(\.y) + bands.flatMap { [$0.low, $0.high] } + (panel.level.map { [$0] } ?? [])
    let yRange = yDomain ?? LinearScale.nice(yValues, about: 4)
    let frame = LinearScale(yRange, from: y + height - 34, to: y + 24)
    let yTicks = frame.ticks(about: 4)
    let labelWidth =
      yTicks.map { TextWidth.of($0.label, size: FigureStyle.smallSize) }.max() ?? 0
    let left = x + 25 + labelWidth
    // A single place, such as the only epoch, stands in the middle and is the only tick.
    let places = Set(finite.map(\.x))
    let single = xDomain == nil && places.count == 1 ? places.first : nil
    let xRange =
      xDomain ?? single.map { ($0 - 1)...($0 + 1) }
      ?? (places.min() ?? 0)...(places.max() ?? 1)
    let across = LinearScale(xRange, from: left, to: x + width - 12)

    var titleX = left
    if let series = panel.series {
      canvas.mark(x: left + 5, y: y + 11, radius: 4, series: series, "fill")
      titleX += 14
    }
    canvas.text(
      panel.title, x: titleX, y: y + 15, "bold", limit: x + width - 4 - titleX,
      size: FigureStyle.textSize * 1.06)
    for tick in yTicks {
      canvas.line(across.start, frame(tick.value), across.end, frame(tick.value), "rule")
      canvas.text(
        tick.label, x: left - 5, y: frame(tick.value) + 3.5, "small muted", anchor: .end)
    }
    let isCounted = finite.allSatisfy { $0.x.rounded() == $0.x } && xRange.upperBound > 1
    let xTicks =
      single.map { [(value: $0, label: LinearScale.label($0, decimals: isCounted ? 0 : 2))] }
      ?? across.ticksBeside(about: 6, isCounted: isCounted)
    for tick in xTicks {
      let place = across(tick.value)
      canvas.line(place, frame.start, place, frame.start + 3, "axis")
      let half = TextWidth.of(tick.label, size: FigureStyle.smallSize) / 2
      let centre = min(place, x + width - 1 - half)
      canvas.text(tick.label, x: centre, y: frame.start + 14, "small muted", anchor: .middle)
    }
    canvas.line(across.start, frame.start, across.end, frame.start, "axis")
    canvas.text(
      panel.xTitle ?? xTitle, x: (across.start + across.end) / 2, y: frame.start + 28,
      "small muted",
      anchor: .middle)
    canvas.upwardText(yTitle, x: x + 10, y: (frame.start + frame.end) / 2, "small muted")
    if hasDiagonal {
      let from = max(across.domain.lowerBound, frame.domain.lowerBound)
      let to = min(across.domain.upperBound, frame.domain.upperBound)
      canvas.line(across(from), frame(from), across(to), frame(to), "axis", dashes: "2 3")
    }
    if let level = panel.level {
      canvas.line(across.start, frame(level), across.end, frame(level), "axis", dashes: "2 3")
    }
    guard !finite.isEmpty else {
      canvas.text(
        "no values", x: (across.start + across.end) / 2, y: (frame.start + frame.end) / 2,
        "small muted", anchor: .middle)
      return
    }
    for line in panel.lines { draw(line, across, frame, &canvas) }
  }

  private func draw(
    _ line: Line, _ across: LinearScale, _ frame: LinearScale, _ canvas: inout Canvas
  ) {
    let colour = Canvas.colour(line.series)
    // A band may leave a frame that was made for its line.
    let limits = frame.domain
    canvas.band(
      line.band.filter { $0.low.isFinite && $0.high.isFinite }.map { point in
        (
          across(point.x), frame(max(point.low, limits.lowerBound)),
          frame(min(point.high, limits.upperBound))
        )
      }, "\(colour) band")
    let points = line.points.map { (x: across($0.x), y: frame($0.y)) }
    // Neither a line nor an area goes through a single point.
    if points.count == 1, let point = points.first {
      for range in line.band {
        canvas.line(point.x, frame(range.low), point.x, frame(range.high), "\(colour) thick")
      }
      if line.radii.isEmpty {
        canvas.mark(x: point.x, y: point.y, radius: 3.2, series: line.series)
      }
    }
    canvas.path(
      points, "\(colour) line\(line.isThin ? " thin" : "")",
      dashes: line.isDashed || line.series < 0 && !line.isThin
        ? FigureStyle.dashes(line.series) : "")
    for (point, radius) in zip(points, line.radii) {
      canvas.mark(x: point.x, y: point.y, radius: radius, series: line.series)
    }
  }
}
