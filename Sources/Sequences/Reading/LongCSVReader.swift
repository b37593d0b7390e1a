/// Reads samples from CSV files with one row per event: `id,time,features...,label`.
///
/// The rows of one id are a sample, in the order of their times, rows of equal time in the order of
/// the file. Samples keep the order in which the file first names them.
struct LongCSVReader {
  private let table: DelimitedText
  private let idColumn: Int
  private let timeColumns: [Int]
  private let featureColumns: [Int]
  private let labelColumns: [Int]
  private let groupColumn: Int?
  private let missing: MissingTokens
  private let timeText: TimeText
  private let idPrefixEnd: String

  /// A reader of one file.
  ///
  /// - Throws: `missingColumn` and others about the header.
  init(
    _ bytes: [UInt8], file: String, configuration: DataConfiguration
  ) throws(DataError) {
    let columns = configuration.columns
    table = try DelimitedText(bytes, file: file, separator: configuration.separator)
    idColumn = try table.column(columns.id)
    timeColumns = try table.columns(columns.time)
    labelColumns = try table.columns(columns.labels)
    groupColumn = columns.group.isEmpty ? nil : try table.column(columns.group)
    featureColumns = try table.featureColumns(
      columns,
      taken: [idColumn] + timeColumns + labelColumns + (groupColumn.map { [$0] } ?? []))
    missing = MissingTokens(configuration.missing.tokens)
    timeText = TimeText(dateOrder: columns.dateOrder)
    idPrefixEnd = configuration.split.rule == .group ? configuration.split.idPrefixEnd : ""
  }

  /// The samples of the file.
  ///
  /// Cost: about a second for two million rows of ten columns.
  ///
  /// - Throws: `DataError` with file, line and column.
  func read() throws(DataError) -> SampleTable {
    var ids = TextNumbering()
    var labels = TextNumbering()
    var groupTexts = TextNumbering()
    var sampleOfRow: [Int] = []
    var times: [Double] = []
    var values: [Float] = []
    var sampleLabels: [Int] = []
    var sampleGroups: [Int] = []
    let rows = table.rowEstimate
    sampleOfRow.reserveCapacity(rows)
    times.reserveCapacity(timeColumns.isEmpty ? 0 : rows)
    values.reserveCapacity(rows * featureColumns.count)

    try table.forEachRow { row throws(DataError) in
      // Rows without an id would all become one sample.
      guard !missing.contains(row.content(idColumn)) else {
        throw DataError(.missingValue, at: table.place(line: row.line, column: idColumn))
      }
      let known = ids.texts.count
      let sample = ids.number(of: row.fields[idColumn], in: row.bytes)
      let isNew = sample == known
      sampleOfRow.append(sample)
      if !timeColumns.isEmpty {
        times.append(try timeText.parse(row, columns: timeColumns, of: table))
      }
      for column in featureColumns {
        guard !missing.contains(row.content(column)) else {
          throw DataError(.missingValue, at: table.place(line: row.line, column: column))
        }
        values.append(Float(try row.number(column, of: table)))
      }
      for (position, column) in labelColumns.enumerated() {
        guard !missing.contains(row.content(column)) else {
          throw DataError(.missingValue, at: table.place(line: row.line, column: column))
        }
        let label = labels.number(of: row.fields[column], in: row.bytes)
        if isNew {
          sampleLabels.append(label)
        } else if sampleLabels[sample * labelColumns.count + position] != label {
          let first = sampleLabels[sample * labelColumns.count + position]
          throw DataError(
            .labelChanges(
              id: ids.texts[sample], first: labels.texts[first], then: labels.texts[label]),
            at: table.place(line: row.line, column: column))
        }
      }
      if let groupColumn {
        let group = groupTexts.number(of: row.fields[groupColumn], in: row.bytes)
        if isNew {
          sampleGroups.append(group)
        } else if sampleGroups[sample] != group {
          throw DataError(
            .groupChanges(
              id: ids.texts[sample], first: groupTexts.texts[sampleGroups[sample]],
              then: groupTexts.texts[group]),
            at: table.place(line: row.line, column: groupColumn))
        }
      }
    }
    guard !ids.texts.isEmpty else { throw DataError(.empty, at: DataPlace(file: table.file)) }
    if groupColumn == nil, !idPrefixEnd.isEmpty {
      sampleGroups = ids.texts.map { groupTexts.number(of: $0.before(idPrefixEnd)) }
    }
    return try assemble(
      sampleOfRow: sampleOfRow, sampleCount: ids.texts.count, times: times, values: values,
      labels: sampleLabels, labelTexts: labels.texts, groups: sampleGroups)
  }

  /// Brings the rows of each sample together and into the order of time.
  private func assemble(
    sampleOfRow: [Int], sampleCount: Int, times: [Double], values: [Float], labels: [Int],
    labelTexts: [String], groups: [Int]
  ) throws(DataError) -> SampleTable {
    var lengths = [Int](repeating: 0, count: sampleCount)
    for sample in sampleOfRow { lengths[sample] += 1 }
    let isOrdered = sampleOfRow.indices.dropFirst().allSatisfy { row in
      sampleOfRow[row - 1] < sampleOfRow[row]
        || sampleOfRow[row - 1] == sampleOfRow[row]
          && (times.isEmpty || times[row - 1] <= times[row])
    }
    let order =
      isOrdered
      ? Array(sampleOfRow.indices)
      : sampleOfRow.indices.sorted { first, second in
        if sampleOfRow[first] != sampleOfRow[second] {
          return sampleOfRow[first] < sampleOfRow[second]
        }
        if !times.isEmpty, times[first] != times[second] { return times[first] < times[second] }
        return first < second
      }
    var ordered = values
    let features = featureColumns.count
    if !isOrdered {
      for (target, source) in order.enumerated() {
        for feature in 0..<features {
          ordered[target * features + feature] = values[source * features + feature]
        }
      }
    }
    var firstTimes: [Double] = []
    if !times.isEmpty {
      var row = 0
      for length in lengths {
        firstTimes.append(times[order[row]])
        row += length
      }
    }
    let dataset: SequenceDataset
    do throws(DataError) {
      dataset = try SequenceDataset(
        featureNames: featureColumns.map { table.header[$0] }, classNames: labelTexts,
        labelLength: labelColumns.count, values: ordered, lengths: lengths, labels: labels)
    } catch {
      throw error.located(in: table.file)
    }
    return SampleTable(
      dataset: dataset, groups: groups, times: firstTimes,
      warnings: orderWarnings(sampleOfRow: sampleOfRow, times: times, order: order))
  }

  /// Sentences about rows whose order the file leaves open.
  private func orderWarnings(sampleOfRow: [Int], times: [Double], order: [Int]) -> [String] {
    if times.isEmpty {
      var seen: Set<Int> = []
      var apart: Set<Int> = []
      var last: Int?
      for sample in sampleOfRow where sample != last {
        if !seen.insert(sample).inserted { apart.insert(sample) }
        last = sample
      }
      guard !apart.isEmpty else { return [] }
      return [
        "\(table.file): the rows of one id do not lie together (\(apart.count) ids); without "
          + "data.columns.time they stay in the order of the file."
      ]
    }
    let equal = zip(order, order.dropFirst()).count { first, second in
      sampleOfRow[first] == sampleOfRow[second] && times[first] == times[second]
    }
    guard equal > 0 else { return [] }
    return [
      "\(table.file): rows of one sample have the same time (\(equal) times); they stay in the order "
        + "of the file."
    ]
  }
}

extension DelimitedText {
  /// The positions of several columns.
  func columns(_ names: [String]) throws(DataError) -> [Int] {
    try names.map { name throws(DataError) in try column(name) }
  }

  /// The positions of the feature columns: those that are named, or all that are left.
  func featureColumns(
    _ configuration: ColumnConfiguration, taken: [Int]
  ) throws(DataError) -> [Int] {
    let excluded = try columns(configuration.exclude)
    let found =
      configuration.features.isEmpty
      ? header.indices.filter { !taken.contains($0) && !excluded.contains($0) }
      : try columns(configuration.features)
    guard !found.isEmpty else {
      throw DataError(
        .configuration(
          sentence: "no column is left for features; check data.columns against the header."),
        at: DataPlace(file: file))
    }
    return found
  }
}

extension TimeText {
  /// The sum of the times in some columns, such as a date and a clock.
  func parse(
    _ row: borrowing DelimitedRow, columns: [Int], of table: borrowing DelimitedText
  ) throws(DataError) -> Double {
    var sum = 0.0
    for column in columns {
      guard let time = parse(row.content(column)) else {
        throw DataError(
          .notATime(text: row.text(column)), at: table.place(line: row.line, column: column))
      }
      sum += time
    }
    return sum
  }
}

extension String {
  /// The part before the first occurrence of another text; everything if there is none.
  func before(_ end: String) -> String {
    firstRange(of: end).map { String(self[..<$0.lowerBound]) } ?? self
  }
}
