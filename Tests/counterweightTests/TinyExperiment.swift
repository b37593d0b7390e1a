import Foundation
import MessagePassing
import TestSupport
import Testing

/// A real experiment that takes a fraction of a second, in a folder of its own.
///
/// 60 samples of 3 to 7 events and 2 features in a long CSV, every fourth one rare; 3 methods, 2
/// seeds, 2 members: 12 members and 2 oversamplers, 14 units.
final class TinyExperiment {
  /// The folder, removed with this value.
  let folder: URL

  /// The number of units.
  static let units = 14

  /// The experiment file.
  static let yaml = """
    name: tiny
    data:
      files: {all: data.csv}
      columns: {time: [time]}
    seeds: [1, 2]
    ensemble: {members: 2}
    methods: [none, random, gan-autoencoder]
    classifier: {hidden: 4, layers: 1, dense: 4, epochs: 2, batchSize: 16}
    gan-autoencoder:
      {hiddenUnits: 4, layers: 1, criticUnits: 4, criticLayers: 1, criticDense: [4], epochs: 3,
       batchSize: 8}

    """

  /// The data.
  static let csv: String = {
    var text = "id,time,load,noise,label\n"
    for sample in 0..<60 {
      let isRare = sample % 4 == 3
      for time in 0..<(3 + sample * 7 % 5) {
        let load = (isRare ? 1.5 : -0.5) + Double((sample * 13 + time * 7) % 11) / 10
        let noise = Double((sample * 31 + time * 17) % 23) / 11 - 1
        text += "s\(sample),\(time),\(load),\(noise),\(isRare ? "rare" : "common")\n"
      }
    }
    return text
  }()

  /// Writes `experiment.yaml` and `data.csv`.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("counterweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Data(Self.yaml.utf8), to: "experiment.yaml")
    try write(Data(Self.csv.utf8), to: "data.csv")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file into the folder.
  func write(_ content: Data, to name: String) throws {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
  }

  /// Whether there is such a file or folder.
  func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  /// The content of a file.
  func read(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// The content of a file as text.
  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  /// Every file below a folder of this one, by its path below it.
  func files(below name: String) throws -> [String: Data] {
    let top = folder.appendingPathComponent(name)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: top.path) {
      let file = top.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
    return files
  }

  /// The files of a run that must not depend on who computed what, by their paths.
  func lasting(_ run: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for part in ["results", "units", "predictions"] {
      for (path, content) in try files(below: "\(run)/\(part)") {
        found["\(part)/\(path)"] = content
      }
    }
    return found
  }

  /// Runs the program in the folder.
  func run(
    _ arguments: [String], ranks: Int? = nil, under starter: [String] = [],
    environment: [String: String] = [:], limit: Int = 180
  ) throws -> BuiltProgram.Ending {
    try BuiltProgram("counterweight").run(
      arguments, ranks: ranks, under: starter, in: folder.path, environment: environment,
      limit: limit)
  }

  /// Trains into the folder `out`, which must go well.
  func train(
    into out: String, _ more: [String] = [], ranks: Int? = nil
  ) throws -> BuiltProgram.Ending {
    let ending = try run(["train", "experiment.yaml", "--out", out] + more, ranks: ranks)
    try #require(ending.code == 0, "\(ending.errors)")
    return ending
  }
}

/// Expects the same files with the same bytes.
func expectSame(_ found: [String: Data], _ expected: [String: Data]) {
  #expect(found.keys.sorted() == expected.keys.sorted())
  for (path, content) in expected { #expect(found[path] == content, "\(path) differs.") }
}

/// What the tests of the program share.
enum Environment {
  /// Whether the program can be started under MPICH's mpirun.
  static let hasLauncher =
    BuiltProgram.launcher != nil && MPICommunicator.library.contains("MPICH")
  static let skip: Comment = "mpirun.mpich is not installed, or this is not built with MPICH."
}
