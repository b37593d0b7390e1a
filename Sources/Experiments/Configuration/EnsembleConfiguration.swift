import Sequences

/// How the majority is divided among the members of an ensemble (spec/01 section 5).
public struct EnsembleConfiguration: Codable, Equatable, Sendable {
  /// What a member's share of the majority is.
  public enum Subset: String, Codable, Sendable, CaseIterable {
    /// K parts that share no sample and together are the majority.
    case disjoint
    /// For each member, `bootstrapSize` different samples, drawn apart from the other members'.
    case bootstrap
  }

  /// The number of members, K; 1 is no ensembling.
  ///
  /// Default: 10.
  public var members = 10
  /// What a member's share is.
  ///
  /// Default: `disjoint`.
  public var subset = Subset.disjoint
  /// The size of a share for `bootstrap`; 0: the majority's size divided by K.
  ///
  /// Default: 0.
  public var bootstrapSize = 0
  /// Whether each member starts from the last weights and the optimiser's memory of the one before,
  /// as in the paper's published code (spec/01 D18), instead of anew.
  ///
  /// The members of a method and seed are then one unit, which a single rank computes. Default:
  /// `false`.
  public var sharedMemberModel = false

  /// The defaults.
  public init() {}

  /// What is wrong with the values.
  public func problems() -> [String] {
    var problems: [String] = []
    if members < 1 { problems.append("members must be at least 1, not \(members).") }
    if bootstrapSize < 0 {
      problems.append("bootstrapSize must not be negative, as \(bootstrapSize) is.")
    }
    return problems
  }
}
