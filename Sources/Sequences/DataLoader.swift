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
    let parts =
      switch configuration.format {
      case .seriesCSV: try SeriesLoader(configuration, files: files).load()
      case .longCSV, .npy, .ragged: try SampleLoader(configuration, files: files).load()
      }
    return try assemble(parts, configuration: configuration, files: files.files)
  }

  /// Prepares the samples, orders the classes and makes the splits.
  private static func assemble(
    _ parts: SplitParts, configuration: DataConfiguration, files: [LoadedData.SourceFile]
  ) throws(DataError) -> LoadedData {
    let prepared = try DataPreparation(configuration).prepare(parts)
    let datasets = prepared.datasets
    let naming = try ClassNaming(
      training: datasets[0], others: Array(datasets[1...]), configured: configuration.classes,
      isDeclared: prepared.declaresClasses)
    let splits = try DataSplits(
      training: TrainingSplit(naming.renumbered(datasets[0])),
      validation: ValidationSplit(naming.renumbered(datasets[1])),
      test: TestSplit(naming.renumbered(datasets[2])))
    return LoadedData(
      splits: splits, notes: prepared.notes,
      warnings: prepared.warnings + naming.warnings + DataWarnings.about(splits), files: files,
      droppedWindows: parts.dropped,
      missing: prepared.missing)
  }
}
