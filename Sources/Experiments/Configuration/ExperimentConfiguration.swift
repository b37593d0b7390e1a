import Classification
import GenerativeOversampling
import NoveltyDetection
import Oversampling
import Sequences
import SyntheticQuality
import Tensors

/// Everything an experiment file can say, with the defaults of what it does not.
///
/// Each target owns its section; this type only puts them together. A unit is a function of this
/// value, the data and its own name, so nothing here tells of ranks, hosts or folders.
public struct ExperimentConfiguration: Codable, Equatable, Sendable {
  /// What the study is called; also the run folder's name.
  ///
  /// Default: `experiment`.
  public var name = "experiment"
  /// Which defaults the settings have where the paper and its published code differ.
  ///
  /// Default: `paper`.
  public var profile = Profile.paper
  /// Where the data come from and how they are split.
  public var data = DataConfiguration()
  /// The seeds; each remakes the partition, the oversamplers and the members (spec/01 section 16).
  ///
  /// Default: 1 to 5.
  public var seeds: [UInt64] = [1, 2, 3, 4, 5]
  /// How the majority is divided among members.
  public var ensemble = EnsembleConfiguration()
  /// The methods that are compared, by their names in the registry, in the order of the tables.
  ///
  /// A list of its own and not all there are, so that a study does not grow with the registry.
  /// Default: `none`, `random` and `gan-autoencoder`.
  public var methods = ["none", "random", "gan-autoencoder"]
  /// The method that the others are compared with; empty: no comparison.
  ///
  /// Default: `none`.
  public var baseline = "none"
  /// How matrices are multiplied: as fast as each processor can, or with the same bytes on all.
  ///
  /// Default: `fast`.
  public var kernels = KernelChoice.fast
  /// The members' network and training.
  public var classifier = ClassifierConfiguration()
  /// What becomes of every method's synthetic samples before members are trained on them.
  public var synthesis = SynthesisConfiguration()
  /// How synthetic samples are looked at, and when members do not train on them.
  public var quality = QualityConfiguration()
  /// Settings of the method `random`.
  public var random = RandomOversamplingConfiguration()
  /// Settings of the method `smote`.
  public var smote = SMOTEConfiguration()
  /// Settings of the method `ae-smote`.
  public var autoencoderSMOTE = AutoencoderSMOTEConfiguration()
  /// Settings of the method `ae-adasyn`.
  public var autoencoderADASYN = AutoencoderADASYNConfiguration()
  /// Settings of the method `gan-autoencoder`.
  public var ganAutoencoder = GANAutoencoderConfiguration()
  /// Settings of the methods `novelty-critic` and `novelty-reconstruction`.
  public var novelty = NoveltyConfiguration()

  /// The defaults.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case name, profile, data, seeds, ensemble, methods, baseline, kernels, classifier, synthesis
    case quality, random, smote
    case autoencoderSMOTE = "ae-smote"
    case autoencoderADASYN = "ae-adasyn"
    case ganAutoencoder = "gan-autoencoder"
    case novelty
  }
}

extension ExperimentConfiguration {
  /// The epochs for which oversamplers train a network, by the method's name.
  var oversamplerEpochs: [String: Int] {
    [
      AutoencoderSMOTEOversampler.name: autoencoderSMOTE.autoencoder.epochs,
      AutoencoderADASYNOversampler.name: autoencoderADASYN.autoencoder.epochs,
      GANAutoencoderOversampler.name: ganAutoencoder.epochs,
    ]
  }

  /// The same experiment with so many epochs in every training.
  func withEpochs(_ epochs: Int) -> ExperimentConfiguration {
    var configuration = self
    configuration.classifier.epochs = epochs
    configuration.autoencoderSMOTE.autoencoder.epochs = epochs
    configuration.autoencoderADASYN.autoencoder.epochs = epochs
    configuration.ganAutoencoder.epochs = epochs
    configuration.novelty.gan.epochs = epochs
    return configuration
  }

  /// What is wrong with the values: sentences that begin with the key; empty if nothing is.
  public func problems() -> [String] {
    var problems: [String] = []
    if name.isEmpty || name.contains("/") || name == "." || name == ".." {
      problems.append("name must be a folder's name, not \"\(name)\".")
    }
    if seeds.isEmpty { problems.append("seeds must name at least one seed.") }
    if Set(seeds).count < seeds.count { problems.append("seeds must differ from each other.") }
    if methods.isEmpty { problems.append("methods must name at least one method.") }
    if Set(methods).count < methods.count {
      problems.append("methods must differ from each other.")
    }
    for method in methods where !MethodRegistry.names.contains(method) {
      problems.append("methods: " + NearestName.sentence(method, among: MethodRegistry.names))
    }
    if !baseline.isEmpty, !methods.contains(baseline) {
      problems.append(
        "baseline must be one of the methods (\(methods.joined(separator: ", "))), "
          + "not \"\(baseline)\"; write \"\" for no comparison.")
    }
    // The sentences of the data tell of several keys each, and spell them out.
    problems += data.problems()
    let sections = [
      ("ensemble", ensemble.problems()), ("classifier", classifier.problems()),
      ("quality", quality.problems()), ("random", random.problems()), ("smote", smote.problems()),
      ("ae-smote", autoencoderSMOTE.problems()), ("ae-adasyn", autoencoderADASYN.problems()),
      ("gan-autoencoder", ganAutoencoder.problems()),
      ("novelty", novelty.problems()),
    ]
    for (section, found) in sections {
      problems += found.map { "\(section).\($0)" }
    }
    return problems
  }
}
