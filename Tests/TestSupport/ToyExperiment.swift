import Foundation

/// A folder with a small experiment that trains in a second: 120 sequences, every fifth a minority.
///
/// The folder disappears with the value.
public final class ToyExperiment: Sendable {
  /// The folder.
  public let folder: String
  /// The experiment file in it.
  public var file: String { folder + "/experiment.yaml" }
  /// The data file in it.
  public var dataFile: String { folder + "/toy.csv" }

  /// The experiment file's usual content.
  public static let yaml = """
    name: toy
    data:
      files: {all: toy.csv}
      split: {rule: stratified, training: 0.6, validation: 0.2, test: 0.2}
    seeds: [1, 2]
    ensemble: {members: 2}
    methods: [none, random, gan-autoencoder]
    classifier: {hidden: 4, layers: 1, dense: 4, epochs: 2}
    gan-autoencoder:
      hiddenUnits: 4
      layers: 1
      criticUnits: 4
      criticLayers: 1
      criticDense: [4]
      epochs: 3

    """

  /// Writes an experiment and its data.
  ///
  /// - Parameters:
  ///   - yaml: the experiment file.
  ///   - csv: the data file.
  /// - Throws: what Foundation throws.
  public init(yaml: String = ToyExperiment.yaml, csv: String = ToyExperiment.csv()) throws {
    folder = NSTemporaryDirectory() + "counterweight-toy-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(yaml.utf8).write(to: URL(fileURLWithPath: file))
    try Data(csv.utf8).write(to: URL(fileURLWithPath: dataFile))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Sequences of two features; the minority rises, the majority wavers.
  public static func csv(samples: Int = 120) -> String {
    var text = "id,time,height,width,label\n"
    var state: UInt32 = 1
    func noise() -> Double {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Double(state >> 8) / Double(1 << 24) - 0.5
    }
    for sample in 0..<samples {
      let isMinority = sample % 5 == 0
      for time in 0..<(3 + sample % 4) {
        let height = noise() + (isMinority ? 0.4 * Double(time) : 0)
        text += "s\(sample),\(time),\(rounded(height)),\(rounded(noise()))"
        text += ",\(isMinority ? "rare" : "common")\n"
      }
    }
    return text
  }

  private static func rounded(_ number: Double) -> Double { (1000 * number).rounded() / 1000 }

  /// Every file below a folder with its content, by its path from there.
  ///
  /// - Throws: what Foundation throws.
  public static func contents(_ folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let full = URL(fileURLWithPath: folder + "/" + path)
      if try full.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        contents[path] = try Data(contentsOf: full)
      }
    }
    return contents
  }
}
