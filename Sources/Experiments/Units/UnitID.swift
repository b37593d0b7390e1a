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
  }

  /// The method, by its name in the registry.
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

  /// The unit that must be finished before this one; nil for a unit that needs none.
  ///
  /// - Parameter needsFitting: whether the method has an oversampler to fit.
  /// - Returns: the oversampler's unit, for a member that needs it.
  func prerequisite(needsFitting: Bool) -> UnitID? {
    guard needsFitting, kind != .oversampler else { return nil }
    return UnitID(method: method, seed: seed, kind: .oversampler)
  }
}

extension UnitID: CustomStringConvertible {
  /// The unit's folder below the run folder's `units`, such as `gan-autoencoder/seed3/member07`.
  public var description: String {
    let run = "\(method)/seed\(seed)"
    switch kind {
    case .oversampler: return "\(run)/oversampler"
    case .memberChain: return "\(run)/members"
    case .member(let index): return "\(run)/member" + (index < 10 ? "0" : "") + "\(index)"
    }
  }

  /// Reads what `description` wrote.
  public init?(_ description: String) {
    let parts = description.split(separator: "/").map(String.init)
    guard parts.count == 3, parts[1].hasPrefix("seed"), let seed = UInt64(parts[1].dropFirst(4))
    else { return nil }
    if parts[2] == "oversampler" {
      self.init(method: parts[0], seed: seed, kind: .oversampler)
    } else if parts[2] == "members" {
      self.init(method: parts[0], seed: seed, kind: .memberChain)
    } else if parts[2].hasPrefix("member"), let index = Int(parts[2].dropFirst(6)) {
      self.init(method: parts[0], seed: seed, kind: .member(index))
    } else {
      return nil
    }
  }
}
