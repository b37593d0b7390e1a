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
    /// How strongly they are shaded, from -1 to 1; negative ones in another colour.
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

  /// Draws the tables, two beside each other while their columns have room.
  public func figure(name: String, title: String, description: String) -> Figure {
    var canvas = Canvas()
    let across = panels.count > 1 && columns.count <= 2 ? 2 : 1
    let width = FigureStyle.width / Double(across)
    let rowWidth = rows.map { TextWidth.of($0, size: FigureStyle.smallSize) }.max() ?? 0
    let left = min(width * 0.42, 20 + rowWidth + 6)
    let cell = min(80, (width - left - 8) / Double(max(1, columns.count)))
    let rowHeight = 26.0
    let height = 54 + rowHeight * Double(rows.count) + 12
    for (index, panel) in panels.enumerated() {
      let (down, beside) = index.quotientAndRemainder(dividingBy: across)
      let (x, y) = (Double(beside) * width, 4 + Double(down) * height)
      var titleX = x + 8
      if let series = panel.series {
        canvas.mark(x: titleX + 5, y: y + 9, radius: 4, series: series, "fill")
        titleX += 14
      }
      canvas.text(
        panel.title, x: titleX, y: y + 13, "bold", limit: x + width - 4 - titleX,
        size: FigureStyle.textSize * 1.06)
      canvas.text(
        columnTitle, x: x + left + cell * Double(columns.count) / 2, y: y + 30, "small muted",
        anchor: .middle)
      for (column, label) in columns.enumerated() {
        canvas.text(
          label, x: x + left + cell * (Double(column) + 0.5), y: y + 45, "small", anchor: .middle,
          limit: cell - 3, size: FigureStyle.smallSize)
      }
      canvas.upwardText(
        rowTitle, x: x + 12, y: y + 51 + rowHeight * Double(rows.count) / 2, "small muted")
      for (row, label) in rows.enumerated() {
        let cellY = y + 51 + rowHeight * Double(row)
        canvas.text(
          label, x: x + left - 5, y: cellY + 17, "small", anchor: .end, limit: left - 24,
          size: FigureStyle.smallSize)
        for column in columns.indices {
          let cellX = x + left + cell * Double(column)
          let shade = panel.shades[row][column]
          canvas.rectangle(
            x: cellX, y: cellY, width: cell - 1.5, height: rowHeight - 1.5,
            "\(shade < 0 ? "k1" : "k0") fill", opacity: 0.06 + 0.5 * min(1, abs(shade)))
          canvas.text(
            LinearScale.withMinus(panel.texts[row][column]), x: cellX + (cell - 1.5) / 2,
            y: cellY + 17, "small",
            anchor: .middle)
        }
      }
    }
    let count = (panels.count + across - 1) / across
    return Figure(
      name: name, title: title, description: description, height: 4 + height * Double(count),
      canvas)
  }
}
