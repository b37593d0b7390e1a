extension DataConfiguration {
  /// What is wrong with how samples are split.
  func splitProblems() -> [String] {
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
    if split.rule == .group || split.rule == .given && split.validationRule == .group {
      sentences += groupProblems()
    }
    if split.rule == .given { sentences += givenProblems() }
    if split.seed < 0 {
      sentences.append("data.split.seed is \(split.seed); it must not be negative.")
    }
    return sentences
  }

  private func groupProblems() -> [String] {
    var sentences: [String] = []
    if format == .text || format == .tokens {
      if columns.group.isEmpty {
        sentences.append("data.split.rule group needs data.columns.group.")
      }
      if namedFiles.contains(where: { !$0.files.labels.isEmpty }) {
        sentences.append(
          "data.split.rule group needs a table with a column of groups; with files of labels, "
            + "texts are lines without columns.")
      }
      return sentences
    }
    let isSliding = format == .longCSV && window.take == .sliding
    if columns.group.isEmpty && split.idPrefixEnd.isEmpty && !isSliding {
      sentences.append(
        "data.split.rule group needs data.columns.group or data.split.idPrefixEnd.")
    }
    if format != .longCSV {
      sentences.append("data.split.rule group needs data.format long-csv, text or tokens.")
    }
    return sentences
  }

  private func givenProblems() -> [String] {
    var sentences: [String] = []
    if !files.all.isEmpty, split.column.isEmpty {
      sentences.append(
        "data.split.column is empty; name the column of splits, or name files of each split.")
    }
    if !files.all.isEmpty, format != .longCSV {
      sentences.append("data.split.rule given with one file needs data.format long-csv.")
    }
    if split.validationRule == .given {
      sentences.append("data.split.validationRule must be time, stratified or group.")
    }
    if let repeated = (split.trainingNames + split.validationNames + split.testNames).firstRepeated
    {
      sentences.append("data.split lists the name '\(repeated)' twice; remove one.")
    }
    return sentences
  }
}
