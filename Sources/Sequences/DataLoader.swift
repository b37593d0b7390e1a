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
    throw DataError(.configuration(sentence: "not yet"))
  }
}
