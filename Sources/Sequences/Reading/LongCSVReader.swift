/// Reads samples from CSV files of events: one row per event, or one row per measurement.
///
/// The rows of one id are a sample, or give several windows, in the order of their times, rows of
/// equal time in the order of the file. Samples keep the order in which the file first names them.
struct LongCSVReader {
  private let table: DelimitedText
  private let columns: EventColumns
  private let configuration: DataConfiguration
  private let labels: LabelFile?
  private let features: [String]?

  /// A reader of one file.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: its path, for errors.
  ///   - configuration: what the columns mean.
  ///   - labels: the file of labels, if there is one.
  ///   - features: the features of the training file, if this is another one and its rows are
  ///     measurements; nil: those of this file.
  /// - Throws: `missingColumn` and others about the header.
  init(
    _ bytes: [UInt8], file: String, configuration: DataConfiguration, labels: LabelFile? = nil,
    features: [String]? = nil
  ) throws(DataError) {
    self.configuration = configuration
    self.labels = labels
    self.features = features
    table = try DelimitedText(
      bytes, file: file, separator: configuration.separator, names: configuration.columns.names,
      quotes: configuration.quotes)
    columns = try EventColumns(
      of: table, configuration: configuration, hasLabelFile: labels != nil)
  }

  /// The samples of the file.
  ///
  /// Cost: about a second for two million rows of ten columns.
  ///
  /// - Throws: `DataError` with file, line and column.
  func read() throws(DataError) -> SampleTable {
    var events =
      configuration.columns.variable.isEmpty
      ? try WideRows(of: table, columns: columns, configuration: configuration).read()
      : try MeasurementRows(
        of: table, columns: columns, configuration: configuration, features: features
      ).read()
    if let labels { try labels.add(to: &events) }
    try TimeGrid(configuration.time).apply(to: &events, missing: configuration.missing)
    return try EventWindows(of: events, configuration: configuration).samples()
  }
}

extension EventTable {
  /// The events of some rows.
  ///
  /// - Parameters:
  ///   - rows: what they say apart from features.
  ///   - values: `[row, feature]` in the order of `rows`.
  ///   - featureNames: one name per feature.
  ///   - categories: the texts of categorical features.
  ///   - labelPositions: the number of label columns.
  ///   - file: the path for errors.
  ///   - configuration: what makes groups.
  init(
    rows: EventRows, values: [Float], featureNames: [String], categories: [[String]?],
    labelPositions: Int, file: String, configuration: DataConfiguration
  ) {
    let order = rows.order()
    let isOrdered = order.indices.allSatisfy { order[$0] == $0 }
    func sorted<Element>(_ elements: [Element], width: Int = 1) -> [Element] {
      guard !isOrdered, !elements.isEmpty else { return elements }
      var result: [Element] = []
      result.reserveCapacity(elements.count)
      for row in order { result.append(contentsOf: elements[row * width..<(row + 1) * width]) }
      return result
    }
    var lengths = [Int](repeating: 0, count: rows.ids.texts.count)
    for id in rows.idOfRow { lengths[id] += 1 }
    var groups = rows.groups
    let prefixEnd =
      configuration.split.ruleOfValidation == .group ? configuration.split.idPrefixEnd : ""
    if groups.isEmpty, !prefixEnd.isEmpty {
      var texts = TextNumbering()
      groups = rows.ids.texts.map { texts.number(of: $0.before(prefixEnd)) }
    }
    self.init(
      file: file, ids: rows.ids.texts, lengths: lengths, featureNames: featureNames,
      categories: categories, values: sorted(values, width: featureNames.count),
      times: sorted(rows.times), labels: sorted(rows.labels, width: labelPositions),
      labelPositions: labelPositions, labelTexts: rows.labelTexts.texts,
      watched: sorted(rows.watched), isEvent: sorted(rows.isEvent), groups: groups,
      splits: rows.splits.map { rows.splitTexts.texts[$0] },
      warnings: rows.orderWarnings(order: order, file: file))
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

  /// Checks that settings of single features are about features.
  func requireFeatures(_ names: some Collection<String>, in features: [String]) throws(DataError) {
    for name in names.sorted() where !features.contains(name) {
      throw DataError(.missingColumn(available: features), at: DataPlace(file: file, column: name))
    }
  }
}

extension TimeText {
  /// The sum of the times in some columns, such as a date and a clock.
  func parse(
    _ row: borrowing DelimitedRow, columns: [Int], of table: borrowing DelimitedText
  ) throws(DataError) -> Double {
    // A clock without a date beside it may go on beyond a day.
    let isElapsed = columns.count == 1
    var sum = 0.0
    for column in columns {
      guard let time = parse(row.content(column), isElapsed: isElapsed) else {
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
