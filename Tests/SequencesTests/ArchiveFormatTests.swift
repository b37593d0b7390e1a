import Files
import TestSupport
import Testing

@testable import Sequences

@Suite("Files of the time series archives")
struct ArchiveFormatTests {
  private let header = "@timeStamps false\n@classLabel true a b\n@data\n"

  private func ts(_ text: String) throws -> SampleTable {
    try TSReader(Array(text.utf8), file: "x.ts", configuration: DataConfiguration()).read()
  }

  private func table(
    _ text: String, configuration: DataConfiguration = DataConfiguration()
  ) throws -> SampleTable {
    try UCRTableReader(Array(text.utf8), file: "x.tsv", configuration: configuration).read()
  }

  @Test(".ts: dimensions become features, cases keep their lengths, classes their order")
  func timeSeries() throws {
    let formats = try Formats()
    let read = try TSReader(
      Formats.bytes("cases.ts"), file: "cases.ts", configuration: DataConfiguration()
    ).read()
    #expect(read.dataset.values == (try formats.floats("cases")))
    #expect(read.dataset.lengths == (try formats.integers("caseLengths")))
    #expect(read.dataset.labels == (try formats.integers("caseLabels")))
    #expect(read.dataset.classNames == ["right", "left"])
    #expect(read.dataset.featureNames == ["feature0", "feature1"])
    #expect(read.declaresClasses)
  }

  @Test(".ts: line ends, spaces, capital letters and comments make no difference")
  func looseTimeSeries() throws {
    let text =
      "# c\r\n@ClassLabel TRUE a b\r\n@univariate false\r\n\r\n@DATA\r\n"
      + " 1 , 2 : 3,4 : b \r\n#c\r\n5:6:a"
    let dataset = try ts(text).dataset
    #expect(dataset.values == [1, 3, 2, 4, 5, 6])
    #expect(dataset.lengths == [2, 1])
    #expect(dataset.labels == [1, 0])
  }

  @Test(".ts: what cannot be read is told with its line")
  func badTimeSeries() {
    #expect(fails("x.ts", "'@data'") { try ts("@classLabel true a b\n") })
    #expect(fails("x.ts", "no sample") { try ts(header) })
    #expect(fails("x.ts", "time stamps") { try ts("@timeStamps true\n" + header) })
    #expect(fails("x.ts", "no classes") { try ts("@classLabel false\n@data\n1:a\n") })
    #expect(fails("x.ts", "classes") { try ts("@data\n1:a\n") })
    #expect(fails("x.ts", "'a' twice") { try ts("@classLabel true a a\n@data\n1:a\n") })
    #expect(fails("x.ts", "to be predicted") { try ts("@targetLabel true\n@data\n1:0.5\n") })
    #expect(fails("line 1", "@") { try ts("1,2:a\n") })
    #expect(fails("line 4", "colon") { try ts(header + "1,2\n") })
    #expect(fails("line 5", "'c'", "a, b") { try ts(header + "1,2:a\n1,2:c\n") })
    #expect(fails("line 5", "2 dimensions", "first has 1") { try ts(header + "1:a\n1:2:a\n") })
    #expect(fails("line 4", "dimension 2 has 1") { try ts(header + "1,2:3:a\n") })
    #expect(fails("line 4", "'x' is not a number") { try ts(header + "1,x:a\n") })
    #expect(fails("line 4", "missing") { try ts(header + "1,?:a\n") })
    #expect(fails("line 4", "infinite") { try ts(header + "1,1e99:a\n") })
    #expect(fails("line 4", "no event") { try ts(header + ":a\n") })
    #expect(
      fails("NumPy") {
        try TSReader(
          NumpyArray.magic, file: "x.ts", configuration: DataConfiguration()
        ).read()
      })
    #expect(
      fails("names in data.columns.features") {
        var configuration = DataConfiguration()
        configuration.columns.features = ["x", "y"]
        return try TSReader(
          Array((header + "1:a\n").utf8), file: "x.ts", configuration: configuration
        ).read()
      })
  }

  @Test("UCR table: the class comes first, and NaN at the end is no event")
  func ucrTable() throws {
    let formats = try Formats()
    let dataset = try UCRTableReader(
      Formats.bytes("table.tsv"), file: "table.tsv", configuration: DataConfiguration()
    ).read().dataset
    #expect(dataset.values == (try formats.floats("table")))
    #expect(dataset.lengths == (try formats.integers("caseLengths")))
    #expect(dataset.labels == [0, 1, 0, 1])
    #expect(dataset.classNames == ["1", "2"])
  }

  @Test("UCR table: commas and blanks separate, too")
  func separators() throws {
    for text in ["1,2.5,3\n-1,4,5\n", "  1  2.5 3\n -1 4   5 \n", "1\t2.5\t3\n-1\t4\t5"] {
      let dataset = try table(text).dataset
      #expect(dataset.values == [2.5, 3, 4, 5])
      #expect(dataset.classNames == ["1", "-1"])
    }
    var configuration = DataConfiguration()
    configuration.separator = ";"
    #expect(try table("a b;1;2", configuration: configuration).dataset.classNames == ["a b"])
  }

  @Test("UCR table: what cannot be read is told with its line")
  func badTable() {
    #expect(fails("x.tsv", "no sample") { try table("\n") })
    #expect(fails("line 2", "3 fields", "first has 4") { try table("1\t1\t2\t3\n1\t1\t2\n") })
    #expect(fails("line 1", "missing") { try table("1\t1\tNaN\t3\n") })
    #expect(fails("line 2", "no event") { try table("1\t1\t2\n2\tNaN\tNaN\n") })
    #expect(fails("line 1", "no event") { try table("1\n") })
    #expect(fails("line 1", "'x' is not a number") { try table("1\tx\n") })
    #expect(fails("line 1", "infinite") { try table("1\tinf\n") })
    #expect(fails("line 1", "missing") { try table("?\t1\t2\n") })
  }

  @Test("a missing value goes the way of data.missing, within its own case")
  func missingValues() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put(header + "1,?,3:4,5,6:a\n?,7:8,9:b\n1,1:1,1:b\n", as: "x.ts")
    var configuration = DataConfiguration()
    configuration.format = .ts
    configuration.files.training = SplitFiles(values: "x.ts")
    configuration.files.validation = SplitFiles(values: "x.ts")
    configuration.files.test = SplitFiles(values: "x.ts")
    func load() throws -> SequenceDataset {
      try DataLoader.load(configuration, relativeTo: folder.path).splits.training.dataset
    }
    #expect(fails("x.ts, line 4, feature 'feature0'", "missing") { try load() })
    configuration.missing.rule = .forwardFill
    // The median of 1, 3, 7, 1, 1 is 1.
    #expect(try load().values == [1, 4, 1, 5, 3, 6, 1, 8, 7, 9, 1, 1, 1, 1])
    configuration.missing.features = ["x": .mask]
    #expect(fails("x.ts", "column 'x'", "feature0, feature1") { try load() })
    configuration.missing.features = [:]
    configuration.missing.rule = .mask
    #expect(try load().featureNames == ["feature0", "feature1", "feature0.present"])
  }

  @Test("formats without a header are loaded, split and described like others")
  func loading() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0 % 5 == 1 ? "rare" : "often")\t\($0)\t\($0 + 1)\n" }.joined()
    _ = try folder.put(rows, as: "train.tsv")
    _ = try folder.put(rows, as: "test.tsv")
    var configuration = DataConfiguration()
    configuration.format = .ucrTSV
    configuration.files.training = SplitFiles(values: "train.tsv")
    configuration.files.test = SplitFiles(values: "test.tsv")
    let splits = try DataLoader.load(configuration, relativeTo: folder.path).splits
    #expect(splits.training.dataset.count == 35)
    #expect(splits.validation.dataset.values == [35, 36, 36, 37, 37, 38, 38, 39, 39, 40])
    #expect(splits.training.dataset.classNames == ["often", "rare"])
  }
}
