/// Distributions in bins, as steps over one axis, in one panel or several of equal size.
///
/// Steps, unlike bars, let two distributions lie on each other: the first is filled, later ones are
/// lines.
public struct HistogramChart: Sendable {
  /// Distributions that share bins.
  public struct Panel: Sendable {
    /// What is counted.
    public var title: String
    /// The edges of the bins, rising; one more than there are bins.
    public var edges: [Double]
    /// For each of the chart's groups the share of each bin.
    public var shares: [[Double]]
    /// What the edges are, in which unit; below the axis.
    public var axis: String

    /// A panel as given.
    public init(title: String, edges: [Double], shares: [[Double]], axis: String = "") {
      self.axis = axis
      self.title = title
      self.edges = edges
      self.shares = shares
    }
  }

  /// The panels, row by row.
  public var panels: [Panel]
  /// What the groups are.
  public var groups: [(series: Int, label: String)]

  /// A chart as given.
  public init(panels: [Panel], groups: [(series: Int, label: String)]) {
    self.panels = panels
    self.groups = groups
  }

  /// Draws the chart, one panel wide or two; shares are told in per cent.
  public func figure(name: String, title: String, description: String) -> Figure {
    LineChart(
      panels: panels.map { panel in
        LineChart.Panel(
          title: panel.title,
          lines: zip(panel.shares, groups).enumerated().map { index, group in
            let steps = Self.steps(edges: panel.edges, shares: group.0)
            return LineChart.Line(
              points: steps, band: index == 0 ? steps.map { ($0.x, 0, $0.y) } : [],
              series: group.1.series, isDashed: true)
          }, level: 0, xTitle: panel.axis)
      }, xTitle: "", yTitle: "per cent of samples", legend: groups
    ).figure(name: name, title: title, description: description)
  }

  /// The outline of the bins from the axis to the axis, in per cent; empty if edges and shares do not
  /// fit.
  static func steps(edges: [Double], shares: [Double]) -> [(x: Double, y: Double)] {
    guard let first = edges.first, let last = edges.last, edges.count == shares.count + 1 else {
      return []
    }
    var steps = [(x: first, y: 0.0)]
    for (bin, share) in shares.enumerated() {
      steps += [(edges[bin], 100 * share), (edges[bin + 1], 100 * share)]
    }
    return steps + [(last, 0)]
  }
}
