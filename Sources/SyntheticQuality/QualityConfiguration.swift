/// How synthetic samples are looked at, and when they are not used: the section `quality`.
public struct QualityConfiguration: Codable, Equatable, Sendable {
  /// Whether they are looked at, once for each method and seed that makes new values.
  ///
  /// Without, there is no gate either, and methods that fit nothing need no unit for it. Default:
  /// `true`.
  public var check = true
  /// How many real minority samples are compared with as many synthetic ones, at the most; fewer
  /// where sequences are long (`QualitySamples`).
  ///
  /// Default: 500, which takes seconds.
  public var samples = 500
  /// The nearest neighbours that make the neighbourhood of a sample, k.
  ///
  /// Default: 5.
  public var neighbours = 5
  /// How many t-SNE maps are drawn, each from another start; 0 leaves the map of principal
  /// components alone.
  ///
  /// Default: 3.
  public var maps = 3
  /// The perplexity of the t-SNE maps; less than that where samples are few.
  ///
  /// Default: 30.
  public var perplexity = 30.0
  /// How many synthetic samples are stored beside the real ones that they came from.
  ///
  /// Default: 4.
  public var examples = 4
  /// The classifier that is told to separate real samples from synthetic ones.
  public var discriminator = DiscriminatorConfiguration()
  /// When synthetic samples are not used.
  public var gate = QualityGateConfiguration()

  /// The defaults.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    var problems: [String] = []
    for (name, value, least) in [
      ("samples", samples, 10), ("neighbours", neighbours, 1), ("maps", maps, 0),
      ("examples", examples, 0),
    ] where !(least...Self.most).contains(value) {
      problems.append("\(name) is \(value); give from \(least) to \(Self.most).")
    }
    if !(perplexity >= 1 && perplexity.isFinite) {
      problems.append(
        "perplexity is \(perplexity); give a number of neighbours, at least 1 (30 is usual).")
    }
    problems += discriminator.problems().map { "discriminator.\($0)" }
    problems += gate.problems().map { "gate.\($0)" }
    return problems
  }

  /// Distances of all pairs are kept, so more samples than this are a slip of the hand.
  private static let most = 5000

  /// Sets the switches of the `reference` profile: the published code knows no gate.
  public mutating func useReferenceSwitches() { gate.insist = true }
}

/// The classifier of the discriminative score: one LSTM layer, trained for so many epochs.
public struct DiscriminatorConfiguration: Codable, Equatable, Sendable {
  /// Passes over the samples that it learns from; 0: there is no score.
  ///
  /// Default: 30.
  public var epochs = 30
  /// The units of its layers.
  ///
  /// Default: 16.
  public var hidden = 16
  /// Samples per update.
  ///
  /// Default: 32.
  public var batchSize = 32

  /// The defaults.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    var problems: [String] = []
    if epochs < 0 { problems.append("epochs is \(epochs); give 0 or more.") }
    for (name, value) in [("hidden", hidden), ("batchSize", batchSize)] where value < 1 {
      problems.append("\(name) is \(value); give at least 1.")
    }
    return problems
  }
}

/// When synthetic samples are said to be unfit for training.
///
/// The bounds are wide: they are for generators that have failed, not for those that are merely
/// worse than others. Whether worse samples help is for the comparison of methods to say.
public struct QualityGateConfiguration: Codable, Equatable, Sendable {
  /// Whether samples are used even so; the record still says what is wrong.
  ///
  /// Default: `false`; under the `reference` profile `true`.
  public var insist = false
  /// With fewer real or synthetic samples nothing is concluded, and they are used.
  ///
  /// Default: 20.
  public var minimumSamples = 20
  /// By which share of a feature's real range a value may lie outside of it and still count as inside.
  ///
  /// Default: 0.1.
  public var margin = 0.1
  /// The greatest share of values outside the real range.
  ///
  /// Default: 0.25.
  public var maximumOutside = 0.25
  /// The greatest share of samples with a value that lies farther outside than ten times the real
  /// range.
  ///
  /// Default: 0.05.
  public var maximumFarOutside = 0.05
  /// The least mean distance between synthetic samples, as a share of that between real ones.
  ///
  /// GANs whose autoencoder was trained for too short a time make samples with a tenth of the
  /// distances. Default: 0.02.
  public var minimumDistanceRatio = 0.02
  /// The least share of real samples with a synthetic one among their neighbours, as a share of what
  /// other real samples reach.
  ///
  /// Samples that are shrunk towards the mean reach few, and may be of use. Default: 0.005.
  public var minimumCoverage = 0.005
  /// The greatest share of synthetic samples that are as good as equal to one from another source,
  /// unless real samples are so much alike, too.
  ///
  /// Default: 0.95.
  public var maximumNearDuplicates = 0.95

  /// The defaults.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    var problems: [String] = []
    if minimumSamples < 2 {
      problems.append("minimumSamples is \(minimumSamples); give at least 2.")
    }
    if !(margin >= 0 && margin.isFinite) {
      problems.append("margin is \(margin); give a share of the real range, 0 or more.")
    }
    for (name, value) in [
      ("maximumOutside", maximumOutside), ("maximumFarOutside", maximumFarOutside),
      ("minimumDistanceRatio", minimumDistanceRatio), ("minimumCoverage", minimumCoverage),
      ("maximumNearDuplicates", maximumNearDuplicates),
    ] where !(0...1).contains(value) {
      problems.append("\(name) is \(value); give a share from 0 to 1.")
    }
    return problems
  }
}
