import Foundation
import GenerativeOversampling
import MessagePassing
import Sequences

/// The least memory that a unit of an experiment takes, to refuse slips of the hand.
///
/// A size with three zeros too many would otherwise end the run in the middle, without a word about
/// the cause. Only what is certainly needed counts, so nothing that could work is refused.
struct MemoryNeed {
  /// What needs it, with the settings that it depends on.
  let what: String
  /// How many bytes.
  let bytes: Double

  /// A sentence if a machine has less than this; nil if not.
  func problem(machine: Double = Self.machine) -> String? {
    guard bytes > machine else { return nil }
    return "\(what) needs at least \(SizeText.short(bytes)) of memory, and this machine has "
      + "\(SizeText.short(machine)); choose smaller numbers."
  }

  /// A sentence if this process may use too little address space; nil if not.
  ///
  /// OpenBLAS asks for 128 MB per thread, whatever the sizes, and again and again if it gets none.
  static func limitProblem(_ limit: Double = AvailableMemory.addressLimit) -> String? {
    let least = 0.75e9
    guard limit < least else { return nil }
    return
      "This process may use \(SizeText.short(limit)) of memory (ulimit -v), and the program with its "
      + "libraries needs \(SizeText.short(least)); allow more."
  }

  /// The memory of this machine or container, in bytes.
  static var machine: Double {
    AvailableMemory.here?.total ?? Double(ProcessInfo.processInfo.physicalMemory)
  }

  /// What the units of an experiment need.
  static func all(
    _ configuration: ExperimentConfiguration, _ splits: DataSplits
  ) -> [MemoryNeed] {
    let training = splits.training.dataset
    let features = Double(training.featureCount)
    let longest = Double(training.maximumLength)
    let minority = Double(splits.vocabulary.minorityCount)
    let part = part(of: splits, configuration)

    let classifier = configuration.classifier
    let hidden = Double(classifier.hidden)
    let layers = Double(classifier.layers)
    let dense = Double(classifier.dense)
    let weights =
      lstm(inputs: features, hidden) + layers * lstm(inputs: hidden, hidden)
      + max(0, layers - 2) * dense * dense
    // Gate values and states of each event are kept for the way back.
    let batch = min(Double(classifier.batchSize), part + minority)
    var needs = [
      MemoryNeed(
        what: "The network of classifier.hidden \(classifier.hidden), classifier.dense "
          + "\(classifier.dense) and classifier.layers \(classifier.layers)",
        bytes: 4 * (4 * weights + 5 * batch * longest * hidden * layers))
    ]
    for method in configuration.methods {
      guard let (key, number) = multiplicity(of: method, configuration) else { continue }
      needs.append(
        MemoryNeed(
          what: "\(method).\(key) \(number)",
          bytes: samples(of: method, configuration, splits, length: training.lengths.min() ?? 1)))
    }
    for (method, autoencoder) in [
      ("ae-smote", configuration.autoencoderSMOTE.autoencoder),
      ("ae-adasyn", configuration.autoencoderADASYN.autoencoder),
    ] where configuration.methods.contains(method) {
      let units = Double(autoencoder.hidden)
      let weights =
        lstm(inputs: features, units)
        + (Double(autoencoder.layers) + 1) * lstm(inputs: units, units)
      needs.append(
        MemoryNeed(
          what: "The network of \(method).autoencoder.hidden \(autoencoder.hidden) and layers "
            + "\(autoencoder.layers)", bytes: 4 * 4 * weights))
    }
    let makesValues = ["smote", "ae-smote", "ae-adasyn", "gan-autoencoder"]
    if configuration.quality.check, configuration.methods.contains(where: makesValues.contains) {
      let samples = min(Double(configuration.quality.samples), minority)
      needs.append(
        MemoryNeed(
          what: "quality.samples \(configuration.quality.samples)", bytes: 16 * samples * samples))
    }
    if configuration.methods.contains("gan-autoencoder") {
      let gan = configuration.ganAutoencoder
      // A second stack for the labels in generator and critic, of about the same size.
      let labelled = splits.training.dataset.labelLength > 1 ? 2.0 : 1
      needs.append(
        networks(of: gan, section: "gan-autoencoder", features: features, parts: labelled))
    }
    if configuration.methods.contains(where: { $0.hasPrefix("novelty-") }) {
      needs.append(
        networks(of: configuration.novelty.gan, section: "novelty.gan", features: features))
    }
    return needs
  }

  /// What the synthetic samples of a member need, in bytes.
  ///
  /// - Parameters:
  ///   - method: that which makes them.
  ///   - configuration: the experiment's.
  ///   - splits: its data.
  ///   - length: how many events a sample has; nil: as many as real ones have on average.
  /// - Returns: the bytes; 0 for a method that makes none.
  static func samples(
    of method: String, _ configuration: ExperimentConfiguration, _ splits: DataSplits,
    length: Int? = nil
  ) -> Double {
    let training = splits.training.dataset
    let mean = Double(training.lengths.reduce(0, +)) / Double(max(1, training.count))
    let minority = Double(splits.vocabulary.minorityCount)
    let number =
      multiplicity(of: method, configuration).map { Double($0.number) * minority }
      ?? (method == "none" ? 0 : max(0, part(of: splits, configuration) - minority))
    return 4 * number * (length.map(Double.init) ?? mean) * Double(training.featureCount)
  }

  /// How many samples of the majority a member gets.
  private static func part(
    of splits: DataSplits, _ configuration: ExperimentConfiguration
  ) -> Double {
    Double(splits.vocabulary.majorityCount / max(1, configuration.ensemble.members))
  }

  /// How many synthetic samples a method makes of each of the minority, and the key that says so; nil
  /// if no number does.
  private static func multiplicity(
    of method: String, _ configuration: ExperimentConfiguration
  ) -> (key: String, number: Int)? {
    let counts = [
      "random": configuration.random.count, "smote": configuration.smote.count,
      "ae-smote": configuration.autoencoderSMOTE.count,
    ]
    if case .perSource(let number) = counts[method] { return ("count", number) }
    return method == "gan-autoencoder" ? ("passes", configuration.ganAutoencoder.passes) : nil
  }

  /// What the weights of a GAN with autoencoder need.
  private static func networks(
    of gan: GANAutoencoderConfiguration, section: String, features: Double, parts: Double = 1
  ) -> MemoryNeed {
    let units = Double(gan.hiddenUnits)
    let critic = Double(gan.criticUnits)
    let weights =
      lstm(inputs: features, units) + (2 * Double(gan.layers) - 1) * lstm(inputs: units, units)
      + 2 * Double(gan.criticLayers) * lstm(inputs: 0, critic)
      + 2 * critic * Double(gan.criticDense.first ?? 0)
      + zip(gan.criticDense, gan.criticDense.dropFirst()).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    return MemoryNeed(
      what: "The GAN of \(section).hiddenUnits \(gan.hiddenUnits), layers \(gan.layers), "
        + "criticUnits \(gan.criticUnits), criticLayers \(gan.criticLayers) and criticDense "
        + "\(gan.criticDense)",
      bytes: 4 * 4 * parts * weights)
  }

  /// The weights of an LSTM layer.
  private static func lstm(inputs: Double, _ hidden: Double) -> Double {
    4 * hidden * (inputs + hidden)
  }
}
