/// Loads formats whose files hold whole samples, and splits the samples.
struct SampleLoader {
  private let configuration: DataConfiguration
  private let files: FileStore

  init(_ configuration: DataConfiguration, files: FileStore) {
    self.configuration = configuration
    self.files = files
  }

  /// The three sets of samples.
  ///
  /// - Throws: `DataError` or `FileError`.
  func load() throws -> SplitParts {
    let split = configuration.split
    let paths = configuration.files
    if !paths.all.isEmpty {
      let table = try read(paths.all)
      return try parts(
        of: table, shares: [split.training, split.validation, split.test], test: nil)
    }
    let training = try read(paths.training)
    let test = try read(paths.test)
    try requireCompatible(training, test)
    guard !paths.validation.isEmpty else {
      return try parts(of: training, shares: [split.training, split.validation], test: test)
    }
    let validation = try read(paths.validation)
    try requireCompatible(training, validation)
    return SplitParts(
      training: training.dataset, validation: validation.dataset, test: test.dataset,
      declaresClasses: training.declaresClasses,
      notes: ["The files give the three splits."],
      warnings: training.warnings + validation.warnings + test.warnings
        + Self.warnings(
          aboutEqual: [("validation", validation), ("test", test)], training: training))
  }

  /// Sentences about splits that were given the same samples as training, by a slip of the hand.
  private static func warnings(
    aboutEqual others: [(name: String, table: SampleTable)], training: SampleTable
  ) -> [String] {
    others.filter { $0.table.dataset.values == training.dataset.values }.map {
      "The \($0.name) samples are the training samples, so their scores tell nothing about new data."
    }
  }

  private func parts(
    of table: SampleTable, shares: [Double], test: SampleTable?
  ) throws(DataError) -> SplitParts {
    let indices = SampleSplitter(configuration.split).split(table, shares: shares)
    let rule = configuration.split.rule
    let datasets = indices.map { table.dataset.subset($0).compacted() }
    let notes =
      test == nil
      ? "The samples are split by the rule \(rule.rawValue)."
      : "Validation samples are taken from the training file by the rule \(rule.rawValue)."
    return SplitParts(
      training: datasets[0], validation: datasets[1], test: test?.dataset ?? datasets[2],
      declaresClasses: table.declaresClasses, notes: [notes],
      warnings: table.warnings + (test?.warnings ?? [])
        + (test.map { Self.warnings(aboutEqual: [("test", $0)], training: table) } ?? []))
  }

  private func read(_ paths: SplitFiles) throws -> SampleTable {
    switch configuration.format {
    case .longCSV, .seriesCSV:
      try LongCSVReader(
        files.content(of: paths.values), file: paths.values, configuration: configuration
      ).read()
    case .npy, .ragged:
      try ArrayReader(configuration, files: files).read(paths)
    }
  }

  /// Checks that the files of two splits have the same features, label length and declared classes.
  private func requireCompatible(_ training: SampleTable, _ other: SampleTable) throws(DataError) {
    let first = training.dataset
    let second = other.dataset
    let classes = training.declaresClasses && other.declaresClasses
    let hasFixedLabels = !first.hasRaggedLabels && !second.hasRaggedLabels
    for (what, one, two) in [
      ("features", first.featureNames, second.featureNames),
      (
        "label lengths", hasFixedLabels ? ["\(first.labelLength)"] : [],
        hasFixedLabels ? ["\(second.labelLength)"] : []
      ),
      ("classes", classes ? first.classNames : [], classes ? second.classNames : []),
    ] where one != two {
      throw DataError(
        .incompatible(
          what: "\(what) of the splits' files", first: one.joined(separator: ", "),
          second: two.joined(separator: ", ")))
    }
  }
}
