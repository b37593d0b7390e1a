import Files
import Sequences

/// What scoring needs of the data, in `labels.json`: the labels of every sample, but no event.
///
/// With it, results can be made again from a run folder alone. Labels are stored as runs of equal
/// ones, `[label, count, label, count...]`, because most are the majority's.
struct StoredLabels: Codable, Equatable {
  /// The file's name.
  static let name = "labels.json"

  /// The labels of a split.
  struct Split: Codable, Equatable {
    /// The labels of all samples, one behind another, as runs.
    var labels: [Int]
    /// How many labels each sample has, as runs.
    var labelLengths: [Int]
    /// The greatest number of labels that a sample may have, by which probabilities are laid out.
    var labelLength: Int

    init(_ dataset: SequenceDataset) {
      labels = Self.runs(dataset.labels)
      labelLengths = Self.runs(dataset.labelLengths)
      labelLength = dataset.labelLength
    }

    private static func runs(_ values: [Int]) -> [Int] {
      var runs: [Int] = []
      for value in values {
        if let last = runs.indices.last, runs[last - 1] == value {
          runs[last] += 1
        } else {
          runs += [value, 1]
        }
      }
      return runs
    }

    static func values(_ runs: [Int]) throws(RunFolderError) -> [Int] {
      guard runs.count.isMultiple(of: 2) else { throw RunFolderError("a run has no length") }
      var values: [Int] = []
      for index in stride(from: 0, to: runs.count, by: 2) {
        // No data set is that large; a damaged number must not take all memory.
        guard (0...1_000_000_000).contains(runs[index + 1]) else {
          throw RunFolderError("a run has the length \(runs[index + 1])")
        }
        values += repeatElement(runs[index], count: runs[index + 1])
      }
      return values
    }
  }

  var featureNames: [String]
  var classNames: [String]
  var training: Split
  var validation: Split
  var test: Split

  /// The labels of an experiment's data.
  init(_ splits: DataSplits) {
    featureNames = splits.training.dataset.featureNames
    classNames = splits.training.dataset.classNames
    training = Split(splits.training.dataset)
    validation = Split(splits.validation.dataset)
    test = Split(splits.test.dataset)
  }

  /// The file's text.
  func text() throws -> String {
    String(decoding: try JSONFile.encode(self, pretty: false), as: UTF8.self) + "\n"
  }

  /// Reads the labels of a run folder, as splits whose samples have labels but no events to speak of.
  ///
  /// - Parameters:
  ///   - folder: the run folder.
  ///   - manifest: the manifest in it, which may say what the file must be.
  /// - Returns: the splits.
  /// - Throws: `RunFolderError` if the file is not there, damaged, or not what the run wrote.
  static func read(folder: String, manifest: Manifest) throws(RunFolderError) -> DataSplits {
    let path = "\(folder)/\(name)"
    guard FileContents.exists(path) else {
      throw RunFolderError(
        "\(path) is not there, so the true labels are unknown: an earlier version began this run. Start "
          + "'counterweight train' on the folder again; it computes nothing that is done, and adds it."
      )
    }
    let bytes = (try? FileContents.readRaw(path)) ?? []
    try RunFolder.requireWritten(bytes, name, by: manifest, folder: folder)
    do {
      let stored = try JSONFile.decode(Self.self, from: bytes)
      return try DataSplits(
        training: TrainingSplit(stored.dataset(stored.training)),
        validation: ValidationSplit(stored.dataset(stored.validation)),
        test: TestSplit(stored.dataset(stored.test)))
    } catch {
      throw RunFolderError(
        "\(path) is damaged: it is not what this program writes. Start 'counterweight train' on the "
          + "folder again; it computes nothing that is done, and writes the file anew.")
    }
  }

  /// Samples of one and the same event.
  private func dataset(_ split: Split) throws -> SequenceDataset {
    let labelLengths = try Split.values(split.labelLengths)
    return try SequenceDataset(
      featureNames: featureNames, classNames: classNames, labelLength: split.labelLength,
      values: featureNames.map { _ in 0 }, starts: labelLengths.map { _ in 0 },
      lengths: labelLengths.map { _ in 1 }, labels: try Split.values(split.labels),
      labelLengths: labelLengths)
  }
}
