/// How the members of one method and seed do on the minority samples that they were trained on, of one
/// kind: means over members (spec/01 section 16, 5).
public struct TrainingFitRecord: Sendable, Hashable {
  /// Which minority samples.
  public enum Minority: String, Sendable, CaseIterable {
    /// Those of the data.
    case real
    /// Those that an oversampler made.
    case synthetic
  }

  /// The method.
  public var method: String
  /// The seed.
  public var seed: UInt64
  /// Which minority samples.
  public var minority: Minority
  /// The minority F1 over the members' majority and these samples; nil if not defined.
  public var f1: Double?
  /// The share of these samples whose label sequence is predicted; nil if not defined.
  public var recall: Double?
  /// How many members it is the mean of: those that have such samples.
  public var members: Int

  /// A fit as given.
  public init(
    method: String, seed: UInt64, minority: Minority, f1: Double?, recall: Double?, members: Int
  ) {
    self.method = method
    self.seed = seed
    self.minority = minority
    self.f1 = f1
    self.recall = recall
    self.members = members
  }
}
