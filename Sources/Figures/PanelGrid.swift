/// Panels side by side: one fills the width of a figure, several stand in two columns, row by row.
struct PanelGrid {
  /// How many panels there are.
  let count: Int
  /// Where the first row begins.
  let top: Double
  /// The height of a panel: of one alone, and of one beside others.
  let heights: (alone: Double, beside: Double)

  private var columns: Int { count > 1 ? 2 : 1 }
  private var height: Double { columns == 1 ? heights.alone : heights.beside }

  /// Where the last row ends.
  var bottom: Double { top + Double((count + columns - 1) / columns) * height }

  /// The place of a panel.
  func place(of index: Int) -> (x: Double, y: Double, width: Double, height: Double) {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let width = FigureStyle.width / Double(columns)
    return (Double(column) * width, top + Double(row) * height, width, height)
  }
}
