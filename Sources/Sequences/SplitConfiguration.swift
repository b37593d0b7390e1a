/// How samples are divided into training, validation and test.
public struct SplitConfiguration: Codable, Equatable, Sendable {
  /// What decides where a sample goes.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// The earliest samples are for training, the latest for test.
    ///
    /// No two splits share a row of a series. Samples without time keep the order of the file.
    case time
    /// At random, with the same shares of every label sequence in each split.
    case stratified
    /// Whole groups at random: those of `columns.group`, or of equal beginnings of ids.
    case group
  }

  /// What decides.
  ///
  /// Default: `time`.
  public var rule = Rule.time
  /// The share for training.
  ///
  /// Default: 0.7.
  public var training = 0.7
  /// The share for validation.
  ///
  /// Default: 0.1.
  public var validation = 0.1
  /// The share for test.
  ///
  /// Default: 0.2.
  public var test = 0.2
  /// The seed of random rules, apart from the seeds of the runs: all runs see the same split.
  ///
  /// Default: 0.
  public var seed = 0
  /// Rule `group`: ids with the same text before the first occurrence of this one are a group;
  /// empty: `columns.group` says it.
  ///
  /// Default: empty.
  public var idPrefixEnd = ""

  /// The defaults.
  public init() {}
}
