/// Panels side by side: one fills the width of a figure, several stand in two columns, row by row.
enum PanelGrid {
  /// Where a panel stands.
  struct Place {
    let x: Double, y: Double, width: Double, height: Double
  }

  /// Draws panels below what a canvas has.
  ///
  /// - Parameters:
  ///   - panels: the panels.
  ///   - top: where the first row begins.
  ///   - heights: the height of a panel: of one alone, and of one beside others.
  ///   - canvas: what they are drawn on.
  ///   - draw: draws a panel at its place.
  /// - Returns: where the last row ends.
  static func draw<Panel>(
    _ panels: [Panel], top: Double, heights: (alone: Double, beside: Double),
    _ canvas: inout Canvas, by draw: (Panel, Place, inout Canvas) -> Void
  ) -> Double {
    let columns = panels.count > 1 ? 2 : 1
    let width = FigureStyle.width / Double(columns)
    let height = columns == 1 ? heights.alone : heights.beside
    for (index, panel) in panels.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let place = Place(
        x: Double(column) * width, y: top + Double(row) * height, width: width, height: height)
      draw(panel, place, &canvas)
    }
    return top + Double((panels.count + columns - 1) / columns) * height
  }
}
