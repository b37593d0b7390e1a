import NoveltyDetection

/// Every method that an experiment can name: the oversamplers, and the detectors that are listed
/// here.
public enum MethodRegistry {
  private typealias Make = @Sendable (ExperimentConfiguration) -> any NoveltyDetector

  private static let detectors: [(name: String, make: Make)] = GANNoveltyDetector.Score.allCases
    .map { score in
      (GANNoveltyDetector.name(score), { GANNoveltyDetector(score, $0.novelty) })
    }

  /// The names, in the order in which tables show them.
  public static var names: [String] { OversamplerRegistry.names + detectors.map(\.name) }

  /// The method of a name, with its section of the configuration.
  ///
  /// - Throws: `ConfigurationError` if no method has that name.
  static func method(
    _ name: String, _ configuration: ExperimentConfiguration
  ) throws(ConfigurationError) -> Method {
    if let detector = detectors.first(where: { $0.name == name }) {
      return .detection(detector.make(configuration))
    }
    guard OversamplerRegistry.names.contains(name) else {
      throw ConfigurationError("methods: " + NearestName.sentence(name, among: names))
    }
    return .oversampling(try OversamplerRegistry.oversampler(name, configuration))
  }

  /// A detector that fits the model of a name.
  ///
  /// - Throws: `ConfigurationError` if none does.
  static func detector(
    ofModel model: String, _ configuration: ExperimentConfiguration
  ) throws(ConfigurationError) -> any NoveltyDetector {
    let all = detectors.map { $0.make(configuration) }
    guard let detector = all.first(where: { $0.modelName == model }) else {
      throw ConfigurationError("No method has a model \"\(model)\".")
    }
    return detector
  }
}
