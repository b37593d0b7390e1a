import Files
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("ConfigurationFile")
struct ConfigurationFileTests {
  /// The sentence with which a file is refused, with `FILE` for its path.
  private func complaint(_ yaml: String, overrides: [String] = []) throws -> String {
    let toy = try ToyExperiment(yaml: yaml)
    let error = #expect(throws: ConfigurationError.self) {
      try ConfigurationFile(toy.file, overrides: overrides)
    }
    return try #require(error).description.replacing(toy.file, with: "FILE")
  }

  @Test("What a file does not say has its default")
  func defaults() throws {
    let toy = try ToyExperiment(yaml: "data:\n  files: {all: a.csv}\nensemble: {members: 3}\n")
    var expected = ExperimentConfiguration()
    expected.data.files.all.values = "a.csv"
    expected.ensemble.members = 3
    #expect(try ConfigurationFile(toy.file).configuration == expected)
  }

  @Test("Names of the user's are keys of some sections")
  func openSections() throws {
    let toy = try ToyExperiment(
      yaml: """
        data:
          files: {all: a.csv}
          missing: {rule: mask, features: {pulse: forward-fill}}
          label: {merge: {ill: ["1", "2"]}}
          thin: {classes: {ill: 0.05}}
        """)
    let file = try ConfigurationFile(toy.file, overrides: ["data.thin.classes.well=0.5"])
    #expect(file.configuration.data.missing.features == ["pulse": .forwardFill])
    #expect(file.configuration.data.label.merge == ["ill": ["1", "2"]])
    #expect(file.configuration.data.thin.classes == ["ill": 0.05, "well": 0.5])
    let text = try ConfigurationFile.resolved(file.configuration)
    #expect(try ConfigurationFile.read(resolved: text, path: "r") == file.configuration)
  }

  @Test("The examples are sound experiment files")
  func examples() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
        "Cluster/examples")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".yaml") }
    #expect(paths.count >= 5)
    for path in paths {
      #expect(throws: Never.self, "\(path)") {
        try ConfigurationFile(root.appendingPathComponent(path).path)
      }
    }
  }

  @Test("An override wins over the file; later ones win over earlier ones")
  func overrides() throws {
    let toy = try ToyExperiment()
    let configuration = try ConfigurationFile(
      toy.file,
      overrides: [
        "seeds=[7]", "classifier.epochs=5", "classifier.epochs=6", "methods=[none, random]",
        "data.split={rule: time}", "name=other",
      ]
    ).configuration
    #expect(configuration.seeds == [7])
    #expect(configuration.classifier.epochs == 6)
    #expect(configuration.classifier.hidden == 4)
    #expect(configuration.methods == ["none", "random"])
    #expect(configuration.data.split.rule == .time)
    #expect(configuration.name == "other")
  }

  @Test(
    "A key that is not known is named with file, line and the nearest known one",
    arguments: [
      ("sedes: [1]\n", "FILE, line 1: ", "\"seeds\"?"),
      ("seeds: [1]\nensemble:\n  member: 3\n", "FILE, line 3: ensemble: ", "\"members\"?"),
      ("gan_autoencoder: {}\n", "FILE, line 1: ", "\"gan-autoencoder\"?"),
      ("data:\n  split:\n    trainig: 0.5\n", "FILE, line 3: data.split: ", "\"training\"?"),
    ])
  func unknownKey(_ yaml: String, _ place: String, _ nearest: String) throws {
    let sentence = try complaint(yaml)
    #expect(sentence.hasPrefix(place), "\(sentence)")
    #expect(sentence.contains(nearest), "\(sentence)")
  }

  @Test(
    "A value of the wrong kind is named with file, line, key and what was found",
    arguments: [
      ("ensemble:\n  members: many\n", "FILE, line 2: ensemble.members: ", "whole number"),
      ("ensemble:\n  members: 2.5\n", "FILE, line 2: ensemble.members: ", "whole number"),
      ("seeds: [1, two]\n", "FILE, line 1: seeds.1: ", "whole number"),
      ("seeds: 3\n", "FILE, line 1: seeds: ", "is expected, not \"3\""),
      ("classifier: 4\n", "FILE, line 1: classifier: ", "is expected, not \"4\""),
      ("classifier:\n- 4\n", "FILE, line 2: classifier: ", "section"),
      ("- 1\n", "FILE, line 1: ", "section"),
      (
        "data:\n  split: {rule: stratifed}\n", "FILE, line 2: data.split.rule: ",
        "\"stratified\"?"
      ),
      (
        "data: {missing: {features: {x: maks}}}\n", "FILE, line 1: data.missing.features.x: ",
        "\"mask\"?"
      ),
      ("data: {thin: {classes: {x: few}}}\n", "FILE, line 1: data.thin.classes.x: ", "number"),
      ("data: {thin: {classes: 3}}\n", "FILE, line 1: data.thin.classes: ", "section"),
      ("data: {label: {merge: {x: y}}}\n", "FILE, line 1: data.label.merge.x: ", "list"),
      ("ensemble: {subset: overlapping}\n", "FILE, line 1: ensemble.subset: ", "disjoint"),
    ])
  func wrongKind(_ yaml: String, _ place: String, _ what: String) throws {
    let sentence = try complaint(yaml)
    #expect(sentence.hasPrefix(place), "\(sentence)")
    #expect(sentence.contains(what), "\(sentence)")
  }

  @Test(
    "A value that makes no sense is named with its key",
    arguments: [
      ("ensemble: {members: 0}", "ensemble.members must be at least 1"),
      ("seeds: []", "seeds must name at least one seed"),
      ("seeds: [1, 1]", "seeds must differ"),
      ("methods: []", "methods must name at least one method"),
      ("methods: [none, randon]", "did you mean \"random\"?"),
      ("methods: [random]", "baseline must be one of the methods"),
      ("name: a/b", "name must be a folder's name"),
      ("classifier: {epochs: 0}", "classifier.epochs"),
      ("gan-autoencoder: {epochs: 0}", "gan-autoencoder.epochs"),
      (
        "gan-autoencoder: {criticTiedWeights: true, criticUnits: 32}",
        "gan-autoencoder.criticTiedWeights needs"
      ),
    ])
  func senseless(_ yaml: String, _ what: String) throws {
    let sentence = try complaint("data: {files: {all: a.csv}}\n" + yaml + "\n")
    #expect(sentence.contains(what), "\(sentence)")
  }

  @Test(
    "A choice that does not exist is answered with those that do",
    arguments: [
      ("form", "seq2one"), ("majorityOutput", "reject"), ("labelDecoderLayer", "first"),
      ("labelDecoderFlavour", "keras-tanh"), ("zInto", "cell"), ("penaltyNorm", "time-axis"),
      ("penaltyParts", "encoder-only"), ("generatorTerms", "fake-only"),
      ("criticReadout", "last-index"),
      ("synthesisInput", "free-running"), ("synthesisLabelStates", "decoder"),
      ("smallDataBlocks", "shrink"), ("synthesisBranch", "fake"),
    ])
  func choices(_ key: String, _ choice: String) throws {
    let sentence = try complaint("gan-autoencoder: {\(key): xylophone}\n")
    #expect(sentence.contains("gan-autoencoder.\(key)"), "\(sentence)")
    #expect(sentence.contains("xylophone") && sentence.contains(choice), "\(sentence)")
  }

  @Test(
    "An override is checked like the file",
    arguments: [
      ("classifier.epoch=5", "\"epochs\"?"), ("classifier.epochs=few", "whole number"),
      ("epochs", "write it as key=value"), ("=3", "write it as key=value"),
      ("seeds.first=3", "seeds"), ("classifier.epochs=", "classifier.epochs"),
    ])
  func badOverride(_ override: String, _ what: String) throws {
    let sentence = try complaint(ToyExperiment.yaml, overrides: [override])
    #expect(sentence.contains(what), "\(sentence)")
  }

  @Test("Text that is no YAML is refused with its place")
  func noYAML() throws {
    let sentence = try complaint("seeds: [1, 2\nname: x: y\n")
    #expect(sentence.hasPrefix("FILE"), "\(sentence)")
    #expect(sentence.contains("not valid YAML"), "\(sentence)")
    #expect(!sentence.contains("\n"))
  }

  @Test("A missing file and a folder are refused as such")
  func noFile() throws {
    let toy = try ToyExperiment()
    #expect(throws: FileError.missing(path: toy.folder + "/none.yaml")) {
      try ConfigurationFile(toy.folder + "/none.yaml")
    }
    #expect(throws: FileError.isFolder(path: toy.folder)) { try ConfigurationFile(toy.folder) }
  }

  @Test("The resolved configuration reads back as itself, and its bytes are always the same")
  func resolved() throws {
    let toy = try ToyExperiment()
    let configuration = try ConfigurationFile(toy.file).configuration
    let text = try ConfigurationFile.resolved(configuration)
    #expect(try ConfigurationFile.read(resolved: text, path: "resolved") == configuration)
    for _ in 0..<5 { #expect(try ConfigurationFile.resolved(configuration) == text) }
  }
}
