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
    for (window, name) in zip(windows, DataPreparation.names) where window.starts.isEmpty {
      throw DataError(
        .noWindows(length: window.length, horizon: window.future),
        at: DataPlace(file: window.series.file, split: name))
    }
    var dropped = LoadedData.DroppedWindows()
    for window in windows {
      dropped.incomplete += window.dropped.incomplete
      dropped.atBorders += window.dropped.atBorders
    }
    let first = windows[0].series.featureNames
    for window in windows.dropFirst() where window.series.featureNames != first {
      throw DataError(
        .incompatible(
          what: "features of the splits' files", first: first.joined(separator: ", "),
          second: window.series.featureNames.joined(separator: ", ")))
    }
    let tables = try windows.map { window throws(DataError) in try window.samples() }
    return SplitParts(
      training: tables[0], validation: tables[1], test: tables[2], notes: notes, dropped: dropped)
  }
}
