/// Loads formats whose files hold whole samples, and splits the samples.
struct SampleLoader {
  private let configuration: DataConfiguration
  private let files: FileStore
  private let tokens: TokenTable

  /// A loader; the tokens of texts are numbered in a table.
  init(
    _ configuration: DataConfiguration, files: FileStore, tokens: TokenTable = TokenTable()
  ) {
    self.configuration = configuration
    self.files = files
    self.tokens = tokens
  }

  /// The three sets of samples.
  ///
  /// - Throws: `DataError` or `FileError`.
  func load() throws -> SplitParts {
    let paths = configuration.files
    if !paths.all.isEmpty { return try divided(try cleaned([read(paths.all)])) }
    let training = try read(paths.training)
    let others = try [paths.validation, paths.test].filter { !$0.isEmpty }.map { paths in
      try read(paths, features: training.dataset.featureNames)
    }
    for other in others { try requireCompatible(training, other) }
    let tables = cleaned([training] + others)
    return others.count == 2 ? given(tables) : try cutValidation(tables)
  }

  /// The tables without what repeats another sample of the same file, if that is wanted.
  ///
  /// Done before splitting, too, so that splits have the wanted shares.
  private func cleaned(_ tables: [SampleTable]) -> [SampleTable] {
    guard configuration.duplicates == .remove else { return tables }
    return tables.map { table in
      var alone = [table]
      let removed = alone.removeDuplicates()[0].repeated
      if removed > 0 {
        alone[0].notes.append("\(removed) samples that repeat another one were left out.")
      }
      return alone[0]
    }
  }

  /// Splits the samples of one file.
  private func divided(_ tables: [SampleTable]) throws(DataError) -> SplitParts {
    let split = configuration.split
    let table = tables[0]
    guard split.rule == .given else {
      let indices = SampleSplitter(split.rule, configuration: split).split(
        table, shares: [split.training, split.validation, split.test])
      return parts(
        indices.map(table.subset), of: tables,
        note: "The samples are split by the rule \(split.rule.rawValue).")
    }
    let indices = try GivenSplits(split).split(table, file: configuration.files.all.values)
    guard indices[1].isEmpty else {
      return parts(
        indices.map(table.subset), of: tables,
        note: "The samples are split as '\(split.column)' says.")
    }
    let (training, validation) = cut(table.subset(indices[0]))
    return parts(
      [training, validation, table.subset(indices[2])], of: tables,
      note: "The samples are split as '\(split.column)' says; validation samples are taken from "
        + "training by the rule \(split.ruleOfValidation.rawValue).")
  }

  /// Takes validation samples from training.
  private func cutValidation(_ tables: [SampleTable]) throws(DataError) -> SplitParts {
    let (training, validation) = cut(tables[0])
    let rule = configuration.split.ruleOfValidation.rawValue
    var parts = parts(
      [training, validation, tables[1]], of: tables,
      note: "Validation samples are taken from the training file by the rule \(rule).")
    parts.warnings += Self.warnings(aboutEqual: [("test", tables[1])], training: tables[0])
    return parts
  }

  private func cut(_ table: SampleTable) -> (training: SampleTable, validation: SampleTable) {
    let split = configuration.split
    let indices = SampleSplitter(split.ruleOfValidation, configuration: split).split(
      table, shares: [split.training, split.validation])
    return (table.subset(indices[0]), table.subset(indices[1]))
  }

  private func given(_ tables: [SampleTable]) -> SplitParts {
    var parts = parts(tables, of: tables, note: "The files give the three splits.")
    parts.warnings += Self.warnings(
      aboutEqual: [("validation", tables[1]), ("test", tables[2])], training: tables[0])
    return parts
  }

  /// The splits with what was noted about the files that they come from.
  private func parts(_ splits: [SampleTable], of tables: [SampleTable], note: String) -> SplitParts
  {
    var dropped = LoadedData.DroppedWindows()
    for table in tables {
      dropped.incomplete += table.dropped.incomplete
      dropped.tooShort += table.dropped.tooShort
      dropped.unobserved += table.dropped.unobserved
    }
    return SplitParts(
      training: splits[0], validation: splits[1], test: splits[2],
      notes: tables.flatMap(\.notes) + [note], warnings: tables.flatMap(\.warnings),
      dropped: dropped)
  }

  /// Sentences about splits that were given the same samples as training, by a slip of the hand.
  private static func warnings(
    aboutEqual others: [(name: String, table: SampleTable)], training: SampleTable
  ) -> [String] {
    others.filter { $0.table.dataset.values == training.dataset.values }.map {
      "The \($0.name) samples are the training samples, so their scores tell nothing about new data."
    }
  }

  /// Reads the samples of one set of files.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - features: the features of the training file, if this is another one.
  /// - Returns: the samples, labelled unless that takes all training samples.
  /// - Throws: `DataError` or `FileError`.
  private func read(_ paths: SplitFiles, features: [String]? = nil) throws -> SampleTable {
    switch configuration.format {
    case .longCSV, .seriesCSV:
      let labels =
        paths.labels.isEmpty
        ? nil
        : try LabelFile(
          files.content(of: paths.labels), file: paths.labels, configuration: configuration)
      let gap = TimeConfiguration.gapName
      var table = try LongCSVReader(
        files.content(of: paths.values), file: paths.values, configuration: configuration,
        labels: labels, features: features?.filter { $0 != gap }
      ).read()
      if let rule = ThresholdLabels(fixedIn: configuration.label) {
        try table.decideLabels(by: rule)
      }
      return table
    case .ts:
      return try TSReader(
        files.content(of: paths.values), file: paths.values, configuration: configuration
      ).read()
    case .ucrTSV:
      return try UCRTableReader(
        files.content(of: paths.values), file: paths.values, configuration: configuration
      ).read()
    case .text, .tokens:
      return try TextReader(configuration, files: files, tokens: tokens).read(paths)
    case .npy, .ragged, .idx:
      return try ArrayReader(configuration, files: files).read(paths)
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
