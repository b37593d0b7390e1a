/// Cuts the rows of each id into windows and labels them.
///
/// A window ends with some row; its labels look at that row or at later ones of the same id
/// (`LabelConfiguration`). A window whose labels are not known is left out and counted.
struct EventWindows {
  private let table: EventTable
  private let window: WindowConfiguration
  private let label: LabelConfiguration

  init(of table: EventTable, configuration: DataConfiguration) {
    self.table = table
    window = configuration.window
    label = configuration.label
  }

  /// The number of rows behind a window's last one that its labels look at.
  private var future: Int {
    guard label.rule != .eventWithin else { return 0 }
    return label.firstAhead(whole: window.take == .whole) + label.horizon - 1
  }

  /// The windows with their labels, or with the numbers that become labels later.
  ///
  /// - Throws: if there is no window, or two different labels for one.
  func samples() throws(DataError) -> SampleTable {
    var starts: [Int] = []
    var lengths: [Int] = []
    var units: [Int] = []
    var labels: [Int] = []
    var labelLengths: [Int] = []
    var measures: [Float] = []
    var stretches: [Int] = []
    var dropped = LoadedData.DroppedWindows()
    var first = 0
    for (id, count) in table.lengths.enumerated() {
      stretches.append(first)
      let ends = lastEvents(of: count)
      if ends.isEmpty { dropped.tooShort += 1 }
      for end in ends {
        let start = window.take == .whole ? 0 : max(0, end - window.length + 1)
        switch label.rule {
        case .given:
          let found = try givenLabels(first + end)
          labels += found
          labelLengths.append(found.count)
        case .eventWithin:
          let found = eventLabels(id: id, end: end, rows: first..<first + count)
          if found.isEmpty {
            dropped.unobserved += 1
            continue
          }
          labels += found
        case .threshold, .quantile, .significantChange:
          let found = numbers(end: end, rows: first..<first + count)
          if found.isEmpty {
            dropped.incomplete += 1
            continue
          }
          measures += found
        }
        starts.append(first + start)
        lengths.append(end - start + 1)
        units.append(id)
      }
      first += count
    }
    guard !starts.isEmpty else {
      throw DataError(
        .noWindows(length: window.length, horizon: future), at: DataPlace(file: table.file))
    }
    return try sampleTable(
      starts: starts, lengths: lengths, units: units, labels: labels,
      labelLengths: labelLengths, measures: measures, stretches: stretches, dropped: dropped)
  }

  /// The events with which windows end, of an id with some events.
  private func lastEvents(of count: Int) -> [Int] {
    switch window.take {
    case .whole: count > future ? [count - 1 - future] : []
    case .last: count > future ? [count - 1 - future] : []
    case .sliding:
      Array(
        stride(
          from: (window.shortest > 0 ? window.shortest : window.length) - 1, to: count - future,
          by: window.stride))
    }
  }

  /// The labels for a window that ends with a row; fewer than there are columns if the last are empty.
  private func givenLabels(_ row: Int) throws(DataError) -> ArraySlice<Int> {
    let positions = table.labelPositions
    let ahead = label.firstAhead(whole: window.take == .whole)
    // The labels of several rows lie behind one another.
    let first = (row + ahead) * positions
    let labels = table.labels[first..<first + label.horizon * positions]
    guard let end = labels.firstIndex(of: LabelCells.absent) else { return labels }
    guard label.horizon == 1 else {
      throw DataError(
        .configuration(
          sentence:
            "some rows have fewer labels than there are label columns, which leaves gaps in "
            + "the labels of several rows; set data.label.horizon to 1, or give all labels."),
        at: DataPlace(file: table.file))
    }
    return labels[..<end]
  }

  /// The watched numbers behind a window; empty if one is missing.
  private func numbers(end: Int, rows: Range<Int>) -> [Float] {
    let ahead = label.firstAhead(whole: window.take == .whole)
    let measure = label.rule == .significantChange ? .absoluteChange : label.measure
    var numbers: [Float] = []
    for position in 0..<label.horizon {
      let row = rows.lowerBound + end + ahead + position
      let value = table.watched[row]
      guard !value.isNaN else { return [] }
      if measure == .value {
        numbers.append(Float(value))
        continue
      }
      guard row > rows.lowerBound, !table.watched[row - 1].isNaN else { return [] }
      let change = value - table.watched[row - 1]
      numbers.append(Float(measure == .change ? change : abs(change)))
    }
    return numbers
  }

  /// 1 for each stretch of time in which the event happens; empty if that is not known.
  private func eventLabels(id: Int, end: Int, rows: Range<Int>) -> [Int] {
    func distance(_ first: Int, _ second: Int) -> Double {
      label.unit == .rows ? Double(second - first) : table.times[second] - table.times[first]
    }
    let row = rows.lowerBound + end
    let last = rows.upperBound - 1
    let observed = distance(row, last)
    let ahead: Double? =
      if !table.remaining.isEmpty {
        observed + table.remaining[id]
      } else if table.isEvent.isEmpty {
        observed
      } else {
        (row...last).first { table.isEvent[$0] }.map { distance(row, $0) }
      }
    guard let ahead else {
      return observed < label.within * Double(label.horizon)
        ? [] : [Int](repeating: 0, count: label.horizon)
    }
    return (0..<label.horizon).map { position in
      let from = Double(position) * label.within
      let isIn = (position == 0 || ahead > from) && ahead <= from + label.within
      return isIn ? 1 : 0
    }
  }

  private func sampleTable(
    starts: [Int], lengths: [Int], units: [Int], labels: [Int], labelLengths: [Int],
    measures: [Float], stretches: [Int], dropped: LoadedData.DroppedWindows
  ) throws(DataError) -> SampleTable {
    let positions = label.rule == .given ? table.labelPositions * label.horizon : label.horizon
    let classNames =
      switch label.rule {
      case .given: table.labelTexts
      case .eventWithin: EventLabels.classNames
      case .threshold, .quantile, .significantChange: ThresholdLabels.classNames(of: label)
      }
    let dataset: SequenceDataset
    do throws(DataError) {
      dataset = try SequenceDataset(
        featureNames: table.featureNames, classNames: classNames, labelLength: positions,
        values: table.values, starts: starts, lengths: lengths,
        labels: measures.isEmpty ? labels : [Int](repeating: 0, count: measures.count),
        labelLengths: labelLengths.allSatisfy { $0 == positions } ? nil : labelLengths)
    } catch {
      throw error.located(in: table.file)
    }
    let ends = zip(starts, lengths).map { $0 + $1 - 1 }
    // Windows without groups of their own are grouped by the id that they share.
    let isDivided = window.take == .sliding
    let groups = table.groups.isEmpty && isDivided ? Array(table.ids.indices) : table.groups
    return SampleTable(
      dataset: dataset, groups: groups.isEmpty ? [] : units.map { groups[$0] },
      times: table.times.isEmpty ? [] : starts.map { table.times[$0] },
      endTimes: table.times.isEmpty ? [] : ends.map { table.times[$0] },
      units: isDivided ? units : [],
      splits: table.splits.isEmpty ? [] : units.map { table.splits[$0] }, measures: measures,
      stretches: stretches, categories: table.categories,
      declaresClasses: label.rule != .given, dropped: dropped, notes: table.notes,
      warnings: table.warnings)
  }
}

/// The rule `event-within`.
enum EventLabels {
  /// The names of the two classes.
  static let classNames = ["no event", "event"]
}
