import Files

extension DataConfiguration {
  /// What is wrong with the values, one sentence each, naming the keys; empty if nothing is.
  ///
  /// No file is looked at.
  public func problems() -> [String] {
    fileProblems() + columnProblems() + paddingProblems() + featureProblems() + windowProblems()
      + labelProblems()
      + splitProblems() + thinningProblems() + textProblems() + length.problems()
  }

  private func paddingProblems() -> [String] {
    let rules = [missing.rule] + missing.features.values
    guard !length.maskPadding, rules.contains(where: \.hasIndicator) else { return [] }
    return [
      "data.length.maskPadding false does not go with a rule of data.missing that marks values: "
        + "padding would count as missing. Set data.length.maskPadding to true, or data.missing to "
        + "forward-fill."
    ]
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
    let withLabels = namedFiles.count { !$0.files.isEmpty && !$0.files.labels.isEmpty }
    let isRemaining = label.rule == .eventWithin
    if format == .longCSV, withLabels > 0, !isRemaining,
      withLabels < namedFiles.count(where: { !$0.files.isEmpty })
    {
      sentences.append(
        "data.files names files of labels for some splits only; name one for each, or for none.")
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
    let isTable =
      format == .longCSV || format == .seriesCSV || format == .text || format == .tokens
    if isTable && label.rule == .given && columns.labels.isEmpty {
      sentences.append("data.columns.labels is empty; name at least one label column.")
    }
    if columns.variable.isEmpty != columns.value.isEmpty {
      sentences.append(
        "data.columns.variable and data.columns.value belong together; name both or none.")
    }
    if !columns.variable.isEmpty {
      if format != .longCSV {
        sentences.append("data.columns.variable needs data.format long-csv.")
      }
      if columns.time.isEmpty {
        sentences.append(
          "data.columns.time is empty; with data.columns.variable, measurements of one time are one "
            + "event.")
      }
    }
    for (key, names) in [
      ("columns.features", columns.features), ("columns.labels", columns.labels),
      ("columns.time", columns.time), ("columns.names", columns.names),
      ("columns.categorical", columns.categorical), ("label.fileColumns", label.fileColumns),
      ("label.minority", label.minority), ("classes", classes),
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

  private func featureProblems() -> [String] {
    var sentences: [String] = []
    if !isCSV && !columns.categorical.isEmpty {
      sentences.append("data.columns.categorical needs data.format long-csv or series-csv.")
    }
    if format == .text || format == .tokens {
      for (key, isSet) in [
        ("missing.features", !missing.features.isEmpty), ("missing.rule", missing.rule != .error),
      ] where isSet {
        sentences.append(
          "data.\(key) has no meaning when format is \(format.rawValue): words are never missing.")
      }
    }
    if !(time.bin >= 0 && time.bin.isFinite) {
      sentences.append("data.time.bin is \(time.bin); it must be 0 or positive.")
    }
    for (key, isSet) in [("bin", time.bin > 0), ("gapFeature", time.gapFeature)] where isSet {
      if format != .longCSV { sentences.append("data.time.\(key) needs data.format long-csv.") }
      if columns.time.isEmpty {
        sentences.append("data.time.\(key) is set, but data.columns.time names no column of times.")
      }
    }
    return sentences
  }

  private func thinningProblems() -> [String] {
    var sentences: [String] = []
    for (name, share) in thin.classes.sorted(by: { $0.key < $1.key })
    where !(share > 0 && share < 1) {
      sentences.append("data.thin.classes.\(name) is \(share); it must lie between 0 and 1.")
    }
    if sentences.isEmpty, thin.classes.values.reduce(0, +) >= 1 {
      sentences.append("data.thin.classes adds up to 1 or more, which leaves nothing for others.")
    }
    if thin.seed < 0 {
      sentences.append("data.thin.seed is \(thin.seed); it must not be negative.")
    }
    return sentences
  }

  /// Whether the files are tables of text with columns that have names.
  var isCSV: Bool { format == .longCSV || format == .seriesCSV }

  private func textProblems() -> [String] {
    guard format == .text || format == .tokens else { return [] }
    let nameless = columns.text.isEmpty ? ["data.columns.text is empty; name the column."] : []
    return nameless + text.problems()
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
    let takesLabels =
      switch format {
      case .longCSV, .npy, .ragged, .idx, .text, .tokens: true
      case .seriesCSV, .ts, .ucrTSV: false
      }
    if format == .idx && labels.isEmpty {
      sentences.append("\(key).labels is empty; name the file of labels.")
    }
    for (name, path, allowed) in [
      ("labels", labels, takesLabels), ("offsets", offsets, format == .ragged),
      ("lengths", lengths, format == .npy),
      ("labelLengths", labelLengths, format == .npy || format == .ragged),
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
