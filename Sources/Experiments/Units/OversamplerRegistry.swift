import GenerativeOversampling
import Oversampling

/// Every method that an experiment can name; a new oversampler is one more line.
public enum OversamplerRegistry {
  private typealias Make = @Sendable (ExperimentConfiguration) -> any Oversampler

  private static let methods: [(name: String, make: Make)] = [
    (NoOversampling.name, { _ in NoOversampling() }),
    (RandomOversampling.name, { RandomOversampling($0.random) }),
    (SMOTEOversampling.name, { SMOTEOversampling($0.smote) }),
    (AutoencoderSMOTEOversampler.name, { AutoencoderSMOTEOversampler($0.autoencoderSMOTE) }),
    (AutoencoderADASYNOversampler.name, { AutoencoderADASYNOversampler($0.autoencoderADASYN) }),
    (GANAutoencoderOversampler.name, { GANAutoencoderOversampler($0.ganAutoencoder) }),
  ]

  /// The names, from the simplest method to the most involved one.
  public static var names: [String] { methods.map(\.name) }

  /// The oversampler of a name, with its section of the configuration.
  ///
  /// - Throws: `ConfigurationError` if no method has that name.
  public static func oversampler(
    _ name: String, _ configuration: ExperimentConfiguration
  ) throws(ConfigurationError) -> any Oversampler {
    guard let method = methods.first(where: { $0.name == name }) else {
      throw ConfigurationError("methods: " + NearestName.sentence(name, among: names))
    }
    return method.make(configuration)
  }
}
