/// One long series: a row of features per step of time, some rows incomplete.
struct Series {
  /// The path for errors.
  let file: String
  /// One name per feature.
  let featureNames: [String]
  /// For each categorical feature its texts, nil for others.
  let categories: [[String]?]
  /// Row-major `[row, feature]`; `MissingMark.value` where a value is missing that may be, 0 where
  /// another one is.
  let values: [Float]
  /// The watched column, one value per row; empty unless the label rule watches one.
  let watched: [Double]
  /// The number of each row's label; empty unless labels are given.
  let labels: [Int]
  /// The texts of the labels.
  let labelTexts: [String]
  /// For each row the number of complete rows without a time gap that begin with it.
  let runs: [Int]
  /// The rows behind a step of time that is too long or too short, in increasing order.
  let stretches: [Int]
  /// The number of rows that lack a value which none may lack.
  let incompleteRows: Int

  /// The number of steps of time that are too long or too short.
  var gaps: Int { stretches.count }
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
    table = try DelimitedText(
      bytes, file: file, separator: configuration.separator, names: columns.names,
      quotes: configuration.quotes)
    timeColumns = try table.columns(columns.time)
    if configuration.label.isMeasured {
      watchedColumn = try table.column(configuration.label.column)
      labelColumn = nil
    } else {
      watchedColumn = nil
      labelColumn = try table.columns(columns.labels).first
    }
    // What is watched in the window's own last row would tell the label.
    let known = configuration.label.firstAhead(whole: false) == 0 ? watchedColumn : nil
    featureColumns = try table.featureColumns(
      columns, taken: timeColumns + [labelColumn, known].compactMap(\.self))
    missing = MissingTokens(configuration.missing.tokens)
    timeText = TimeText(dateOrder: columns.dateOrder)
    let names = featureColumns.map { table.header[$0] }
    try table.requireFeatures(columns.categorical, in: names)
    try table.requireFeatures(configuration.missing.features.keys, in: names)
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
    let names = featureColumns.map { table.header[$0] }
    let mayBeMissing = names.map { configuration.missing.rule(of: $0) != .error }
    let isCategorical = names.map { configuration.columns.categorical.contains($0) }
    var texts = [TextNumbering](repeating: TextNumbering(), count: names.count)
    let needed =
      zip(featureColumns, mayBeMissing).filter { !$1 }.map(\.0)
      + [watchedColumn, labelColumn].compactMap(\.self)

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
      for (feature, column) in featureColumns.enumerated() {
        // What is there must be a number even where something else is missing.
        if missing.contains(row.content(column)) {
          values.append(mayBeMissing[feature] ? MissingMark.value : 0)
        } else if isCategorical[feature] {
          values.append(Float(texts[feature].number(of: row.fields[column], in: row.bytes)))
        } else {
          let value = Float(try row.number(column, of: table))
          values.append(complete || mayBeMissing[feature] ? value : 0)
        }
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
    let (runs, stretches) = Self.runs(
      isComplete: isComplete, times: times, step: configuration.window.timeStep)
    return Series(
      file: table.file, featureNames: names,
      categories: zip(isCategorical, texts).map { $0 ? $1.texts : nil }, values: values,
      watched: watched, labels: labels, labelTexts: labelTexts.texts, runs: runs,
      stretches: stretches, incompleteRows: isComplete.count { !$0 })
  }

  /// For each row the number of complete rows from it on, and the rows behind gaps.
  static func runs(
    isComplete: [Bool], times: [Double], step: Double
  ) -> (runs: [Int], stretches: [Int]) {
    let expected = step > 0 ? step : mostFrequentStep(times)
    var runs = [Int](repeating: 0, count: isComplete.count)
    var stretches: [Int] = []
    for row in isComplete.indices.reversed() {
      var isGap = false
      if row + 1 < times.count {
        // One hundredth of slack for times with rounded fractions.
        isGap = abs(times[row + 1] - times[row] - expected) > expected / 100
        if isGap { stretches.append(row + 1) }
      }
      guard isComplete[row] else { continue }
      let isLast = row + 1 == isComplete.count
      runs[row] = isLast || isGap ? 1 : runs[row + 1] + 1
    }
    return (runs, stretches.reversed())
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
