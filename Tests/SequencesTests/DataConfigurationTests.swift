import Foundation
import Testing

@testable import Sequences

@Suite("The data section")
struct DataConfigurationTests {
  private func valid() -> DataConfiguration {
    var configuration = DataConfiguration()
    configuration.files.all = SplitFiles(values: "a.csv")
    return configuration
  }

  @Test("all keys are encoded, and what is encoded is decoded")
  func codable() throws {
    var configuration = valid()
    configuration.format = .seriesCSV
    configuration.label.rule = .significantChange
    configuration.classes = ["a", "b"]
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(DataConfiguration.self, from: json) == configuration)
    // The defaults must show every key, for unknown keys are recognised by them.
    let keys = try JSONSerialization.jsonObject(with: JSONEncoder().encode(DataConfiguration()))
    let tree = try #require(keys as? [String: Any])
    #expect(
      tree.keys.sorted() == [
        "classes", "columns", "duplicates", "files", "format", "label", "length", "missing",
        "quotes", "separator", "split", "text", "thin", "time", "window",
      ])
    #expect(tree["format"] as? String == "long-csv")
    let files = try #require(tree["files"] as? [String: Any])
    #expect(files.keys.sorted() == ["all", "test", "training", "validation"])
    let all = try #require(files["all"] as? [String: Any])
    #expect(all.keys.sorted() == ["labelLengths", "labels", "lengths", "offsets", "values"])
  }

  @Test("a file alone stands for its values")
  func shorthand() throws {
    let json = Data(
      #"{"all": "a.csv", "training": {"values": "x"}, "validation": {}, "test": ""}"#.utf8)
    let files = try JSONDecoder().decode(DataFiles.self, from: json)
    #expect(files.all == SplitFiles(values: "a.csv"))
    #expect(files.training == SplitFiles(values: "x"))
    #expect(files.validation.isEmpty && files.test.isEmpty)
  }

  @Test("a sound configuration has no problems; the defaults lack only files")
  func sound() {
    #expect(valid().problems() == [])
    #expect(DataConfiguration().problems().count == 1)
  }

  @Test("every bad value has a sentence that names its key")
  func problems() {
    let cases: [(String, (inout DataConfiguration) -> Void)] = [
      ("data.files names no file", { $0.files = DataFiles() }),
      ("data.files.all and files of single splits", { $0.files.test.values = "b" }),
      (
        "data.files needs training and test",
        {
          $0.files = DataFiles()
          $0.files.training.values = "b"
        }
      ),
      (
        "data.files.all.labels has no meaning",
        {
          $0.format = .seriesCSV
          $0.files.all.labels = "b"
        }
      ),
      (
        "files of labels for some splits only",
        {
          $0.files = DataFiles()
          $0.files.training.values = "a"
          $0.files.training.labels = "b"
          $0.files.test.values = "c"
        }
      ),
      ("data.columns.variable and data.columns.value", { $0.columns.variable = "v" }),
      (
        "data.columns.time is empty; with",
        {
          $0.columns.variable = "v"
          $0.columns.value = "w"
        }
      ),
      (
        "data.missing.rule has no meaning when format is tokens",
        {
          $0.format = .tokens
          $0.missing.rule = .mask
        }
      ),
      ("data.time.bin is -1.0", { $0.time.bin = -1 }),
      ("data.time.bin is set, but", { $0.time.bin = 5 }),
      ("data.time.gapFeature is set, but", { $0.time.gapFeature = true }),
      (
        "data.window.take needs",
        {
          $0.format = .ragged
          $0.window.take = .last
        }
      ),
      (
        "data.window.shortest",
        {
          $0.window.take = .sliding
          $0.window.shortest = 21
        }
      ),
      (
        "label.rule threshold needs data.format",
        {
          $0.format = .npy
          $0.label.rule = .threshold
        }
      ),
      (
        "data.columns.features lists 'x', whose value",
        {
          $0.label.rule = .threshold
          $0.label.column = "x"
          $0.columns.features = ["x"]
        }
      ),
      (
        "data.split.rule stratified needs labels",
        {
          $0.label.rule = .quantile
          $0.label.column = "x"
          $0.split.rule = .stratified
        }
      ),
      ("data.label.within is 0.0", { $0.label.rule = .eventWithin }),
      (
        "data.label.unit is time, but",
        {
          $0.label.rule = .eventWithin
          $0.label.unit = .time
        }
      ),
      ("data.label.horizon and data.label.ahead", { $0.label.ahead = 1 }),
      ("data.label.ahead is -2", { $0.label.ahead = -2 }),
      (
        "data.label.ahead is 0, but a window of one row",
        {
          $0.format = .seriesCSV
          $0.window.length = 1
          $0.label.rule = .significantChange
          $0.label.ahead = 0
        }
      ),
      (
        "data.label.merge lists the class 'a' twice", { $0.label.merge = ["b": ["a"], "c": ["a"]] }
      ),
      ("data.split.column is empty", { $0.split.rule = .given }),
      (
        "data.split.validationRule must be",
        {
          $0.split.rule = .given
          $0.split.validationRule = .given
        }
      ),
      (
        "data.split lists the name 'test' twice",
        {
          $0.split.rule = .given
          $0.split.trainingNames = ["test"]
        }
      ),
      ("data.thin.classes.a is 1.0", { $0.thin.classes = ["a": 1] }),
      ("data.thin.classes adds up", { $0.thin.classes = ["a": 0.5, "b": 0.5] }),
      ("data.thin.seed", { $0.thin.seed = -1 }),
      (
        "data.files.all.values is empty",
        {
          $0.format = .npy
          $0.files.all = SplitFiles()
          $0.files.all.labels = "b"
        }
      ),
      ("data.separator is ', '", { $0.separator = ", " }),
      ("data.separator must not", { $0.separator = "." }),
      ("data.columns.id", { $0.columns.id = "" }),
      ("data.columns.labels is empty", { $0.columns.labels = [] }),
      ("data.columns.features lists 'x' twice", { $0.columns.features = ["x", "x"] }),
      ("data.classes lists one class", { $0.classes = ["a"] }),
      (
        "data.window.length",
        {
          $0.format = .seriesCSV
          $0.window.length = 0
        }
      ),
      (
        "data.window.length",
        {
          $0.format = .seriesCSV
          $0.window.length = .max
        }
      ),
      (
        "data.window.stride",
        {
          $0.format = .seriesCSV
          $0.window.stride = 0
        }
      ),
      (
        "data.window.timeStep",
        {
          $0.format = .seriesCSV
          $0.window.timeStep = .nan
        }
      ),
      (
        "data.label.column is empty",
        {
          $0.format = .seriesCSV
          $0.label.rule = .significantChange
        }
      ),
      (
        "of a change needs windows",
        {
          $0.label.rule = .significantChange
          $0.label.column = "x"
        }
      ),
      (
        "data.label.share",
        {
          $0.label.rule = .significantChange
          $0.label.share = 1
        }
      ),
      (
        "data.label.threshold",
        {
          $0.label.rule = .significantChange
          $0.label.threshold = -1
        }
      ),
      (
        "data.label.horizon",
        {
          $0.label.rule = .significantChange
          $0.label.horizon = 0
        }
      ),
      (
        "data.label.horizon",
        {
          $0.label.rule = .significantChange
          $0.label.horizon = .max
        }
      ),
      ("data.label.position", { $0.label.position = -2 }),
      ("data.split.validation is 0.0", { $0.split.validation = 0 }),
      ("add up to 1.1", { $0.split.test = 0.3 }),
      (
        "data.split.rule must be time",
        {
          $0.format = .seriesCSV
          $0.split.rule = .stratified
        }
      ),
      ("needs data.columns.group", { $0.split.rule = .group }),
      ("data.split.seed", { $0.split.seed = -1 }),
    ]
    for (expected, change) in cases {
      var configuration = valid()
      change(&configuration)
      let problems = configuration.problems()
      #expect(problems.contains { $0.contains(expected) }, "\(expected): \(problems)")
      #expect(problems.allSatisfy { $0.hasPrefix("data.") && $0.hasSuffix(".") })
    }
  }
}
