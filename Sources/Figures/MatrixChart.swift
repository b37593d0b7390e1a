/// Tables of numbers whose cells are shaded by their size: confusion matrices and their changes.
public struct MatrixChart: Sendable {
  /// One table; all tables of a chart have the same rows and columns.
  public struct Panel: Sendable {
    /// What the table is of.
    public var title: String
    /// The series whose colour and mark the title shows; nil for none.
    public var series: Int?
    /// What stands in the cells, `[row][column]`.
    public var texts: [[String]]
    /// How strongly they are shaded, from -1 to 1; negative ones in another colour, and what is
    /// not finite like 0.
    public var shades: [[Double]]

    /// A table as given.
    public init(title: String, series: Int? = nil, texts: [[String]], shades: [[Double]]) {
      self.title = title
      self.series = series
      self.texts = texts
      self.shades = shades
    }
  }

  /// The tables, from the top.
  public var panels: [Panel]
  /// The names of rows.
  public var rows: [String]
  /// The names of columns.
  public var columns: [String]
  /// What rows are.
  public var rowTitle: String
  /// What columns are.
  public var columnTitle: String

  /// A chart as given.
  public init(
    panels: [Panel], rows: [String], columns: [String], rowTitle: String, columnTitle: String
  ) {
    self.panels = panels
    self.rows = rows
    self.columns = columns
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
  }

  /// Draws the tables below and beside each other.
  ///
  /// Names of columns stand in lines above them; where there is no room they are numbers, which the
  /// names of rows explain, or a key above all tables.
  public func figure(name: String, title: String, description: String) -> Figure {
    draw(panels, layout, name: name, title: title, description: description)
  }

  /// Draws the tables as one figure or more, none of which is higher than fits a sheet of paper.
  ///
  /// The second is called `name-2`; titles of several say which of how many they are.
  public func figures(name: String, title: String, description: String) -> [Figure] {
    let layout = layout
    let rowCount = max(1, Int((Self.mostHeight - layout.keyHeight) / layout.height))
    let size = rowCount * layout.across
    let groups = stride(from: 0, to: panels.count, by: size).map {
      Array(panels[$0..<min($0 + size, panels.count)])
    }
    return groups.enumerated().map { index, group in
      let place = groups.count > 1 ? " (\(index + 1) of \(groups.count))" : ""
      return draw(
        group, layout, name: index == 0 ? name : "\(name)-\(index + 1)", title: title + place,
        description: description)
    }
  }

  /// At the width of half a sheet, with a caption, about the height of a page.
  private static let mostHeight = 900.0

  private var layout: MatrixLayout {
    MatrixLayout(
      rows: rows, columns: columns, texts: panels.flatMap { $0.texts.joined() },
      mayPair: panels.count > 1)
  }

  private func draw(
    _ panels: [Panel], _ layout: MatrixLayout, name: String, title: String, description: String
  ) -> Figure {
    var canvas = Canvas()
    for (index, line) in layout.key.enumerated() {
      canvas.text(
        line, x: 8, y: 15 + MatrixLayout.lineHeight * Double(index), "small",
        limit: FigureStyle.width - 16, size: FigureStyle.smallSize)
    }
    for (index, panel) in panels.enumerated() {
      let (down, beside) = index.quotientAndRemainder(dividingBy: layout.across)
      draw(
        panel, layout, x: Double(beside) * layout.width,
        y: 4 + layout.keyHeight + Double(down) * layout.height, &canvas)
    }
    let count = (panels.count + layout.across - 1) / layout.across
    return Figure(
      name: name, title: title, description: description,
      height: 4 + layout.keyHeight + layout.height * Double(count), canvas)
  }

  private func draw(
    _ panel: Panel, _ layout: MatrixLayout, x: Double, y: Double, _ canvas: inout Canvas
  ) {
    let (left, cell, top) = (x + layout.left, layout.cell, y + layout.headHeight)
    var titleX = x + 8
    if let series = panel.series {
      canvas.mark(x: titleX + 5, y: y + 9, radius: 4, series: series, "fill")
      titleX += 14
    }
    canvas.text(
      panel.title, x: titleX, y: y + 13, "bold", limit: x + layout.width - 4 - titleX,
      size: FigureStyle.textSize * 1.06)
    canvas.text(
      columnTitle, x: left + cell * Double(columns.count) / 2, y: y + 30, "small muted",
      anchor: .middle)
    for (column, lines) in layout.columnLines.enumerated() {
      for (index, line) in lines.enumerated() {
        let below = Double(lines.count - 1 - index)
        canvas.text(
          line, x: left + cell * (Double(column) + 0.5),
          y: top - 6 - below * MatrixLayout.lineHeight, "small", anchor: .middle)
      }
    }
    canvas.upwardText(
      rowTitle, x: x + 12, y: top + layout.rowHeight * Double(rows.count) / 2, "small muted")
    let base = layout.rowHeight / 2 + 4
    for (row, label) in layout.rowLabels.enumerated() {
      let cellY = top + layout.rowHeight * Double(row)
      canvas.text(
        label, x: left - 5, y: cellY + base, "small", anchor: .end, limit: layout.left - 24,
        size: FigureStyle.smallSize)
      for column in columns.indices {
        let cellX = left + cell * Double(column)
        let given = panel.shades[row][column]
        let shade = given.isFinite ? given : 0
        canvas.rectangle(
          x: cellX, y: cellY, width: cell - 1.5, height: layout.rowHeight - 1.5,
          "\(shade < 0 ? "k1" : "k0") fill", opacity: 0.06 + 0.5 * min(1, abs(shade)))
        canvas.text(
          LinearScale.withMinus(panel.texts[row][column]), x: cellX + (cell - 1.5) / 2,
          y: cellY + base, layout.isTiny ? "tiny" : "small", anchor: .middle)
      }
    }
  }
}
