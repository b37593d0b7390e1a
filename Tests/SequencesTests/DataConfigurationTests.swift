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
        "classes", "columns", "files", "format", "label", "missing", "separator",
        "split", "window",
      ])
    #expect(tree["format"] as? String == "long-csv")
    let files = try #require(tree["files"] as? [String: Any])
    #expect(files.keys.sorted() == ["all", "test", "training", "validation"])
    let all = try #require(files["all"] as? [String: Any])
    #expect(all.keys.sorted() == ["labels", "lengths", "offsets", "values"])
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
      ("data.files.all.labels has no meaning", { $0.files.all.labels = "b" }),
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
      ("needs data.format series-csv", { $0.label.rule = .significantChange }),
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
