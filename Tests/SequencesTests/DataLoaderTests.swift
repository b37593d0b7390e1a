import Files
import Foundation
import TestSupport
import Testing

@testable import Sequences

@Suite("Loading data")
struct DataLoaderTests {
  /// Samples of one row: x is the number of the sample.
  private func csv(_ labels: [String], from first: Int = 0) -> String {
    "id,x,label\n"
      + labels.enumerated().map { "\(first + $0),\(first + $0),\($1)\n" }.joined()
  }

  private func labels(_ count: Int, every step: Int = 5) -> [String] {
    (0..<count).map { $0 % step == 1 ? "yes" : "no" }
  }

  @Test("one long CSV file is split by time, by default 70, 10 and 20 percent")
  func oneFile() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(100)), as: "a.csv")
    var configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: "a.csv")
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    let splits = data.splits
    #expect(splits.training.dataset.count == 70)
    #expect(splits.validation.dataset.values == (70..<80).map(Float.init))
    #expect(splits.test.dataset.values == (80..<100).map(Float.init))
    #expect(splits.training.dataset.classNames == ["no", "yes"])
    #expect(splits.vocabulary.counts == [56, 14])
    #expect(data.warnings == [])
    #expect(data.files.map(\.path) == ["a.csv"])
    #expect(
      try data.files[0].sha256 == SHA256.hexDigest(of: FileContents.readRaw(folder.file("a.csv"))))
  }

  @Test("given files are the splits; without a validation file, training gives a part")
  func givenFiles() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(40)), as: "train.csv")
    _ = try folder.put(csv(labels(8), from: 100), as: "val.csv")
    _ = try folder.put(csv(labels(12), from: 200), as: "test.csv")
    var configuration = DataConfiguration()
    configuration.files.training = SplitFiles(values: "train.csv")
    configuration.files.test = SplitFiles(values: "test.csv")
    let cut = try DataLoader.load(configuration, relativeTo: folder.path).splits
    #expect(cut.training.dataset.count == 35)
    #expect(cut.validation.dataset.values == (35..<40).map(Float.init))
    configuration.files.validation = SplitFiles(values: "val.csv")
    let given = try DataLoader.load(configuration, relativeTo: folder.path).splits
    #expect(given.training.dataset.count == 40)
    #expect(given.validation.dataset.count == 8)
    #expect(given.test.dataset.values.first == 200)
  }

  @Test("E3: a single class in validation or test is a warning, in training an error (E2)")
  func singleClass() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(70) + [String](repeating: "no", count: 30)), as: "a.csv")
    var configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: "a.csv")
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(data.warnings.count { $0.hasSuffix("their minority F1 is 0 or not defined.") } == 2)
    // The same with the minority's label: F1 may be anything then but tells half of it.
    _ = try folder.put(csv(labels(70) + [String](repeating: "yes", count: 30)), as: "a.csv")
    let positive = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(positive.warnings.count { $0.hasSuffix("minority F1 is blind to false alarms.") } == 2)
    #expect(!positive.warnings.contains { $0.contains("0 or not defined") })
    _ = try folder.put(csv([String](repeating: "no", count: 80) + labels(20)), as: "a.csv")
    #expect(throws: DataError(.singleClass(label: "'no'"), at: DataPlace(split: "training"))) {
      try DataLoader.load(configuration, relativeTo: folder.path)
    }
  }

  @Test("E16: a class that declared classes lack, in a file that numbers its own, is UNKNOWN")
  func undeclaredClass() throws {
    func dataset(_ classNames: [String]) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["x"], classNames: classNames, values: [1, 2], lengths: [1, 1],
        labels: [0, classNames.count - 1])
    }
    let training = try dataset(["0", "1"])
    let test = try dataset(["0", "7"])
    let naming = try ClassNaming(
      training: training, others: [test], configured: [], isDeclared: true)
    #expect(naming.names == ["0", "1", "7"])
    #expect(naming.renumbered(test).labels == [0, 2])
    #expect(naming.warnings.contains { $0.contains("'7' occurs only outside the training split") })
  }

  @Test("E16: a class that only the test split has is UNKNOWN there, unless classes are configured")
  func unseenClass() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(95) + ["maybe", "no", "yes", "no", "no"]), as: "a.csv")
    var configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: "a.csv")
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(data.splits.training.dataset.classNames == ["no", "yes", "maybe"])
    #expect(
      data.splits.vocabulary.ids(of: data.splits.test.dataset).contains(LabelVocabulary.unknown))
    #expect(data.warnings.contains { $0.contains("'maybe' occurs only outside") })
    configuration.classes = ["no", "yes", "maybe"]
    #expect(throws: DataError(.classAbsent(name: "maybe"), at: DataPlace(split: "training"))) {
      try DataLoader.load(configuration, relativeTo: folder.path)
    }
  }

  @Test("E15: validation sequences may be longer than all training sequences")
  func longValidation() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(20)), as: "a.csv")
    let long = "id,x,label\n1,0,no\n1,0,no\n1,0,no\n2,5,yes\n"
    _ = try folder.put(long, as: "b.csv")
    var configuration = DataConfiguration()
    configuration.files.training = SplitFiles(values: "a.csv")
    configuration.files.validation = SplitFiles(values: "b.csv")
    configuration.files.test = SplitFiles(values: "b.csv")
    let splits = try DataLoader.load(configuration, relativeTo: folder.path).splits
    #expect(splits.training.dataset.maximumLength == 1)
    #expect(splits.validation.dataset.maximumLength == 3)
  }

  @Test("files of different features, classes or label lengths are refused")
  func incompatibleFiles() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(20)), as: "a.csv")
    _ = try folder.put("id,y,label\n1,0,no\n", as: "b.csv")
    var configuration = DataConfiguration()
    configuration.files.training = SplitFiles(values: "a.csv")
    configuration.files.test = SplitFiles(values: "b.csv")
    #expect(
      throws: DataError(
        .incompatible(what: "features of the splits' files", first: "x", second: "y"))
    ) { try DataLoader.load(configuration, relativeTo: folder.path) }
    var arrays = DataConfiguration()
    arrays.format = .npy
    arrays.files.training = SplitFiles(values: "f4.npy")
    arrays.files.training.labels = "one-hot.npy"
    arrays.files.test = SplitFiles(values: "f4.npy")
    arrays.files.test.labels = "label-sequences.npy"
    #expect(
      throws: DataError(
        .incompatible(what: "label lengths of the splits' files", first: "1", second: "2"))
    ) { try DataLoader.load(arrays, relativeTo: Fixture.url("numpy").path) }
  }

  @Test("the arrays of one archive are named behind a colon")
  func archive() throws {
    var configuration = DataConfiguration()
    configuration.format = .npy
    func files(_ name: String) -> SplitFiles {
      var files = SplitFiles(values: "splits.npz:x_\(name)")
      files.labels = "splits.npz:y_\(name)"
      return files
    }
    configuration.files.training = files("train")
    configuration.files.validation = files("val")
    configuration.files.test = files("test")
    let data = try DataLoader.load(configuration, relativeTo: Fixture.url("numpy").path)
    #expect(data.splits.training.dataset.count == 4)
    #expect(data.splits.validation.dataset.values.first == 97)
    #expect(data.splits.test.dataset.values.first == 197)
    #expect(data.splits.vocabulary.counts == [3, 1])
    #expect(data.files.count == 1)
    #expect(
      data.warnings == [
        "All test samples have the majority label; their minority F1 is 0 or not defined."
      ])
  }

  @Test("one label position of label sequences can be selected")
  func labelPosition() throws {
    var configuration = DataConfiguration()
    configuration.format = .npy
    configuration.files.training = SplitFiles(values: "f4.npy")
    configuration.files.training.labels = "one-hot-sequences.npy"
    configuration.files.validation = configuration.files.training
    configuration.files.test = configuration.files.training
    func training() throws -> SequenceDataset {
      try DataLoader.load(configuration, relativeTo: Fixture.url("numpy").path).splits.training
        .dataset
    }
    #expect(try training().labels == [0, 0, 0, 1, 0, 0, 1, 1])
    configuration.label.position = -1
    #expect(try training().labels == [0, 1, 0, 1])
    configuration.label.position = 1
    #expect(try training().labels == [0, 0, 0, 1])
    configuration.label.position = 3
    #expect { try training() } throws: { "\($0)".contains("data.label.position is 3") }
  }

  @Test("missing files, folders and foreign formats are refused with their path")
  func badFiles() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(csv(labels(20)), as: "a.csv")
    var configuration = DataConfiguration()
    for format in DataConfiguration.Format.allCases {
      configuration.format = format
      if format == .seriesCSV {
        configuration.label.rule = .significantChange
        configuration.label.column = "x"
      } else {
        configuration.label.rule = .given
      }
      configuration.files.all = SplitFiles(values: "none")
      if format == .idx { configuration.files.all.labels = "none" }
      #expect(throws: FileError.missing(path: folder.file("none"))) {
        try DataLoader.load(configuration, relativeTo: folder.path)
      }
      configuration.files.all.values = "../\(Paths.name(of: folder.path))"
      #expect { try DataLoader.load(configuration, relativeTo: folder.path) } throws: {
        guard case .isFolder? = $0 as? FileError else { return false }
        return true
      }
    }
    configuration.format = .npy
    configuration.files.all = SplitFiles(values: "a.csv")
    configuration.files.all.labels = "a.csv"
    #expect { try DataLoader.load(configuration, relativeTo: folder.path) } throws: {
      "\($0)".contains("this is not a NumPy array")
    }
    configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: Fixture.url("numpy/f4.npy").path)
    #expect { try DataLoader.load(configuration, relativeTo: folder.path) } throws: {
      "\($0)".contains("it is a NumPy array; set data.format")
    }
  }

  @Test("a bad configuration is refused before any file is read")
  func badConfiguration() {
    var configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: "none.csv")
    configuration.split.test = 0.9
    #expect { try DataLoader.load(configuration, relativeTo: "") } throws: {
      "\($0)".contains("they must add up to 1")
    }
  }

  @Test(
    "the embedded power series becomes windows of 20 steps and 6 features, 2 percent significant")
  func embeddedPower() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cluster/examples/power").path
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".csv.gz") })
    var configuration = DataConfiguration()
    configuration.format = .seriesCSV
    configuration.files.all = SplitFiles(values: name)
    configuration.columns.time = ["Date", "Time"]
    configuration.columns.exclude = ["Voltage"]
    configuration.label.rule = .significantChange
    configuration.label.column = "Voltage"
    let data = try DataLoader.load(configuration, relativeTo: folder)
    let training = data.splits.training.dataset
    #expect(training.featureCount == 6)
    #expect(training.lengths.allSatisfy { $0 == 20 })
    let share = Double(data.splits.vocabulary.minorityCount) / Double(training.count)
    #expect(share > 0.015 && share <= 0.02)
    #expect(training.classNames == ["steady", "significant"])
    // Voltages have two decimals, so rows without a value show as dropped windows.
    #expect(data.droppedWindows.incomplete > 0)
    #expect(training.rowCount <= training.count + 20 * 30)
  }
}
