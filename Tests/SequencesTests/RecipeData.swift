import TestSupport

@testable import Sequences

/// Files of a test, and the data that a configuration makes of them.
struct RecipeData {
  let folder: TemporaryFolder
  var configuration = DataConfiguration()

  /// One file in the format `long-csv`, split by time.
  init(_ text: String) throws {
    folder = try TemporaryFolder()
    try folder.put(text, as: "all.csv")
    configuration.files.all = SplitFiles(values: "all.csv")
  }

  /// A file for each split.
  init(training: String, validation: String, test: String) throws {
    folder = try TemporaryFolder()
    try folder.put(training, as: "training.csv")
    try folder.put(validation, as: "validation.csv")
    try folder.put(test, as: "test.csv")
    configuration.files.training = SplitFiles(values: "training.csv")
    configuration.files.validation = SplitFiles(values: "validation.csv")
    configuration.files.test = SplitFiles(values: "test.csv")
  }

  /// What the loader makes of the files.
  func load() throws -> LoadedData {
    try DataLoader.load(configuration, relativeTo: folder.path)
  }

  /// The training samples.
  func training() throws -> SequenceDataset { try load().splits.training.dataset }

  /// The samples of one file, before they are split.
  static func table(
    _ text: String, labels: String? = nil, _ change: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> SampleTable {
    var configuration = DataConfiguration()
    change(&configuration)
    let file = try labels.map {
      try LabelFile(Array($0.utf8), file: "labels.csv", configuration: configuration)
    }
    return try LongCSVReader(
      Array(text.utf8), file: "a.csv", configuration: configuration, labels: file
    ).read()
  }
}
