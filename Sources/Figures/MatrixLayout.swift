/// Where the parts of the tables of a `MatrixChart` stand, and how rows and columns are named.
///
/// The first way of these in which all names and numbers have room: names at rows and above columns;
/// names at rows, with numbers before them that stand above the columns; numbers at both, which a key
/// above the tables explains.
struct MatrixLayout {
  /// The height of a line of small text.
  static let lineHeight = 13.0
  /// The most lines that a column's name may have.
  private static let mostLines = 3

  /// How many tables stand beside each other.
  let across: Int
  /// The width that a table has.
  let width: Double
  /// From a table's left end to its first cell.
  let left: Double
  /// The width of a cell.
  let cell: Double
  /// The height of a row.
  let rowHeight: Double
  /// What stands above each column.
  let columnLines: [[String]]
  /// What stands at each row.
  let rowLabels: [String]
  /// What numbers mean, in lines above all tables; empty where rows say it.
  let key: [String]
  /// Whether the cells' numbers have no room at the size of small text.
  let isTiny: Bool

  /// From a table's top to its first row of cells.
  var headHeight: Double {
    38 + Self.lineHeight * Double(columnLines.map(\.count).max() ?? 1)
  }
  /// The height of a table with the space below it.
  var height: Double { headHeight + rowHeight * Double(rowLabels.count) + 15 }
  /// The height of the key.
  var keyHeight: Double { key.isEmpty ? 0 : Self.lineHeight * Double(key.count) + 10 }

  /// The layout of tables with these names and cells, `mayPair` if there are several.
  init(rows: [String], columns: [String], texts: [String], mayPair: Bool) {
    let numbers = columns.indices.map { "\($0 + 1)" }
    let numbered = zip(numbers, rows).map { "\($0) \($1)" }
    let ways: [(across: Int, rows: [String], columns: [String], hasKey: Bool)] = [
      (2, rows, columns, false), (1, rows, columns, false), (2, numbered, numbers, false),
      (1, numbered, numbers, false), (2, numbers, numbers, true), (1, numbers, numbers, true),
    ]
    // Two classes are small tables: rather numbers than one table a row.
    let order = columns.count > 2 ? [0, 1, 2, 3, 4, 5] : [0, 2, 4, 1, 3, 5]
    let candidates = order.map { ways[$0] }.filter { mayPair || $0.across == 1 }
      .map { way in
        MatrixLayout(
          across: way.across, rows: way.rows, columns: way.columns, texts: texts,
          key: way.hasKey ? Self.key(numbered) : [])
      }
    self =
      candidates.compactMap(\.self).first
      ?? MatrixLayout(numbers, texts: texts, key: Self.key(numbered))
  }

  /// A layout in which all has room; nil without one.
  private init?(
    across: Int, rows: [String], columns: [String], texts: [String], key: [String]
  ) {
    let (width, left, cell) = Self.widths(across, rows, columns.count)
    guard cell >= Self.widest(texts, FigureStyle.smallSize) + 5 else { return nil }
    let lines = columns.compactMap {
      TextWidth.lines($0, to: cell - 3, size: FigureStyle.smallSize)
    }
    guard lines.count == columns.count, lines.allSatisfy({ $0.count <= Self.mostLines }) else {
      return nil
    }
    (self.across, self.width, self.left, self.cell) = (across, width, left, cell)
    rowHeight = columns.count > 6 ? 21 : 26
    columnLines = lines
    rowLabels = rows
    self.key = key
    isTiny = false
  }

  /// The layout where nothing else has room.
  private init(_ numbers: [String], texts: [String], key: [String]) {
    across = 1
    (width, left, cell) = Self.widths(1, numbers, numbers.count)
    rowHeight = 21
    columnLines = numbers.map { [$0] }
    rowLabels = numbers
    self.key = key
    isTiny = true
  }

  private static func widths(
    _ across: Int, _ rows: [String], _ columnCount: Int
  ) -> (width: Double, left: Double, cell: Double) {
    let width = FigureStyle.width / Double(across)
    let left = 26 + widest(rows, FigureStyle.smallSize)
    return (width, left, min(80, (width - left - 8) / Double(max(1, columnCount))))
  }

  private static func widest(_ texts: [String], _ size: Double) -> Double {
    texts.map { TextWidth.of($0, size: size) }.max() ?? 0
  }

  /// Names beside each other, in as many lines as they need.
  private static func key(_ names: [String]) -> [String] {
    var lines: [String] = []
    for name in names {
      let longer = (lines.last.map { $0 + " · " } ?? "") + name
      if lines.isEmpty || TextWidth.of(longer, size: FigureStyle.smallSize) > FigureStyle.width - 16
      {
        lines.append(name)
      } else {
        lines[lines.count - 1] = longer
      }
    }
    return lines
  }
}
