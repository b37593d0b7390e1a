/// How missing values are written and treated: `data.missing`.
///
///     missing:
///       rule: forward-fill
///       features: {lactate: mask}
public struct MissingValueConfiguration: Codable, Equatable, Sendable {
  /// What becomes of a missing value.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// An error in a sample; windows of a series avoid the row.
    case error
    /// The constant of `fill`, and a further feature `NAME.present` that is 1 where the value was
    /// measured and 0 where it was not.
    case mask
    /// The last value that was measured before, in the same sample or series; the constant of
    /// `fill` if there is none.
    case forwardFill = "forward-fill"
    /// Filled as by `forward-fill`, with the further feature of `mask`.
    case forwardFillAndMask = "forward-fill-and-mask"
  }

  /// Which constant stands for a value of which nothing is known.
  ///
  /// Both are of the measured values of the training split alone.
  public enum Fill: String, Codable, Sendable, CaseIterable {
    /// The middle value; the lower one of two.
    case median
    /// The arithmetic mean.
    case mean
  }

  /// What stands in a field without a value; in arrays and in the files of the time series archives
  /// NaN does.
  ///
  /// Default: empty field and `?`.
  public var tokens = ["", "?"]
  /// What becomes of missing values.
  ///
  /// Features without a missing value in training get no further feature. Default: `error`.
  public var rule = Rule.error
  /// Rules of single features that differ from `rule`, by the feature's name.
  ///
  /// Default: empty.
  public var features: [String: Rule] = [:]
  /// The constant for values of which nothing is known.
  ///
  /// Default: `median`.
  public var fill = Fill.median

  /// The defaults.
  public init() {}
}

extension MissingValueConfiguration {
  /// What becomes of the missing values of a feature.
  func rule(of feature: String) -> Rule { features[feature] ?? rule }
}

extension MissingValueConfiguration.Rule {
  /// Whether there is a feature that says where values were measured.
  var hasIndicator: Bool { self == .mask || self == .forwardFillAndMask }
  /// Whether the last measured value stands for those behind it.
  var fillsForward: Bool { self == .forwardFill || self == .forwardFillAndMask }
}

extension MissingValueConfiguration.Fill {
  /// The constant for a feature with these measured values; 0 if there are none.
  func constant(of values: [Float]) -> Float {
    guard !values.isEmpty else { return 0 }
    switch self {
    case .mean: return Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
    case .median: return values.sorted()[(values.count - 1) / 2]
    }
  }
}
