/// One long series: a row of features per step of time, some rows incomplete.
struct Series {
  /// The path for errors.
  let file: String
  /// One name per feature.
  let featureNames: [String]
  /// Row-major `[row, feature]`; 0 in incomplete rows.
  let values: [Float]
  /// The watched column, one value per row; empty unless the label rule watches one.
  let watched: [Double]
  /// The number of each row's label; empty unless labels are given.
  let labels: [Int]
  /// The texts of the labels.
  let labelTexts: [String]
  /// For each row the number of complete rows without a time gap that begin with it.
  let runs: [Int]
  /// The number of rows that lack a value.
  let incompleteRows: Int
  /// The number of steps of time that are too long or too short.
  let gaps: Int

  /// The number of rows.
  var rowCount: Int { runs.count }
}

/// Reads a series from a CSV file, such as the household power file of the UCI repository.
struct SeriesCSVReader {
  private let table: DelimitedText
  private let configuration: DataConfiguration
  private let timeColumns: [Int]
  private let featureColumns: [Int]
  private let watchedColumn: Int?
  private let labelColumn: Int?
  private let missing: MissingTokens
  private let timeText: TimeText

  /// A reader of one file.
  ///
  /// - Throws: `missingColumn` and others about the header.
  init(
    _ bytes: [UInt8], file: String, configuration: DataConfiguration
  ) throws(DataError) {
    let columns = configuration.columns
    self.configuration = configuration
    table = try DelimitedText(bytes, file: file, separator: configuration.separator)
    timeColumns = try table.columns(columns.time)
    if configuration.label.rule == .significantChange {
      watchedColumn = try table.column(configuration.label.column)
      labelColumn = nil
    } else {
      watchedColumn = nil
      labelColumn = try table.columns(columns.labels).first
    }
    featureColumns = try table.featureColumns(
      columns, taken: timeColumns + (labelColumn.map { [$0] } ?? []))
    missing = MissingTokens(configuration.missing.tokens)
    timeText = TimeText(dateOrder: columns.dateOrder)
  }

  /// The series of the file.
  ///
  /// Cost: about a second for two million rows of nine columns.
  ///
  /// - Throws: `DataError` with file, line and column.
  func read() throws(DataError) -> Series {
    var values: [Float] = []
    var watched: [Double] = []
    var labels: [Int] = []
    var labelTexts = TextNumbering()
    var times: [Double] = []
    var isComplete: [Bool] = []
    let rows = table.rowEstimate
    values.reserveCapacity(rows * featureColumns.count)
    isComplete.reserveCapacity(rows)
    times.reserveCapacity(timeColumns.isEmpty ? 0 : rows)
    let needed = featureColumns + [watchedColumn, labelColumn].compactMap(\.self)

    try table.forEachRow { row throws(DataError) in
      if !timeColumns.isEmpty {
        let time = try timeText.parse(row, columns: timeColumns, of: table)
        if let last = times.last, time <= last {
          throw DataError(
            .timeNotIncreasing, at: table.place(line: row.line, column: timeColumns[0]))
        }
        times.append(time)
      }
      var complete = true
      for column in needed where missing.contains(row.content(column)) { complete = false }
      isComplete.append(complete)
      for column in featureColumns {
        // What is there must be a number even where something else is missing.
        let isMissing = !complete && missing.contains(row.content(column))
        let value = isMissing ? 0 : try row.number(column, of: table)
        values.append(complete ? Float(value) : 0)
      }
      if let watchedColumn {
        watched.append(complete ? try row.number(watchedColumn, of: table) : 0)
      }
      if let labelColumn {
        labels.append(
          complete ? labelTexts.number(of: row.fields[labelColumn], in: row.bytes) : 0)
      }
    }
    guard !isComplete.isEmpty else { throw DataError(.empty, at: DataPlace(file: table.file)) }
    let (runs, gaps) = Self.runs(
      isComplete: isComplete, times: times, step: configuration.window.timeStep)
    return Series(
      file: table.file, featureNames: featureColumns.map { table.header[$0] }, values: values,
      watched: watched, labels: labels, labelTexts: labelTexts.texts, runs: runs,
      incompleteRows: isComplete.count { !$0 }, gaps: gaps)
  }

  /// For each row the number of complete rows from it on, and the number of gaps.
  static func runs(
    isComplete: [Bool], times: [Double], step: Double
  ) -> (runs: [Int], gaps: Int) {
    let expected = step > 0 ? step : mostFrequentStep(times)
    var runs = [Int](repeating: 0, count: isComplete.count)
    var gaps = 0
    for row in isComplete.indices.reversed() {
      var isGap = false
      if row + 1 < times.count {
        // One hundredth of slack for times with rounded fractions.
        isGap = abs(times[row + 1] - times[row] - expected) > expected / 100
        if isGap { gaps += 1 }
      }
      guard isComplete[row] else { continue }
      let isLast = row + 1 == isComplete.count
      runs[row] = isLast || isGap ? 1 : runs[row + 1] + 1
    }
    return (runs, gaps)
  }

  /// The most frequent difference of successive times; the smallest of several.
  static func mostFrequentStep(_ times: [Double]) -> Double {
    var counts: [Double: Int] = [:]
    for row in times.indices.dropFirst() {
      counts[times[row] - times[row - 1], default: 0] += 1
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }
}
