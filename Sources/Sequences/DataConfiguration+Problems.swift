import Files

extension DataConfiguration {
  /// What is wrong with the values, one sentence each, naming the keys; empty if nothing is.
  ///
  /// No file is looked at.
  public func problems() -> [String] {
    fileProblems() + columnProblems() + labelProblems() + splitProblems()
  }

  private func fileProblems() -> [String] {
    var sentences: [String] = []
    let parts = [files.training, files.validation, files.test]
    if files.all.isEmpty && parts.allSatisfy(\.isEmpty) {
      sentences.append(
        "data.files names no file; set data.files.all.values, or the files of each split.")
    } else if !files.all.isEmpty && !parts.allSatisfy(\.isEmpty) {
      sentences.append(
        "data.files.all and files of single splits are both set; keep one of the two.")
    } else if files.all.isEmpty && (files.training.isEmpty || files.test.isEmpty) {
      sentences.append(
        "data.files needs training and test files; only validation can be taken from training.")
    }
    for (name, files) in namedFiles where !files.isEmpty {
      sentences += files.problems(named: "data.files.\(name)", format: format)
    }
    return sentences
  }

  private func columnProblems() -> [String] {
    var sentences: [String] = []
    if separator.utf8.count > 1 {
      sentences.append("data.separator is '\(separator)'; it must be one character or empty.")
    }
    if ["\"", ".", "-", "\n", "\r"].contains(separator) {
      sentences.append("data.separator must not be a quote, a sign of numbers or a line break.")
    }
    if format == .longCSV && columns.id.isEmpty {
      sentences.append("data.columns.id is empty; name the column that tells samples apart.")
    }
    let isCSV = format == .longCSV || format == .seriesCSV
    if isCSV && label.rule == .given && columns.labels.isEmpty {
      sentences.append("data.columns.labels is empty; name at least one label column.")
    }
    for (key, names) in [
      ("columns.features", columns.features), ("columns.labels", columns.labels),
      ("columns.time", columns.time), ("classes", classes),
    ] {
      if let repeated = names.firstRepeated {
        sentences.append("data.\(key) lists '\(repeated)' twice; remove one.")
      }
    }
    if classes.count == 1 {
      sentences.append("data.classes lists one class; list all of them, or none.")
    }
    return sentences
  }

  private func labelProblems() -> [String] {
    var sentences: [String] = []
    if format == .seriesCSV {
      // Lengths are kept in 32 bits in batches.
      let lengths = 1...Int(Int32.max)
      if !lengths.contains(window.length) {
        sentences.append(
          "data.window.length is \(window.length); it must be from 1 to \(lengths.upperBound).")
      }
      if window.stride < 1 {
        sentences.append("data.window.stride is \(window.stride); it must be at least 1.")
      }
      if !(window.timeStep >= 0 && window.timeStep.isFinite) {
        sentences.append("data.window.timeStep is \(window.timeStep); it must be 0 or positive.")
      }
      if label.rule == .given && columns.labels.count > 1 {
        sentences.append("data.columns.labels must name one column when format is series-csv.")
      }
    }
    if label.rule == .significantChange {
      if format != .seriesCSV {
        sentences.append("data.label.rule significant-change needs data.format series-csv.")
      }
      if label.column.isEmpty {
        sentences.append("data.label.column is empty; name the column whose change is the label.")
      }
      if label.threshold == 0 && !(label.share > 0 && label.share < 1) {
        sentences.append("data.label.share is \(label.share); it must lie between 0 and 1.")
      }
      if !(label.threshold >= 0 && label.threshold.isFinite) {
        sentences.append("data.label.threshold is \(label.threshold); it must be 0 or positive.")
      }
      if !(1...Int(Int32.max)).contains(label.horizon) {
        sentences.append(
          "data.label.horizon is \(label.horizon); it must be from 1 to \(Int32.max).")
      }
    }
    if label.position < -1 {
      sentences.append(
        "data.label.position is \(label.position); 0 keeps all, 1 is the first, -1 the last.")
    }
    return sentences
  }

  private func splitProblems() -> [String] {
    var sentences: [String] = []
    let shares = [
      ("training", split.training), ("validation", split.validation), ("test", split.test),
    ]
    for (name, share) in shares where !(share > 0 && share < 1) {
      sentences.append("data.split.\(name) is \(share); it must lie between 0 and 1.")
    }
    let sum = split.training + split.validation + split.test
    if sentences.isEmpty && abs(sum - 1) > 1e-6 {
      sentences.append(
        "data.split.training, validation and test add up to \((sum * 1e6).rounded() / 1e6); they must add up to 1."
      )
    }
    if format == .seriesCSV && split.rule != .time {
      sentences.append(
        "data.split.rule must be time for series-csv: windows overlap, so at random the same rows "
          + "would be trained and tested on.")
    }
    if split.rule == .group && columns.group.isEmpty && split.idPrefixEnd.isEmpty {
      sentences.append(
        "data.split.rule group needs data.columns.group or data.split.idPrefixEnd.")
    }
    if split.rule == .group && format != .longCSV {
      sentences.append("data.split.rule group needs data.format long-csv.")
    }
    if split.seed < 0 {
      sentences.append("data.split.seed is \(split.seed); it must not be negative.")
    }
    return sentences
  }

  /// The four sets of files with their keys.
  var namedFiles: [(name: String, files: SplitFiles)] {
    [
      ("all", files.all), ("training", files.training), ("validation", files.validation),
      ("test", files.test),
    ]
  }
}

extension SplitFiles {
  fileprivate func problems(named key: String, format: DataConfiguration.Format) -> [String] {
    var sentences: [String] = []
    if values.isEmpty { sentences.append("\(key).values is empty; name the file of values.") }
    let isCSV = format == .longCSV || format == .seriesCSV
    for (name, path, allowed) in [
      ("labels", labels, !isCSV), ("offsets", offsets, format == .ragged),
      ("lengths", lengths, format == .npy),
    ] where !path.isEmpty && !allowed {
      sentences.append(
        "\(key).\(name) has no meaning when format is \(format.rawValue); remove it.")
    }
    return sentences
  }
}

extension [String] {
  /// The first text that occurs a second time.
  var firstRepeated: String? {
    var seen: Set<String> = []
    return first { !seen.insert($0).inserted }
  }
}
