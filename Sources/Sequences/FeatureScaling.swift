/// A shift and a divisor per feature, fitted on training samples (spec/00 section 7 rule 2).
///
/// `scaled = (value - centre) / divisor`; a constant feature maps to 0 and back to its constant
/// (spec/06 E11). Only valid events count, never padding, and every sample counts all its events:
/// a row that several windows share counts once for each of them, exactly as if every window had
/// its own copy.
///
/// Features that say where others were measured are not scaled: they stay 0 and 1, also where all
/// samples agree, because losses go by them (`MeasuredEntries`).
public struct FeatureScaling: Sendable, Equatable, Codable {
  /// Which shift and divisor.
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// Mean 0 and standard deviation 1 over the training events.
    case standardise
    /// Training minimum to 0, maximum to 1: for networks that end in a sigmoid.
    case unitRange = "unit-range"
    /// Training minimum to -1, maximum to 1: for networks that end in a hyperbolic tangent.
    case symmetricRange = "symmetric-range"
    /// Values as they are.
    case none
  }

  /// How the numbers were chosen.
  public let method: Method
  /// What maps to 0, one per feature, in data units.
  public let centres: [Double]
  /// The length of one scaled unit, in data units; 0 for a constant feature.
  public let divisors: [Double]

  /// A scaling of known numbers, such as from a model file.
  ///
  /// - Precondition: as many centres as divisors.
  public init(method: Method, centres: [Double], divisors: [Double]) {
    precondition(centres.count == divisors.count)
    self.method = method
    self.centres = centres
    self.divisors = divisors
  }

  /// The scaling of the samples of a training split, or of a subset of it.
  ///
  /// Cost: two passes over the rows, whatever the overlap of the samples.
  public init(_ method: Method, fittedTo training: TrainingSplit) {
    let scales = zip([FeatureStatistics](of: training.dataset), training.dataset.isIndicator)
      .map { statistics, isIndicator in
        isIndicator ? (centre: 0, divisor: 1) : method.scale(of: statistics)
      }
    self.method = method
    centres = scales.map(\.centre)
    divisors = scales.map(\.divisor)
  }

  /// The number of features.
  public var featureCount: Int { centres.count }
}

extension FeatureScaling.Method {
  /// What maps to 0 and the length of a unit, for a feature with these statistics.
  fileprivate func scale(of statistics: FeatureStatistics) -> (centre: Double, divisor: Double) {
    let (minimum, maximum) = (Double(statistics.minimum), Double(statistics.maximum))
    switch self {
    case .standardise:
      return (statistics.mean, statistics.isConstant ? 0 : statistics.standardDeviation)
    case .unitRange: return (minimum, maximum - minimum)
    case .symmetricRange: return ((maximum + minimum) / 2, (maximum - minimum) / 2)
    case .none: return (0, 1)
    }
  }
}

extension FeatureScaling {
  private enum CodingKeys: String, CodingKey {
    case method, centres, divisors
  }

  /// Reads a scaling, such as from a model file.
  ///
  /// - Throws: a decoding error also if the numbers cannot be those of a scaling.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decode(Method.self, forKey: .method)
    centres = try container.decode([Double].self, forKey: .centres)
    divisors = try container.decode([Double].self, forKey: .divisors)
    guard !centres.isEmpty, centres.count == divisors.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .divisors, in: container,
        debugDescription: "A scaling has one centre and one divisor for each of its features.")
    }
  }
}

extension FeatureScaling {
  /// The data set with scaled values; overlapping samples still share them.
  ///
  /// Rows that belong to no sample are left out. Cost: a copy of the others, none if `method` is
  /// `none`.
  ///
  /// - Precondition: the data set has as many features as the scaling.
  public func applied(to dataset: SequenceDataset) -> SequenceDataset {
    forward.applied(to: dataset)
  }

  /// The data set with its values back in data units.
  ///
  /// Rows that belong to no sample are left out. Cost: a copy of the others, none if `method` is
  /// `none`.
  ///
  /// - Precondition: the data set has as many features as the scaling.
  public func inverted(on dataset: SequenceDataset) -> SequenceDataset {
    backward.applied(to: dataset)
  }

  /// Scaled values of row-major events `[row, feature]`.
  ///
  /// - Precondition: a whole number of events.
  public func applied(to values: [Float]) -> [Float] { forward.applied(to: values) }

  /// Row-major events `[row, feature]` back in data units.
  ///
  /// - Precondition: a whole number of events.
  public func inverted(on values: [Float]) -> [Float] { backward.applied(to: values) }

  /// The way from data units to scaled ones, for whoever goes it piece by piece.
  package var forward: ScalingStep {
    // A constant feature has divisor 0; its factor 0 sends every value to 0.
    ScalingStep(
      method == .none ? .none : .forward, centres: centres,
      factors: divisors.map { $0 == 0 ? 0 : 1 / $0 })
  }

  private var backward: ScalingStep {
    ScalingStep(method == .none ? .none : .backward, centres: centres, factors: divisors)
  }
}
