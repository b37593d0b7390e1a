/// What was found about the synthetic samples of one method and seed, by the unit that fitted it.
///
/// The unit stores it as `quality.json`, and a report is made from that alone: it needs neither the
/// training data nor the generator.
public struct SyntheticQualityRecord: Codable, Equatable, Sendable {
  /// One number about the synthetic samples as a whole.
  public struct Measure: Codable, Equatable, Sendable {
    /// Its name in files, such as `coverage`.
    public var name: String
    /// What the synthetic samples have; nil if it is not defined.
    public var synthetic: Double?
    /// What real samples have against other real ones, where that can be said: the value to compare
    /// with.
    public var reference: Double?

    /// A measure as given.
    public init(_ name: String, synthetic: Double?, reference: Double? = nil) {
      self.name = name
      self.synthetic = synthetic
      self.reference = reference
    }
  }

  /// The values of one feature over all events, in the units of the data.
  public struct Feature: Codable, Equatable, Sendable {
    /// What is said of either kind of samples.
    public struct Values: Codable, Equatable, Sendable {
      /// The smallest and the greatest value.
      public var minimum: Double, maximum: Double
      /// The mean over all events and its standard deviation.
      public var mean: Double, standardDeviation: Double
      /// The correlation between an event and the next of its sequence; nil if not defined.
      public var autocorrelation: Double?

      /// Values as given.
      public init(
        minimum: Double, maximum: Double, mean: Double, standardDeviation: Double,
        autocorrelation: Double?
      ) {
        self.minimum = minimum
        self.maximum = maximum
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.autocorrelation = autocorrelation
      }
    }

    /// The feature's name.
    public var name: String
    /// Of the real samples.
    public var real: Values
    /// Of the synthetic ones.
    public var synthetic: Values

    /// A feature as given.
    public init(name: String, real: Values, synthetic: Values) {
      self.name = name
      self.real = real
      self.synthetic = synthetic
    }
  }

  /// A distribution in equal bins, such as that of lengths.
  public struct Histogram: Codable, Equatable, Sendable {
    /// What is counted, such as `length`.
    public var name: String
    /// The edges of the bins, one more than there are bins.
    public var edges: [Double]
    /// The share of real samples in each bin.
    public var real: [Double]
    /// The share of synthetic samples in each bin.
    public var synthetic: [Double]

    /// A histogram as given.
    public init(name: String, edges: [Double], real: [Double], synthetic: [Double]) {
      self.name = name
      self.edges = edges
      self.real = real
      self.synthetic = synthetic
    }
  }

  /// Real and synthetic samples in the plane.
  public struct Map: Codable, Equatable, Sendable {
    /// `t-SNE` or `PCA`.
    public var kind: String
    /// The seed of a map that has one.
    public var seed: UInt64?
    /// The places of the real samples, x and y.
    public var real: [[Double]]
    /// The places of the synthetic ones.
    public var synthetic: [[Double]]

    /// A map as given.
    public init(kind: String, seed: UInt64?, real: [[Double]], synthetic: [[Double]]) {
      self.kind = kind
      self.seed = seed
      self.real = real
      self.synthetic = synthetic
    }
  }

  /// A real sample and the synthetic one that came from it, `[time][feature]`, in data units.
  public struct Example: Codable, Equatable, Sendable {
    /// Events of the real sample.
    public var real: [[Double]]
    /// Events of the synthetic one.
    public var synthetic: [[Double]]

    /// An example as given.
    public init(real: [[Double]], synthetic: [[Double]]) {
      self.real = real
      self.synthetic = synthetic
    }
  }

  /// Whether the samples are fit to be trained on.
  public struct Gate: Codable, Equatable, Sendable {
    /// What becomes of the samples.
    public enum Decision: String, Codable, Sendable {
      /// Nothing is wrong with them; they are used.
      case passed
      /// Something is, and they are not used.
      case closed
      /// Something is, and they are used because the configuration insists.
      case overridden
    }

    /// What becomes of the samples.
    public var decision: Decision
    /// What is wrong, a sentence each; empty if it passed.
    public var reasons: [String]
    /// What should be looked at though nothing forbids the samples' use, a sentence each.
    public var doubts: [String]

    /// A gate as given.
    public init(_ decision: Decision, reasons: [String] = [], doubts: [String] = []) {
      self.decision = decision
      self.reasons = reasons
      self.doubts = doubts
    }

    /// Reads a gate, also one that was written before there were doubts.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      decision = try values.decode(Decision.self, forKey: .decision)
      reasons = try values.decode([String].self, forKey: .reasons)
      doubts = try values.decodeIfPresent([String].self, forKey: .doubts) ?? []
    }
  }

  /// The method.
  public var method: String
  /// The seed.
  public var seed: UInt64
  /// How many real samples were looked at.
  public var realCount: Int
  /// How many synthetic ones.
  public var syntheticCount: Int
  /// Whether the samples are fit to be trained on.
  public var gate: Gate
  /// Numbers about the samples as a whole, in the order in which they are told.
  public var measures: [Measure]
  /// What is said of each feature, in the order of the data.
  public var features: [Feature]
  /// Distributions.
  public var histograms: [Histogram]
  /// Maps: principal components first, then t-SNE by its seeds.
  public var maps: [Map]
  /// Some sequences side by side.
  public var examples: [Example]
  /// Why something could not be said, a sentence each.
  public var notes: [String]

  /// A record as given.
  public init(
    method: String, seed: UInt64, realCount: Int, syntheticCount: Int, gate: Gate,
    measures: [Measure] = [], features: [Feature] = [], histograms: [Histogram] = [],
    maps: [Map] = [], examples: [Example] = [], notes: [String] = []
  ) {
    self.method = method
    self.seed = seed
    self.realCount = realCount
    self.syntheticCount = syntheticCount
    self.gate = gate
    self.measures = measures
    self.features = features
    self.histograms = histograms
    self.maps = maps
    self.examples = examples
    self.notes = notes
  }
}
