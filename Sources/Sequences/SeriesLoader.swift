/// Loads series, splits them by time, cuts them into windows and labels these.
struct SeriesLoader {
  private let configuration: DataConfiguration
  private let files: FileStore

  init(_ configuration: DataConfiguration, files: FileStore) {
    self.configuration = configuration
    self.files = files
  }

  /// The three sets of windows.
  ///
  /// - Throws: `DataError` or `FileError`.
  func load() throws -> SplitParts {
    let split = configuration.split
    let paths = configuration.files
    var notes: [String] = []
    var windows: [SeriesWindows] = []
    func cut(_ path: String, shares: [Double]) throws {
      let series = try SeriesCSVReader(
        files.content(of: path), file: path, configuration: configuration
      ).read()
      notes.append(
        "\(path): \(series.rowCount) rows, \(series.incompleteRows) with missing values, "
          + "\(series.gaps) time gaps.")
      var first = 0
      for border in SampleSplitter.borders(of: series.rowCount, shares: shares) {
        windows.append(
          SeriesWindows(of: series, rows: first..<border, configuration: configuration))
        first = border
      }
    }
    if !paths.all.isEmpty {
      try cut(paths.all.values, shares: [split.training, split.validation, split.test])
    } else if paths.validation.isEmpty {
      try cut(paths.training.values, shares: [split.training, split.validation])
      try cut(paths.test.values, shares: [1])
    } else {
      for path in [paths.training, paths.validation, paths.test] {
        try cut(path.values, shares: [1])
      }
    }
    return try label(windows, notes: notes)
  }

  private func label(_ windows: [SeriesWindows], notes: [String]) throws(DataError) -> SplitParts {
    for (window, name) in zip(windows, ["training", "validation", "test"])
    where window.starts.isEmpty {
      throw DataError(
        .noWindows(length: window.length, horizon: window.horizon),
        at: DataPlace(file: window.series.file, split: name))
    }
    var notes = notes
    let datasets: [SequenceDataset]
    switch configuration.label.rule {
    case .given:
      datasets = try windows.map { window throws(DataError) in
        try window.dataset(
          labels: window.starts.map { window.series.labels[$0 + window.length - 1] },
          labelLength: 1, classNames: window.series.labelTexts)
      }
    case .significantChange:
      let training = windows[0].changes()
      let threshold =
        configuration.label.threshold > 0
        ? Float(configuration.label.threshold)
        : SignificantChange.threshold(of: training, share: configuration.label.share)
      let significant = training.count { $0 > threshold }
      guard significant > 0 else {
        throw DataError(
          .configuration(
            sentence: "no change of '\(configuration.label.column)' in training exceeds "
              + "\(threshold); set a smaller data.label.threshold or a larger data.label.share."),
          at: DataPlace(file: windows[0].series.file, split: "training"))
      }
      notes.append(
        "A change of '\(configuration.label.column)' by more than \(threshold) is significant; "
          + "that is \(significant) of \(training.count) training labels.")
      datasets = try windows.map { window throws(DataError) in
        try window.dataset(
          labels: SignificantChange.labels(of: window.changes(), threshold: threshold),
          labelLength: window.horizon, classNames: SignificantChange.classNames)
      }
    }
    var dropped = LoadedData.DroppedWindows()
    for window in windows {
      dropped.incomplete += window.dropped.incomplete
      dropped.atBorders += window.dropped.atBorders
    }
    for dataset in datasets.dropFirst() where dataset.featureNames != datasets[0].featureNames {
      throw DataError(
        .incompatible(
          what: "features of the splits' files",
          first: datasets[0].featureNames.joined(separator: ", "),
          second: dataset.featureNames.joined(separator: ", ")))
    }
    return SplitParts(
      training: datasets[0], validation: datasets[1], test: datasets[2],
      declaresClasses: configuration.label.rule == .significantChange, notes: notes,
      dropped: dropped)
  }
}
