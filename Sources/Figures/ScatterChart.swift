/// Groups of points in the plane, such as samples on a map, in one panel or several of equal size.
///
/// Both axes of a panel have one scale, so that a distance is the same in every direction, and no
/// numbers: on a map only what lies near what means something. A group is one path, so that a point
/// costs some 15 bytes.
public struct ScatterChart: Sendable {
  /// Points that share a frame.
  public struct Panel: Sendable {
    /// What the panel shows.
    public var title: String
    /// The points of each of the chart's groups; those that are not finite are left out.
    public var points: [[(x: Double, y: Double)]]

    /// A panel as given.
    public init(title: String, points: [[(x: Double, y: Double)]]) {
      self.title = title
      self.points = points
    }
  }

  /// The panels, row by row.
  public var panels: [Panel]
  /// What the groups are; later ones lie on earlier ones.
  public var groups: [(series: Int, label: String)]
  /// The title of the horizontal axis.
  public var xTitle: String
  /// The title of the vertical axis.
  public var yTitle: String

  /// A chart as given.
  public init(
    panels: [Panel], groups: [(series: Int, label: String)], xTitle: String = "",
    yTitle: String = ""
  ) {
    self.panels = panels
    self.groups = groups
    self.xTitle = xTitle
    self.yTitle = yTitle
  }

  /// Draws the chart, one panel wide or two.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let top = Legend.draw(groups, .points, y: 4, &canvas)
    let bottom = PanelGrid.draw(
      panels, top: top, heights: (alone: 300, beside: 190), &canvas, by: draw)
    return Figure(name: name, title: title, description: description, height: bottom, canvas)
  }

  private func draw(_ panel: Panel, at place: PanelGrid.Place, _ canvas: inout Canvas) {
    let (x, y, width, height) = (place.x, place.y, place.width, place.height)
    let (left, right) = (x + (yTitle.isEmpty ? 8 : 20), x + width - 8)
    let (top, bottom) = (y + 22, y + height - (xTitle.isEmpty ? 8 : 20))
    canvas.text(
      panel.title, x: left, y: y + 15, "bold", limit: right - left,
      size: FigureStyle.textSize * 1.06)
    canvas.rectangle(x: left, y: top, width: right - left, height: bottom - top, "rule")
    canvas.text(xTitle, x: (left + right) / 2, y: bottom + 14, "small muted", anchor: .middle)
    canvas.upwardText(yTitle, x: left - 7, y: (top + bottom) / 2, "small muted")
    let finite = panel.points.map { $0.filter { $0.x.isFinite && $0.y.isFinite } }
    let factor = Self.factor(finite.joined().map { max(abs($0.x), abs($0.y)) }.max() ?? 0)
    let scaled = finite.map { $0.map { (x: factor * $0.x, y: factor * $0.y) } }
    guard let xs = Self.range(scaled.joined().map(\.x)),
      let ys = Self.range(scaled.joined().map(\.y))
    else {
      canvas.text(
        "no values", x: (left + right) / 2, y: (top + bottom) / 2, "small muted", anchor: .middle)
      return
    }
    // The axis that needs more room decides on the scale of both.
    let margin = 6.0
    let unit = max(
      (xs.upperBound - xs.lowerBound) / (right - left - 2 * margin),
      (ys.upperBound - ys.lowerBound) / (bottom - top - 2 * margin))
    let scale = unit > 0 ? 1 / unit : 0
    let centre = (x: (xs.lowerBound + xs.upperBound) / 2, y: (ys.lowerBound + ys.upperBound) / 2)
    let size = panels.count > 1 ? 3.0 : 4
    for (points, group) in zip(scaled, groups) {
      canvas.points(
        points.map { point in
          (
            (left + right) / 2 + scale * (point.x - centre.x),
            (top + bottom) / 2 - scale * (point.y - centre.y)
          )
        }, series: group.series, size: size)
    }
  }

  /// What values up to a magnitude are multiplied by, so that neither their differences overflow nor
  /// what these are divided by.
  private static func factor(_ magnitude: Double) -> Double {
    magnitude > 1e300 ? 0x1p-40 : magnitude < 1e-250 ? 0x1p250 : 1
  }

  /// Least to greatest; nil without values.
  private static func range(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}
