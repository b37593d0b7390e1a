import Foundation
import MessagePassing
import TestSupport

@testable import Experiments

extension ToyExperiment {
  /// Runs the experiment in this process.
  @discardableResult
  func run(
    to folder: String, workers: Int = 1, overrides: [String] = []
  ) throws -> ExperimentRun.Outcome {
    try Self.run(
      Experiment(ConfigurationFile(file, overrides: overrides)), to: folder, workers: workers)
  }

  /// Runs an experiment that has been read.
  @discardableResult
  static func run(
    _ experiment: Experiment, to folder: String, workers: Int = 1
  ) throws -> ExperimentRun.Outcome {
    var options = ExperimentRun.Options()
    options.folder = folder
    options.workers = workers
    options.isQuiet = true
    return try ExperimentRun(experiment, options)
      .coordinate(InProcessCommunicator.group(size: 1)[0])
  }

  /// Takes the checksums out of a folder's manifest, as if an earlier version had written it.
  static func forgetChecksums(_ folder: String) throws {
    let path = folder + "/manifest.json"
    var manifest = try RunFolder.readManifest(path)
    manifest.checksums = nil
    try Data(JSONFile.encode(manifest)).write(to: URL(fileURLWithPath: path))
  }

  /// What must not depend on who computed what, and when.
  static func timeless(_ folder: String) throws -> [String: Data] {
    try contents(folder).filter { path, _ in
      ["results/", "predictions/", "units/", "experiment.resolved.yaml"]
        .contains { path.hasPrefix($0) }
    }
  }
}
