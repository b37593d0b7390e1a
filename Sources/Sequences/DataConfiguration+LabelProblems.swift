extension DataConfiguration {
  /// What is wrong with how windows are cut.
  func windowProblems() -> [String] {
    var sentences: [String] = []
    // Lengths are kept in 32 bits in batches.
    let counts = 1...Int(Int32.max)
    let isCut = format == .seriesCSV || format == .longCSV && window.take != .whole
    guard isCut else {
      if format != .longCSV, window.take != .whole {
        sentences.append("data.window.take needs data.format long-csv.")
      }
      return sentences
    }
    if !counts.contains(window.length) {
      sentences.append(
        "data.window.length is \(window.length); it must be from 1 to \(counts.upperBound).")
    }
    if window.stride < 1 {
      sentences.append("data.window.stride is \(window.stride); it must be at least 1.")
    }
    if window.shortest < 0 || window.shortest > window.length {
      sentences.append(
        "data.window.shortest is \(window.shortest); it must be from 0 to data.window.length.")
    }
    if format == .seriesCSV, !(window.timeStep >= 0 && window.timeStep.isFinite) {
      sentences.append("data.window.timeStep is \(window.timeStep); it must be 0 or positive.")
    }
    return sentences
  }

  /// What is wrong with how labels are found.
  func labelProblems() -> [String] {
    var sentences: [String] = []
    if label.rule != .given, !isCSV {
      sentences.append(
        "data.label.rule \(label.rule.rawValue) needs data.format long-csv or series-csv.")
    }
    if format == .seriesCSV && label.rule == .given && columns.labels.count > 1 {
      sentences.append("data.columns.labels must name one column when format is series-csv.")
    }
    if label.isMeasured { sentences += measureProblems() }
    if label.rule == .eventWithin { sentences += eventProblems() }
    if !(1...Int(Int32.max)).contains(label.horizon) {
      sentences.append("data.label.horizon is \(label.horizon); it must be from 1 to \(Int32.max).")
    } else if !(-1...Int(Int32.max)).contains(label.ahead) {
      sentences.append(
        "data.label.ahead is \(label.ahead); it must be -1 or the number of rows.")
    } else {
      sentences += futureProblems()
    }
    if label.position < -1 {
      sentences.append(
        "data.label.position is \(label.position); 0 keeps all, 1 is the first, -1 the last.")
    }
    var sources: Set<String> = []
    for source in label.merge.sorted(by: { $0.key < $1.key }).flatMap(\.value)
    where !sources.insert(source).inserted {
      sentences.append("data.label.merge lists the class '\(source)' twice; remove one.")
    }
    return sentences
  }

  private var hasLabelFiles: Bool { namedFiles.contains { !$0.files.labels.isEmpty } }

  private func measureProblems() -> [String] {
    var sentences: [String] = []
    if label.column.isEmpty {
      sentences.append("data.label.column is empty; name the column that makes the label.")
    } else if columns.features.contains(label.column), !hasLabelFiles,
      label.firstAhead(whole: format == .longCSV && window.take == .whole) == 0
    {
      sentences.append(
        "data.columns.features lists '\(label.column)', whose value in the same row is the label; "
          + "remove it.")
    }
    let usesShare =
      label.rule == .quantile || label.rule == .significantChange && label.threshold == 0
    if usesShare, !(label.share > 0 && label.share < 1) {
      sentences.append("data.label.share is \(label.share); it must lie between 0 and 1.")
    }
    if !label.threshold.isFinite || label.rule == .significantChange && label.threshold < 0 {
      sentences.append(
        "data.label.threshold is \(label.threshold); it must be 0 or positive, and finite.")
    }
    if !columns.variable.isEmpty, !hasLabelFiles {
      sentences.append(
        "data.label.rule \(label.rule.rawValue) with data.columns.variable needs a file of labels: "
          + "set data.files.….labels.")
    }
    let isFixed = label.rule == .threshold || label.threshold > 0
    if !isFixed, split.rule == .stratified || split.ruleOfValidation == .stratified {
      sentences.append(
        "data.split.rule stratified needs labels, but data.label.rule \(label.rule.rawValue) finds "
          + "them by the training split; split by time, group or given.")
    }
    return sentences
  }

  private func eventProblems() -> [String] {
    var sentences: [String] = []
    if format == .seriesCSV {
      sentences.append("data.label.rule event-within needs data.format long-csv.")
    }
    if !(label.within > 0 && label.within.isFinite) {
      sentences.append("data.label.within is \(label.within); it must be positive.")
    }
    if label.unit == .time, columns.time.isEmpty {
      sentences.append(
        "data.label.unit is time, but data.columns.time names no column of times.")
    }
    if hasLabelFiles, !label.event.isEmpty {
      sentences.append(
        "data.label.event and files of labels both say when events are; keep one of the two.")
    }
    if hasLabelFiles, label.column.isEmpty {
      sentences.append(
        "data.label.column is empty; name the column of the file of labels that says how far the "
          + "event is.")
    }
    return sentences
  }

  /// Rows behind a window must exist.
  private func futureProblems() -> [String] {
    guard isCSV, label.rule != .eventWithin else { return [] }
    var sentences: [String] = []
    let isWhole = format == .longCSV && window.take == .whole
    if isWhole || hasLabelFiles, label.horizon > 1 || label.ahead > 0 {
      sentences.append(
        "data.label.horizon and data.label.ahead look at rows behind a window; they need windows "
          + "(data.window.take last or sliding) and labels in the rows themselves.")
    }
    if isWhole || hasLabelFiles, label.rule == .significantChange || label.measure != .value {
      sentences.append(
        "data.label.rule \(label.rule.rawValue) of a change needs windows of rows: set "
          + "data.window.take to last or sliding.")
    }
    if label.ahead == 0, window.length == 1, label.isMeasured,
      label.rule == .significantChange || label.measure != .value
    {
      sentences.append("data.label.ahead is 0, but a window of one row has no change.")
    }
    return sentences
  }
}
