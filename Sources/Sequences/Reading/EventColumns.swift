/// The columns of a file of events that are no features: id, time, labels, group and the like.
struct EventColumns {
  private let table: DelimitedText
  private let id: Int
  private let time: [Int]
  private let labelColumns: [Int]
  private let labels: LabelCells
  private let watched: Int?
  private let event: Int?
  private let group: Int?
  private let split: Int?
  private let missing: MissingTokens
  private let timeText: TimeText
  private let labelsMayChange: Bool
  private let watchedIsNoFeature: Bool

  /// Finds the columns.
  ///
  /// - Parameters:
  ///   - table: the file.
  ///   - configuration: what columns mean.
  ///   - hasLabelFile: whether another file says what there is to say about labels.
  /// - Throws: `missingColumn`.
  init(
    of table: DelimitedText, configuration: DataConfiguration, hasLabelFile: Bool
  ) throws(DataError) {
    let columns = configuration.columns
    let label = configuration.label
    self.table = table
    id = try table.column(columns.id)
    time = try table.columns(columns.time)
    missing = MissingTokens(configuration.missing.tokens)
    labelColumns =
      label.rule == .given && !hasLabelFile ? try table.columns(columns.labels) : []
    labels = LabelCells(labelColumns, of: table, missing: missing)
    watched = label.isMeasured && !hasLabelFile ? try table.column(label.column) : nil
    event =
      label.rule == .eventWithin && !label.event.isEmpty ? try table.column(label.event) : nil
    group = columns.group.isEmpty ? nil : try table.column(columns.group)
    let split = configuration.split
    self.split =
      split.rule == .given && !split.column.isEmpty ? try table.column(split.column) : nil
    timeText = TimeText(dateOrder: columns.dateOrder)
    // A window of some rows has a label of its own; a whole sample has one.
    labelsMayChange = configuration.window.take != .whole
    watchedIsNoFeature = label.firstAhead(whole: configuration.window.take == .whole) == 0
  }

  /// The number of label positions that the columns give.
  var labelPositions: Int { labels.count }

  /// The columns that are no features although nobody excluded them.
  ///
  /// What is watched in the window's own last row would tell the label.
  var taken: [Int] {
    let known = watchedIsNoFeature ? watched : nil
    return [id] + time + labelColumns + [event, group, split, known].compactMap(\.self)
  }

  /// Adds what a row says in these columns.
  ///
  /// - Throws: `DataError` with file, line and column.
  func add(_ row: borrowing DelimitedRow, to rows: inout EventRows) throws(DataError) {
    // Rows without an id would all become one sample.
    try requireValue(row, id)
    let known = rows.ids.texts.count
    let number = rows.ids.number(of: row.fields[id], in: row.bytes)
    let isNew = number == known
    if isNew { rows.firstRows.append(rows.idOfRow.count) }
    rows.idOfRow.append(number)
    if !time.isEmpty { rows.times.append(try timeText.parse(row, columns: time, of: table)) }
    try labels.append(row, to: &rows.labels, texts: &rows.labelTexts)
    if !isNew, !labelsMayChange { try requireFirstLabels(line: row.line, id: number, in: rows) }
    if let watched {
      let isMissing = missing.contains(row.content(watched))
      rows.watched.append(isMissing ? .nan : try row.number(watched, of: table))
    }
    if let event {
      let isMissing = missing.contains(row.content(event))
      rows.isEvent.append(isMissing ? false : try row.number(event, of: table) != 0)
    }
    if let group {
      let text = rows.groupTexts.number(of: row.fields[group], in: row.bytes)
      if isNew { rows.groups.append(text) }
      let first = rows.groups[number]
      guard first == text else {
        throw DataError(
          .groupChanges(
            id: rows.ids.texts[number], first: rows.groupTexts.texts[first],
            then: rows.groupTexts.texts[text]),
          at: table.place(line: row.line, column: group))
      }
    }
    if let split {
      let text = rows.splitTexts.number(of: row.fields[split], in: row.bytes)
      if isNew { rows.splits.append(text) }
      let first = rows.splits[number]
      guard first == text else {
        throw DataError(
          .splitChanges(
            id: rows.ids.texts[number], first: rows.splitTexts.texts[first],
            then: rows.splitTexts.texts[text]),
          at: table.place(line: row.line, column: split))
      }
    }
  }

  /// Checks that the last row has the labels of the first one of its id.
  private func requireFirstLabels(line: Int, id: Int, in rows: EventRows) throws(DataError) {
    let first = rows.firstRows[id] * labels.count
    let last = rows.labels.count - labels.count
    func text(_ label: Int) -> String {
      label == LabelCells.absent ? "" : rows.labelTexts.texts[label]
    }
    for (position, column) in labelColumns.enumerated()
    where rows.labels[first + position] != rows.labels[last + position] {
      throw DataError(
        .labelChanges(
          id: rows.ids.texts[id], first: text(rows.labels[first + position]),
          then: text(rows.labels[last + position])),
        at: table.place(line: line, column: column))
    }
  }

  private func requireValue(_ row: borrowing DelimitedRow, _ column: Int) throws(DataError) {
    guard !missing.contains(row.content(column)) else {
      throw DataError(.missingValue, at: table.place(line: row.line, column: column))
    }
  }
}
