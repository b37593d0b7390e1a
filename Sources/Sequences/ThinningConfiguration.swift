/// Leaving out samples of some classes at random, until the classes have given shares: `data.thin`.
///
///     thin: {classes: {positive: 0.01}}
///
/// Samples are left out after classes were merged and duplicates removed, and before anything is
/// fitted.
public struct ThinningConfiguration: Codable, Equatable, Sendable {
  /// Which samples are thinned.
  public enum Scope: String, Codable, Sendable, CaseIterable {
    /// Those of the training split.
    case training
    /// Those of the training and the validation split, each for itself.
    case trainingAndValidation = "training-and-validation"
    /// Those of all three splits, each for itself.
    case all
  }

  /// The share of a split's samples that a class shall have, by the class's name.
  ///
  /// A class that has less already stays whole, with a warning. Default: empty.
  public var classes: [String: Double] = [:]
  /// Which splits are thinned.
  ///
  /// Default: `training`.
  public var splits = Scope.training
  /// The seed of the choice, apart from the seeds of the runs: all runs see the same samples.
  ///
  /// Default: 0.
  public var seed = 0

  /// The defaults.
  public init() {}
}
