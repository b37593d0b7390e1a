/// The name of a unit: the piece of work that is handed to one rank.
///
/// A unit's result is a pure function of the configuration, the data and this name.
public struct UnitID: Hashable, Sendable {
  /// What there is to do.
  public enum Kind: Hashable, Sendable {
    /// Fit the method's oversampler to the training split.
    case oversampler
    /// Train one member of the ensemble, counted from 0.
    case member(Int)
    /// Train all members one after another, each from where the one before ended.
    case memberChain
    /// Fit the model that detectors share to the majority of the training split.
    case detector
    /// Score the validation and the test split by a detector.
    case scores
  }

  /// The method, by its name in the registry; for `detector`, the model that methods share.
  public let method: String
  /// The seed of the run that the unit is part of.
  public let seed: UInt64
  /// What there is to do.
  public let kind: Kind

  /// The name of a unit.
  public init(method: String, seed: UInt64, kind: Kind) {
    self.method = method
    self.seed = seed
    self.kind = kind
  }
}

extension UnitID.Kind {
  /// Whether units of this kind make predictions, rather than a model that others need.
  var isPrediction: Bool {
    switch self {
    case .member, .memberChain, .scores: true
    case .oversampler, .detector: false
    }
  }
}

extension UnitID: CustomStringConvertible {
  /// The unit's folder below the run folder's `units`, such as `gan-autoencoder/seed3/member07`.
  public var description: String {
    let run = "\(method)/seed\(seed)"
    switch kind {
    case .oversampler: return "\(run)/oversampler"
    case .memberChain: return "\(run)/members"
    case .detector: return "\(run)/detector"
    case .scores: return "\(run)/scores"
    case .member(let index): return "\(run)/member" + (index < 10 ? "0" : "") + "\(index)"
    }
  }

  /// Reads what `description` wrote.
  public init?(_ description: String) {
    let parts = description.split(separator: "/").map(String.init)
    guard parts.count == 3, parts[1].hasPrefix("seed"), let seed = UInt64(parts[1].dropFirst(4))
    else { return nil }
    let kind: Kind
    switch parts[2] {
    case "oversampler": kind = .oversampler
    case "detector": kind = .detector
    case "scores": kind = .scores
    case "members": kind = .memberChain
    case let name where name.hasPrefix("member"):
      guard let index = Int(name.dropFirst(6)) else { return nil }
      kind = .member(index)
    default: return nil
    }
    self.init(method: parts[0], seed: seed, kind: kind)
  }
}

/// Units that cost about the same: those of one method that make models, or predictions.
public struct UnitGroup: Hashable, Sendable {
  /// The method, as in `UnitID`.
  public let method: String
  /// Whether the units make predictions, rather than a model that others need.
  public let isPrediction: Bool

  /// The group of a unit.
  public init(_ unit: UnitID) {
    method = unit.method
    isPrediction = unit.kind.isPrediction
  }
}

extension UnitGroup: CustomStringConvertible {
  /// Such as `smote, predictions`.
  public var description: String { "\(method), \(isPrediction ? "predictions" : "model")" }
}
