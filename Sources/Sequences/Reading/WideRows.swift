/// Reads rows that hold all features of an event: `id,time,features...,label`.
struct WideRows {
  private let table: DelimitedText
  private let columns: EventColumns
  private let configuration: DataConfiguration
  private let featureColumns: [Int]

  /// A reader of the rows of a file.
  ///
  /// - Throws: `missingColumn` and others about the header.
  init(
    of table: DelimitedText, columns: EventColumns, configuration: DataConfiguration
  ) throws(DataError) {
    self.table = table
    self.columns = columns
    self.configuration = configuration
    featureColumns = try table.featureColumns(configuration.columns, taken: columns.taken)
    let names = featureColumns.map { table.header[$0] }
    try table.requireFeatures(configuration.columns.categorical, in: names)
    try table.requireFeatures(configuration.missing.features.keys, in: names)
  }

  /// The events of the file.
  ///
  /// - Throws: `DataError` with file, line and column.
  func read() throws(DataError) -> EventTable {
    let missing = MissingTokens(configuration.missing.tokens)
    let names = featureColumns.map { table.header[$0] }
    let mayBeMissing = names.map { configuration.missing.rule(of: $0) != .error }
    let isCategorical = names.map { configuration.columns.categorical.contains($0) }
    var texts = [TextNumbering](repeating: TextNumbering(), count: names.count)
    var rows = EventRows()
    var values: [Float] = []
    let estimate = table.rowEstimate
    rows.idOfRow.reserveCapacity(estimate)
    values.reserveCapacity(estimate * names.count)
    try table.forEachRow { row throws(DataError) in
      try columns.add(row, to: &rows)
      for (feature, column) in featureColumns.enumerated() {
        if missing.contains(row.content(column)) {
          guard mayBeMissing[feature] else {
            throw DataError(.missingValue, at: table.place(line: row.line, column: column))
          }
          values.append(MissingMark.value)
        } else if isCategorical[feature] {
          values.append(Float(texts[feature].number(of: row.fields[column], in: row.bytes)))
        } else {
          values.append(Float(try row.number(column, of: table)))
        }
      }
    }
    guard !rows.ids.texts.isEmpty else { throw DataError(.empty, at: DataPlace(file: table.file)) }
    return EventTable(
      rows: rows, values: values, featureNames: names,
      categories: zip(isCategorical, texts).map { $0 ? $1.texts : nil },
      labelPositions: columns.labelPositions, file: table.file, configuration: configuration)
  }
}
