/// Reads rows that hold one measurement each: `id,time,variable,value`.
///
/// Measurements of one id at one time are one event. What an event does not measure is missing; of
/// several measurements of one variable at one time the last one counts.
struct MeasurementRows {
  private let table: DelimitedText
  private let columns: EventColumns
  private let configuration: DataConfiguration
  private let variableColumn: Int
  private let valueColumn: Int
  private let features: [String]?
  private let isTraining: Bool

  /// A reader of the rows of a file.
  ///
  /// - Parameters:
  ///   - table: the file.
  ///   - columns: its columns apart from variable and value.
  ///   - configuration: what the columns mean.
  ///   - features: the variables of the training file, if this is another one, which may lack some;
  ///     nil: those that the configuration names, or else all.
  /// - Throws: `missingColumn`.
  init(
    of table: DelimitedText, columns: EventColumns, configuration: DataConfiguration,
    features: [String]?
  ) throws(DataError) {
    self.table = table
    self.columns = columns
    self.configuration = configuration
    variableColumn = try table.column(configuration.columns.variable)
    valueColumn = try table.column(configuration.columns.value)
    isTraining = features == nil
    let named = configuration.columns.features
    self.features = features ?? (named.isEmpty ? nil : named)
  }

  /// The events of the file.
  ///
  /// Cost: about a second for two million measurements.
  ///
  /// - Throws: `DataError` with file, line and column.
  func read() throws(DataError) -> EventTable {
    let missing = MissingTokens(configuration.missing.tokens)
    let categorical = Set(configuration.columns.categorical)
    let excluded = Set(configuration.columns.exclude)
    var variables = TextNumbering()
    // By variable: whether it is left out, whether it is categorical, its texts.
    var kinds: [(isLeftOut: Bool, isCategorical: Bool)] = []
    var texts: [TextNumbering] = []
    var rows = EventRows()
    var variableOfRow: [Int] = []
    var values: [Float] = []
    try table.forEachRow { row throws(DataError) in
      try columns.add(row, to: &rows)
      let variable = variables.number(of: row.fields[variableColumn], in: row.bytes)
      if variable == kinds.count {
        let name = variables.texts[variable]
        let isWanted = features.map { $0.contains(name) } ?? !excluded.contains(name)
        kinds.append((!isWanted, categorical.contains(name)))
        texts.append(TextNumbering())
      }
      variableOfRow.append(variable)
      if kinds[variable].isLeftOut || missing.contains(row.content(valueColumn)) {
        values.append(MissingMark.value)
      } else if kinds[variable].isCategorical {
        values.append(Float(texts[variable].number(of: row.fields[valueColumn], in: row.bytes)))
      } else {
        values.append(Float(try row.number(valueColumn, of: table)))
      }
    }
    guard !rows.ids.texts.isEmpty else { throw DataError(.empty, at: DataPlace(file: table.file)) }
    let names = features ?? variables.texts.filter { !excluded.contains($0) }.sorted()
    guard !names.isEmpty else {
      throw DataError(
        .configuration(sentence: "no variable is left for features; check data.columns.exclude."),
        at: DataPlace(file: table.file, column: table.header[variableColumn]))
    }
    if isTraining { try table.requireFeatures(excluded.union(names), in: variables.texts) }
    try table.requireFeatures(categorical, in: names)
    try table.requireFeatures(configuration.missing.features.keys, in: names)
    // One feature for the time being: the measurement itself, so that rows are put in order.
    let ordered = EventTable(
      rows: rows, values: zip(values, variableOfRow).flatMap { [$0, Float($1)] },
      featureNames: ["value", "variable"], categories: [nil, nil],
      labelPositions: columns.labelPositions, file: table.file, configuration: configuration)
    let numbers = Dictionary(
      uniqueKeysWithValues: variables.texts.enumerated().map { ($1, $0) })
    return try events(
      of: ordered, names: names,
      columnOfVariable: variables.texts.map { names.firstIndex(of: $0) },
      categories: names.map { name in
        categorical.contains(name) ? numbers[name].map { texts[$0].texts } ?? [] : nil
      })
  }

  /// Brings the measurements of one id and time together.
  private func events(
    of measurements: EventTable, names: [String], columnOfVariable: [Int?],
    categories: [[String]?]
  ) throws(DataError) -> EventTable {
    var table = measurements
    table.featureNames = names
    table.categories = categories
    table.values = []
    table.warnings = []
    // A row of measurements of which an event takes what is the same in all: the last one.
    var lastRows: [Int] = []
    var lengths: [Int] = []
    var repeated = 0
    var row = 0
    for length in measurements.lengths {
      let end = row + length
      var events = 0
      while row < end {
        let first = row
        let base = table.values.count
        table.values += [Float](repeating: MissingMark.value, count: names.count)
        // Without times every measurement would be an event of its own, so times are required.
        while row < end, measurements.times[row] == measurements.times[first] {
          let value = measurements.values[2 * row]
          if value != MissingMark.value,
            let column = columnOfVariable[Int(measurements.values[2 * row + 1])]
          {
            if table.values[base + column] != MissingMark.value { repeated += 1 }
            table.values[base + column] = value
          }
          row += 1
        }
        lastRows.append(row - 1)
        events += 1
      }
      lengths.append(events)
    }
    table.lengths = lengths
    table.times = lastRows.map { measurements.times[$0] }
    let positions = measurements.labelPositions
    table.labels = lastRows.flatMap { measurements.labels[$0 * positions..<($0 + 1) * positions] }
    if !measurements.isEvent.isEmpty { table.isEvent = lastRows.map { measurements.isEvent[$0] } }
    table.notes.append(
      "\(table.file): \(measurements.rowCount) measurements of \(names.count) variables are "
        + "\(table.rowCount) events of \(table.ids.count) ids.")
    if repeated > 0 {
      table.warnings.append(
        "\(table.file): \(repeated) measurements follow another one of the same variable and time; "
          + "the last one counts.")
    }
    return table
  }
}
