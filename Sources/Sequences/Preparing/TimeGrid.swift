import Files

/// Makes events of irregular times into bins of equal length, and adds the gaps between events.
struct TimeGrid {
  private let configuration: TimeConfiguration

  init(_ configuration: TimeConfiguration) {
    self.configuration = configuration
  }

  /// Changes the events of each id, without a look at any other id.
  ///
  /// - Parameters:
  ///   - table: events in the order of time.
  ///   - missing: whether a bin may lack a value.
  /// - Throws: if there are no times, bins are too many, or a bin lacks a value that none may lack.
  func apply(
    to table: inout EventTable, missing: MissingValueConfiguration
  ) throws(DataError) {
    if configuration.bin > 0 { try bin(&table, missing: missing) }
    if configuration.gapFeature { try addGaps(to: &table) }
  }

  private func bin(
    _ table: inout EventTable, missing: MissingValueConfiguration
  ) throws(DataError) {
    var binned = table
    binned.values = []
    binned.times = []
    binned.lengths = []
    // For each bin the last row in it, or, if it is empty, the last row before it.
    var lastRows: [Int] = []
    var isEvent: [Bool] = []
    var empty = 0
    let limit = 1000 * table.rowCount + 1_000_000
    var row = 0
    for (id, length) in table.lengths.enumerated() {
      let end = row + length
      var bins = 0
      while row < end {
        let position = (table.times[row] / configuration.bin).rounded(.down)
        var last = row
        while last + 1 < end,
          (table.times[last + 1] / configuration.bin).rounded(.down) == position
        {
          last += 1
        }
        binned.values += values(of: row...last, in: table)
        binned.times.append(position * configuration.bin)
        lastRows.append(last)
        if !table.isEvent.isEmpty { isEvent.append(table.isEvent[row...last].contains(true)) }
        bins += 1
        if configuration.keepEmptyBins, last + 1 < end {
          let next = (table.times[last + 1] / configuration.bin).rounded(.down)
          guard next - position - 1 < Double(limit - lastRows.count) else {
            throw DataError(
              .configuration(
                sentence: "data.time.bin is \(configuration.bin), and the rows of id "
                  + "'\(table.ids[id])' lie so far apart that there would be more than \(limit) "
                  + "bins; set a longer bin, or data.time.keepEmptyBins to false."),
              at: DataPlace(file: table.file))
          }
          for step in 1..<max(1, Int(next - position)) {
            binned.values += [Float](repeating: MissingMark.value, count: table.featureCount)
            binned.times.append((position + Double(step)) * configuration.bin)
            lastRows.append(last)
            if !table.isEvent.isEmpty { isEvent.append(false) }
            bins += 1
            empty += 1
          }
        }
        row = last + 1
      }
      binned.lengths.append(bins)
    }
    if empty > 0 { try requireRules(for: table, missing: missing, empty: empty) }
    let positions = table.labelPositions
    if !table.labels.isEmpty {
      binned.labels = lastRows.flatMap { table.labels[$0 * positions..<($0 + 1) * positions] }
    }
    if !table.watched.isEmpty { binned.watched = lastRows.map { table.watched[$0] } }
    binned.isEvent = isEvent
    binned.notes.append(
      "\(table.file): \(table.rowCount) rows are \(binned.rowCount) bins of "
        + "\(CSVText.number(configuration.bin)), \(empty) of them empty.")
    table = binned
  }

  /// What a bin takes from its rows.
  private func values(of rows: ClosedRange<Int>, in table: EventTable) -> [Float] {
    (0..<table.featureCount).map { feature in
      var last = MissingMark.value
      var sum = 0.0
      var count = 0
      for row in rows {
        let value = table.values[row * table.featureCount + feature]
        guard value != MissingMark.value else { continue }
        last = value
        sum += Double(value)
        count += 1
      }
      let takesMean = configuration.binValue == .mean && table.categories[feature] == nil
      return takesMean && count > 0 ? Float(sum / Double(count)) : last
    }
  }

  /// Empty bins lack every value, so every feature needs a rule.
  private func requireRules(
    for table: EventTable, missing: MissingValueConfiguration, empty: Int
  ) throws(DataError) {
    guard let feature = table.featureNames.first(where: { missing.rule(of: $0) == .error }) else {
      return
    }
    throw DataError(
      .configuration(
        sentence: "\(empty) bins are empty, so values are missing; set data.missing.rule to mask "
          + "or forward-fill, or data.time.keepEmptyBins to false."),
      at: DataPlace(file: table.file, column: feature))
  }

  private func addGaps(to table: inout EventTable) throws(DataError) {
    let name = TimeConfiguration.gapName
    guard !table.featureNames.contains(name) else {
      throw DataError(.duplicateColumn, at: DataPlace(file: table.file, column: name))
    }
    let width = table.featureCount
    var values: [Float] = []
    values.reserveCapacity(table.rowCount * (width + 1))
    var row = 0
    for length in table.lengths {
      for event in 0..<length {
        values += table.values[row * width..<(row + 1) * width]
        values.append(event == 0 ? 0 : Float(table.times[row] - table.times[row - 1]))
        row += 1
      }
    }
    table.values = values
    table.featureNames.append(name)
    table.categories.append(nil)
  }
}
