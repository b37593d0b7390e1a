/// What a file with one row per id says about labels.
struct LabelFile {
  private let table: DelimitedText
  private let configuration: DataConfiguration
  private let idColumn: Int?
  private let labelCells: LabelCells
  private let missing: MissingTokens
  private let watchedColumn: Int?

  /// A reader of one file.
  ///
  /// - Throws: `missingColumn` and others about the header.
  init(_ bytes: [UInt8], file: String, configuration: DataConfiguration) throws(DataError) {
    let label = configuration.label
    self.configuration = configuration
    table = try DelimitedText(
      bytes, file: file, separator: configuration.separator, names: label.fileColumns)
    let id = configuration.columns.id
    let hasIDs = label.fileColumns.isEmpty || label.fileColumns.contains(id)
    idColumn = hasIDs ? try table.column(id) : nil
    missing = MissingTokens(configuration.missing.tokens)
    labelCells = LabelCells(
      label.rule == .given ? try table.columns(configuration.columns.labels) : [], of: table,
      missing: missing)
    watchedColumn = label.rule == .given ? nil : try table.column(label.column)
  }

  /// Gives the rows of each id what the file says about it.
  ///
  /// - Throws: if an id has no row here or two, or a value is missing.
  func add(to events: inout EventTable) throws(DataError) {
    let numbers = Dictionary(uniqueKeysWithValues: events.ids.enumerated().map { ($1, $0) })
    var texts = TextNumbering()
    var labels = [[Int]?](repeating: nil, count: events.ids.count)
    var watched = [Double](repeating: .nan, count: events.ids.count)
    var rows = 0
    var withoutEvents = 0
    try table.forEachRow { row throws(DataError) in
      var found: Int? = rows
      if let idColumn { found = numbers[row.text(idColumn)] }
      rows += 1
      guard let id = found, id < events.ids.count else {
        withoutEvents += 1
        return
      }
      guard labels[id] == nil else {
        throw DataError(
          .repeatedLabel(id: events.ids[id]), at: DataPlace(file: table.file, line: row.line))
      }
      var numbersOfRow: [Int] = []
      try labelCells.append(row, to: &numbersOfRow, texts: &texts)
      labels[id] = numbersOfRow
      if let watchedColumn {
        guard !missing.contains(row.content(watchedColumn)) else {
          throw DataError(.missingValue, at: table.place(line: row.line, column: watchedColumn))
        }
        watched[id] = try row.number(watchedColumn, of: table)
      }
    }
    if let without = labels.firstIndex(where: { $0 == nil }) {
      throw DataError(.labelAbsent(id: events.ids[without]), at: DataPlace(file: table.file))
    }
    if withoutEvents > 0 {
      events.warnings.append(
        "\(table.file): \(withoutEvents) rows are of ids that \(events.file) does not have.")
    }
    if configuration.label.rule == .eventWithin {
      events.remaining = watched
    } else if watchedColumn != nil {
      events.watched = zip(watched, events.lengths).flatMap { [Double](repeating: $0, count: $1) }
    } else {
      events.labelTexts = texts.texts
      events.labelPositions = labelCells.count
      events.labels = zip(labels, events.lengths).flatMap { labels, length in
        [[Int]](repeating: labels ?? [], count: length).flatMap(\.self)
      }
    }
  }
}
