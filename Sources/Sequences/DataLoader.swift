import Files

/// Reads, checks, labels and splits the data of an experiment: the one way in.
public enum DataLoader {
  /// The data that a configuration describes.
  ///
  /// Everything that can be wrong with the data is found here, before any training.
  ///
  /// - Parameters:
  ///   - configuration: the `data` section.
  ///   - folder: what paths are relative to: the folder of the experiment file.
  /// - Returns: the splits, with notes and warnings.
  /// - Throws: `DataError` or `FileError`, whose descriptions are sentences for the user.
  public static func load(
    _ configuration: DataConfiguration, relativeTo folder: String
  ) throws -> LoadedData {
    if let problem = configuration.problems().first {
      throw DataError(.configuration(sentence: problem))
    }
    let files = FileStore(relativeTo: folder)
    let tokens = TokenTable()
    let parts =
      switch configuration.format {
      case .seriesCSV: try SeriesLoader(configuration, files: files).load()
      default: try SampleLoader(configuration, files: files, tokens: tokens).load()
      }
    files.forgetContents()
    return try assemble(parts, configuration: configuration, files: files, tokens: tokens)
  }

  /// Prepares the samples, orders the classes and makes the splits.
  private static func assemble(
    _ parts: SplitParts, configuration: DataConfiguration, files: FileStore, tokens: TokenTable
  ) throws -> LoadedData {
    var prepared = try DataPreparation(configuration).prepare(parts)
    // Last, when as few samples as possible are left: vectors of words take much memory.
    if configuration.format == .text || configuration.format == .tokens {
      let encoded = try TokenEncoder(configuration, tokens: tokens).encode(
        prepared.datasets, files: files)
      prepared.datasets = encoded.datasets
      prepared.notes += encoded.notes
      prepared.warnings += encoded.warnings
    }
    let length = configuration.length.complete(
      longestTraining: prepared.datasets[0].lengths.max() ?? 0)
    let datasets = prepared.datasets.map { $0.limited(by: length) }
    let naming = try ClassNaming(
      training: datasets[0], others: Array(datasets[1...]), configured: configuration.classes,
      isDeclared: prepared.declaresClasses)
    let splits = try DataSplits(
      training: TrainingSplit(naming.renumbered(datasets[0])),
      validation: ValidationSplit(naming.renumbered(datasets[1])),
      test: TestSplit(naming.renumbered(datasets[2])))
    return LoadedData(
      splits: splits, notes: files.notes + prepared.notes,
      warnings: prepared.warnings + naming.warnings + DataWarnings.about(splits),
      files: files.files,
      droppedWindows: parts.dropped,
      missing: prepared.missing)
  }
}
