/// The settings of t-SNE; the defaults are those of the study's maps (spec/01 section 16, 6).
///
/// What is not named by the specification is as in scikit-learn, so that maps can be compared.
public struct TSNEConfiguration: Codable, Equatable, Sendable {
  /// About how many neighbours each sample has; less than the number of samples less one.
  public var perplexity = 30.0
  /// Steps of descent in all.
  public var iterations = 1000
  /// The first so many steps pull with exaggerated affinities, so that clusters find their places.
  ///
  /// Fewer, where the points no longer move under them.
  public var exaggerationIterations = 250
  /// By how much the affinities are exaggerated.
  public var earlyExaggeration = 12.0
  /// The size of the steps.
  public var learningRate = TSNELearningRate.automatic
  /// The share of a step that the next one keeps, while affinities are exaggerated.
  public var earlyMomentum = 0.5
  /// The share of a step that the next one keeps, afterwards.
  public var momentum = 0.8
  /// Where points start.
  public var initialisation = TSNEInitialisation.principalComponents
  /// How forces are computed.
  public var method = TSNEMethod.barnesHut
  /// How narrow a cell must be, as seen from a point, to count as one point; 0 is exact.
  ///
  /// The width of the cell over its distance. Only for the method of Barnes and Hut.
  public var angle = 0.5

  /// The defaults: perplexity 30, 1000 iterations of which 250 with affinities exaggerated 12 times,
  /// an automatic learning rate, principal components, Barnes-Hut.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    var problems: [String] = []
    func require(_ holds: Bool, _ sentence: String) {
      if !holds { problems.append(sentence) }
    }
    require(
      perplexity.isFinite && perplexity >= 1,
      "perplexity is \(perplexity); give a number of neighbours, at least 1 (30 is usual).")
    require(
      (1...10_000_000).contains(iterations),
      "iterations is \(iterations); give from 1 to 10000000.")
    require(
      exaggerationIterations >= 0,
      "exaggerationIterations is \(exaggerationIterations); give 0 or more.")
    require(
      earlyExaggeration.isFinite && earlyExaggeration >= 1,
      "earlyExaggeration is \(earlyExaggeration); give a factor of at least 1.")
    if case .fixed(let rate) = learningRate {
      require(
        rate.isFinite && rate > 0,
        "learningRate is \(rate); give a number above 0, or auto.")
    }
    for (name, value) in [("earlyMomentum", earlyMomentum), ("momentum", momentum)] {
      require((0..<1).contains(value), "\(name) is \(value); give a share from 0 to below 1.")
    }
    require((0...1).contains(angle), "angle is \(angle); give a number from 0 (exact) to 1.")
    return problems
  }
}

/// The size of the steps of t-SNE; written as `auto` or as a number.
public enum TSNELearningRate: Equatable, Sendable {
  /// The number of samples over four times the early exaggeration, but at least 50.
  ///
  /// Belkina et al., "Automated optimized parameters for t-SNE" (2019), in the units of scikit-learn.
  case automatic
  /// A number above 0.
  case fixed(Double)

  /// The number for so many samples.
  public func rate(samples: Int, earlyExaggeration: Double) -> Double {
    switch self {
    case .automatic: max(Double(samples) / earlyExaggeration / 4, 50)
    case .fixed(let rate): rate
    }
  }
}

extension TSNELearningRate: Codable {
  /// Reads `auto` or a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let rate = try? container.decode(Double.self) {
      self = .fixed(rate)
    } else if try container.decode(String.self) == "auto" {
      self = .automatic
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "Write auto, or the learning rate as a number.")
    }
  }

  /// Writes `auto` or the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .automatic: try container.encode("auto")
    case .fixed(let rate): try container.encode(rate)
    }
  }
}

/// Where the points of a map start.
public enum TSNEInitialisation: String, Codable, CaseIterable, Sendable {
  /// On the first two principal components, shrunk so that the first has a standard deviation of
  /// 1e-4; nothing is random then, unless the samples vary in fewer than two directions.
  case principalComponents = "pca"
  /// Normally distributed around the origin, with a standard deviation of 1e-4.
  case random
}

/// How the forces between the points of a map are computed.
public enum TSNEMethod: String, Codable, CaseIterable, Sendable {
  /// Between all pairs, with affinities of all pairs: time and memory grow with samples².
  case exact
  /// Attraction by the 3 x perplexity nearest neighbours, repulsion by cells of distant points.
  case barnesHut = "barnes-hut"
}
