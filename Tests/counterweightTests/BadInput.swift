import Foundation
import Testing

/// Something that a user can get wrong, and what must come of it.
struct BadInput: Sendable, CustomTestStringConvertible {
  /// What is wrong.
  let testDescription: String
  /// The exit code.
  let code: Int32
  /// What the sentence must contain.
  let parts: [String]
  /// Arguments after `train`.
  var arguments = ["experiment.yaml"]
  /// Changes the folder of the experiment.
  var prepare: @Sendable (TinyExperiment) throws -> Void = { _ in }

  init(
    _ description: String, _ code: Int32, says parts: [String], set: [String] = [],
    arguments: [String] = ["experiment.yaml"],
    prepare: @escaping @Sendable (TinyExperiment) throws -> Void = { _ in }
  ) {
    testDescription = description
    self.code = code
    self.parts = parts
    self.arguments = arguments + set.flatMap { ["--set", $0] }
    self.prepare = prepare
  }

  /// With the text of the experiment file changed.
  static func file(
    _ description: String, _ code: Int32, says parts: [String], replacing old: String,
    with new: String
  ) -> BadInput {
    BadInput(description, code, says: parts) { experiment in
      try #require(TinyExperiment.yaml.contains(old))
      let text = TinyExperiment.yaml.replacingOccurrences(of: old, with: new)
      try experiment.write(Data(text.utf8), to: "experiment.yaml")
    }
  }

  /// With lines of the data changed, counted from 1.
  static func data(
    _ description: String, says parts: [String], set: [String] = [],
    change: @escaping @Sendable (inout [String]) throws -> Void
  ) -> BadInput {
    BadInput(description, 65, says: parts, set: set) { experiment in
      var lines = TinyExperiment.csv.split(separator: "\n").map(String.init)
      try change(&lines)
      try experiment.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "data.csv")
    }
  }

  /// With arrays instead of the CSV file.
  static func arrays(
    _ description: String, _ code: Int32 = 65, says parts: [String], values: Data, labels: Data
  ) -> BadInput {
    let settings = ["data.format=npy", "data.files.all={values: x.npy, labels: y.npy}"]
    return BadInput(description, code, says: parts, set: settings) { experiment in
      try experiment.write(values, to: "x.npy")
      try experiment.write(labels, to: "y.npy")
    }
  }

  static let all = files + configurations + dataErrors + arrayErrors + folders
}

extension BadInput {
  private static let files = [
    BadInput("missing experiment file", 66, says: ["nope.yaml"], arguments: ["nope.yaml"]),
    BadInput("folder instead of an experiment", 66, says: ["folder"], arguments: ["."]),
    BadInput("missing data file", 66, says: ["other.csv"], set: ["data.files.all=other.csv"]),
    BadInput("folder instead of data", 66, says: ["folder"], set: ["data.files.all=."]),
    BadInput("E2: empty data file", 65, says: ["data.csv"]) {
      try $0.write(Data(), to: "data.csv")
    },
    BadInput("E2: header without rows", 65, says: ["no sample"]) {
      try $0.write(Data("id,time,load,noise,label\n".utf8), to: "data.csv")
    },
    BadInput("damaged compression", 66, says: ["data.csv", "damaged"]) {
      try $0.write(Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]), to: "data.csv")
    },
  ]

  private static let configurations = [
    file(
      "invalid YAML", 78, says: ["experiment.yaml, line 6", "not valid YAML", "begins in line 5"],
      replacing: "seeds: [1, 2]", with: "seeds: [1, 2"),
    file(
      "E13: unknown key", 78,
      says: ["experiment.yaml, line 8", "\"epoch\"", "did you mean \"epochs\"?"],
      replacing: "epochs: 2", with: "epoch: 2"),
    file(
      "E13: unknown section", 78, says: ["line 6", "did you mean \"ensemble\"?"],
      replacing: "ensemble:", with: "ensembel:"),
    file(
      "key written twice", 78, says: ["\"seeds\"", "twice"], replacing: "seeds: [1, 2]",
      with: "seeds: [1, 2]\nseeds: [3]"),
    file(
      "E13: text for a number", 78,
      says: ["line 8", "classifier.epochs", "a whole number", "\"two\""],
      replacing: "epochs: 2", with: "epochs: two"),
    file(
      "E13: value for a list", 78, says: ["line 4", "data.columns.time", "a list", "\"time\""],
      replacing: "time: [time]", with: "time: time"),
    file(
      "E13: list for a section", 78, says: ["line 6", "ensemble", "section"],
      replacing: "{members: 2}", with: "[2]"),
    file(
      "E9: K is not whole", 78, says: ["line 6", "ensemble.members", "\"2.5\""],
      replacing: "members: 2", with: "members: 2.5"),
    file(
      "E9: K is 0", 78, says: ["line 6", "ensemble.members must be at least 1"],
      replacing: "members: 2", with: "members: 0"),
    BadInput(
      "E13: unknown method", 78, says: ["methods=[none,rando]", "did you mean \"random\"?"],
      set: ["methods=[none,rando]"]),
    BadInput(
      "E13: unknown choice", 78, says: ["data.format=long-csw", "did you mean \"long-csv\"?"],
      set: ["data.format=long-csw"]),
    BadInput(
      "no seed", 78, says: ["seeds"], set: ["seeds=[]"]),
    BadInput(
      "impossible shares", 78, says: [": data.split.training, validation and test add up to 1.2"],
      set: ["data.split.training=0.9"]),
    BadInput(
      "a number beyond all measure", 78, says: ["classifier.hidden", "too large"],
      set: ["classifier.hidden=9223372036854775807"]),
    BadInput(
      "--set without a value", 78, says: ["--set nonsense", "key=value"], set: ["nonsense"]),
    BadInput(
      "--set of an unknown key", 78,
      says: ["--set classifier.epoch=3", "did you mean \"epochs\"?"], set: ["classifier.epoch=3"]),
    BadInput(
      "--set of a wrong type", 78, says: ["--set classifier.epochs=few", "a whole number"],
      set: ["classifier.epochs=few"]),
    BadInput(
      "baseline that is not compared", 78, says: ["baseline"], set: ["methods=[random]"]),
  ]

  private static let dataErrors = [
    data("E1: NaN", says: ["data.csv", "line 6", "column 'load'", "NaN"]) {
      $0[5] = "s1,1,nan,0.5,common"
    },
    data(
      "text where a number belongs", says: ["data.csv", "line 7", "column 'noise'", "'quiet'"]
    ) { $0[6] = "s1,2,0.5,quiet,common" },
    data("missing value", says: ["data.csv", "line 7", "column 'noise'", "missing"]) {
      $0[6] = "s1,2,0.5,?,common"
    },
    data(
      "missing column", says: ["data.csv", "column 'label'", "id, time, load, noise, outcome"]
    ) { $0[0] = "id,time,load,noise,outcome" },
    data("E7: a field too few", says: ["data.csv", "line 7", "4 fields"]) {
      $0[6] = "s1,2,0.5,common"
    },
    data("label that changes", says: ["data.csv", "'s1'", "'common'", "'rare'"]) {
      $0[6] = "s1,2,0.5,0.5,rare"
    },
    data("E2: a single class", says: ["training split", "common"]) { lines in
      lines = lines.map { $0.replacingOccurrences(of: "rare", with: "common") }
    },
    data(
      "class that training lacks", says: ["training split", "'odd'"],
      set: ["data.classes=[common, rare, odd]"]
    ) { _ in },
    data(
      "label outside the classes", says: ["'odd'", "common, rare"],
      set: ["data.classes=[common, rare]"]
    ) { lines in
      lines = lines.map { $0.hasPrefix("s1,") ? String($0.dropLast(6)) + "odd" : $0 }
    },
    data(
      "E9: K is more than the majority", says: ["400", "32", "at most 32"],
      set: ["ensemble.members=400"]
    ) { _ in },
    data(
      "A17: sequences of different lengths for SMOTE", says: ["The method smote", "Use ae-smote"],
      set: ["methods=[none, smote]"]
    ) { _ in },
    BadInput(
      "E4: one minority sample for the GAN", 65,
      says: ["gan-autoencoder needs at least", "the data have 1"]
    ) { experiment in
      let lines = TinyExperiment.csv.split(separator: "\n").map { line in
        line.hasPrefix("s3,") || !line.hasSuffix(",rare")
          ? String(line) : String(line.dropLast(4)) + "common"
      }
      try experiment.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "data.csv")
    },
  ]

  private static let values = NumpyFile.floats([20, 4, 2]) { Float($0 % 7) }
  private static let labels = NumpyFile.integers([20]) { $0 % 4 == 3 ? 1 : 0 }

  private static let arrayErrors = [
    arrays(
      "truncated .npy", says: ["x.npy", "truncated"], values: values.dropLast(10), labels: labels),
    arrays(
      "truncated header", says: ["x.npy", "truncated"], values: values.prefix(30), labels: labels),
    arrays("empty .npy", says: ["x.npy"], values: Data(), labels: labels),
    arrays(
      "pickled objects", says: ["x.npy", "pickled", "numpy.savez(", "astype('float32')"],
      values: NumpyFile.bytes(type: "|O", shape: [20], elements: Data(count: 160)), labels: labels),
    arrays(
      "complex numbers", says: ["x.npy", "'<c8'"],
      values: NumpyFile.bytes(type: "<c8", shape: [20, 4, 2], elements: Data(count: 1280)),
      labels: labels),
    arrays(
      "labels with fractions", says: ["y.npy"], values: values,
      labels: NumpyFile.floats([20]) { Float($0) / 3 }),
    arrays(
      "E8: fewer labels than samples", says: ["y.npy", "19", "20"], values: values,
      labels: NumpyFile.integers([19]) { $0 % 4 == 3 ? 1 : 0 }),
    arrays(
      "E8: one-hot rows with two ones", says: ["y.npy", "one-hot"], values: values,
      labels: NumpyFile.integers([20, 1, 2]) { $0 < 2 ? 1 : $0 % 2 == 0 ? 1 : 0 }),
    arrays(
      "E1: infinite value", says: ["x.npy", "sample 2", "event 1"],
      values: NumpyFile.floats([20, 4, 2]) { $0 == 2 * 8 + 3 ? .infinity : 1 }, labels: labels),
    BadInput(
      "E13: several labels and a classifier for one", 78,
      says: ["classifier.form", "label.position"],
      set: [
        "data.format=npy", "data.files.all={values: x.npy, labels: y.npy}",
        "classifier.form=seq2one", "methods=[none]",
      ]
    ) { experiment in
      try experiment.write(values, to: "x.npy")
      try experiment.write(
        NumpyFile.integers([20, 3]) { $0 % 4 == 3 ? 1 : 0 }, to: "y.npy")
    },
    BadInput(
      "E8: mixed label lengths", 65, says: ["label lengths", "1", "2"],
      set: [
        "data.format=npy",
        "data.files={training: {values: x.npy, labels: y.npy}, test: {values: x.npy, labels: z.npy}}",
        "data.files.all=''",
      ]
    ) { experiment in
      try experiment.write(values, to: "x.npy")
      try experiment.write(labels, to: "y.npy")
      try experiment.write(NumpyFile.integers([20, 2]) { $0 % 4 == 3 ? 1 : 0 }, to: "z.npy")
    },
    BadInput(
      "E6: sequence without an event", 65, says: ["sample 3", "no event"],
      set: [
        "data.format=ragged",
        "data.files.all={values: v.npy, labels: y.npy, offsets: o.npy}",
      ]
    ) { experiment in
      try experiment.write(NumpyFile.floats([80, 2]) { Float($0 % 7) }, to: "v.npy")
      try experiment.write(labels, to: "y.npy")
      try experiment.write(NumpyFile.integers([21]) { $0 == 4 ? 12 : 4 * Int64($0) }, to: "o.npy")
    },
  ]

  private static let folders = [
    BadInput(
      "folder below a file", 73, says: ["data.csv"],
      arguments: ["experiment.yaml", "--out", "data.csv/run"]),
    BadInput(
      "file instead of a folder", 73, says: ["data.csv"],
      arguments: ["experiment.yaml", "--out", "data.csv"]),
    BadInput(
      "folder where none can be made", 73, says: ["/proc/run"],
      arguments: ["experiment.yaml", "--out", "/proc/run"]),
    BadInput(
      "folder of something else", 73, says: ["not empty", "--out"],
      arguments: ["experiment.yaml", "--out", "."]),
  ]
}
