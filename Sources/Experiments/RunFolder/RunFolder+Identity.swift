import Files
import Yams

extension RunFolder {
  /// What a folder says of itself, for those who only read it.
  ///
  /// - Throws: `RunFolderError` if it is no run folder, or its configuration cannot be read or is not
  ///   what the run wrote.
  static func readIdentity(
    _ folder: String
  ) throws -> (manifest: Manifest, configuration: ExperimentConfiguration) {
    do {
      let manifest = try readManifest("\(folder)/manifest.json")
      let path = "\(folder)/\(configurationName)"
      let bytes = try FileContents.readRaw(path)
      try requireWritten(bytes, configurationName, by: manifest, folder: folder)
      let yaml = String(decoding: bytes, as: UTF8.self)
      var configuration = try ConfigurationFile.read(resolved: yaml, path: path)
      // A run of a version that did not look at synthetic samples has no units that only do that.
      if try ConfigurationTree(yaml: yaml)[["quality"]] == nil {
        configuration.quality.check = false
      }
      return (manifest, configuration)
    } catch let error as FileError {
      throw RunFolderError("\(folder) is no run folder, or one that has only begun: \(error)")
    } catch let error as ConfigurationError {
      throw RunFolderError(
        "The configuration in \(folder) cannot be read, as if it were damaged or of a later version. "
          + "\(error) 'counterweight train' with the experiment file writes it anew.")
    }
  }

  /// Checks that a file beside the manifest is what the run wrote, where the manifest says.
  ///
  /// Labels or settings that are a byte off would still be read, and told as another study.
  ///
  /// - Throws: `RunFolderError` that says what to do.
  static func requireWritten(
    _ bytes: [UInt8], _ name: String, by manifest: Manifest, folder: String
  ) throws(RunFolderError) {
    guard let checksum = manifest.checksums?[name], SHA256.hexDigest(of: bytes) != checksum else {
      return
    }
    throw RunFolderError(
      "\(folder)/\(name) is not what the run wrote: its checksum is not the manifest's. "
        + "'counterweight train' with the experiment file writes it anew, and computes nothing that "
        + "is done.")
  }

  /// The part of a configuration that results depend on, as text.
  ///
  /// The name does not matter, and what the paths of the data lead to is in the data's own hash.
  static func identityText(_ configuration: ExperimentConfiguration) throws -> String {
    let leaves = try leaves(configuration)
    return leaves.map { "\($0.path)=\($0.value)\n" }.joined()
  }

  private static func leaves(
    _ configuration: ExperimentConfiguration
  ) throws -> [(path: String, value: String)] {
    let text = try ConfigurationFile.resolved(configuration)
    guard let root = try Yams.compose(yaml: text) else { return [] }
    return ConfigurationTree(root: root).leaves.filter {
      $0.path != "name" && !$0.path.hasPrefix("data.files.")
    }
  }

  /// Checks that a folder belongs to the run that is about to start.
  ///
  /// - Throws: `RunFolderError` that names the first difference.
  static func requireSameRun(
    _ earlier: Manifest, _ now: Manifest, _ configuration: ExperimentConfiguration, folder: String
  ) throws {
    // An earlier version may have hashed fewer keys.
    if earlier.configurationHash != now.configurationHash,
      storedHash(folder: folder) != now.configurationHash
    {
      let difference = try firstDifference(configuration, folder: folder)
      throw RunFolderError(
        "\(folder) holds a run of another configuration: \(difference) "
          + "Choose another folder with --out.")
    }
    if earlier.dataHash != now.dataHash {
      throw RunFolderError(
        "\(folder) holds a run on other data (\(differentFile(earlier, now))). "
          + "Choose another folder with --out.")
    }
  }

  /// The hash of the configuration in a folder, with defaults for the keys that are not there.
  private static func storedHash(folder: String) -> String? {
    let path = "\(folder)/\(configurationName)"
    guard let bytes = try? FileContents.readRaw(path),
      let configuration = try? ConfigurationFile.read(
        resolved: String(decoding: bytes, as: UTF8.self), path: path),
      let text = try? identityText(configuration)
    else { return nil }
    return SHA256.hexDigest(of: text)
  }

  private static func firstDifference(
    _ configuration: ExperimentConfiguration, folder: String
  ) throws -> String {
    let path = "\(folder)/\(configurationName)"
    guard let bytes = try? FileContents.readRaw(path),
      let root = try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
    else { return "its \(path) is missing or damaged." }
    let there = Dictionary(
      ConfigurationTree(root: root).leaves.map { ($0.path, $0.value) }, uniquingKeysWith: { $1 })
    // The profile is the cause of many others.
    let all = try leaves(configuration)
    for (key, value) in all.filter({ $0.path == "profile" }) + all where there[key] != value {
      return "\(key) is \(there[key] ?? "not set") there and \(value) here."
    }
    return "the resolved configurations differ."
  }

  private static func differentFile(_ earlier: Manifest, _ now: Manifest) -> String {
    for file in now.dataFiles {
      guard let before = earlier.dataFiles.first(where: { $0.path == file.path }) else {
        return "\(file.path) was not read then"
      }
      if before.sha256 != file.sha256 { return "\(file.path) has changed" }
    }
    return "the samples made from them differ"
  }
}
