/// How samples are divided into training, validation and test: `data.split`.
public struct SplitConfiguration: Codable, Equatable, Sendable {
  /// What decides where a sample goes.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// The earliest samples are for training, the latest for test.
    ///
    /// No two splits share a row of a series. Samples without time keep the order of the file.
    case time
    /// At random, with the same shares of every label sequence in each split.
    case stratified
    /// Whole groups at random: those of `columns.group`, or of equal beginnings of ids; of sliding
    /// windows, without these, whole ids.
    case group
    /// As `column` says.
    ///
    /// If no sample is for validation, `validationRule` takes some from training.
    case given
  }

  /// What decides.
  ///
  /// With files for training and test, it decides which training samples become validation.
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
  /// Rule `given`, format `long-csv`: the column that names a sample's split.
  ///
  /// Default: empty.
  public var column = ""
  /// Rule `given`: what the column says of training samples.
  ///
  /// Default: `train` and `training`.
  public var trainingNames = ["train", "training"]
  /// Rule `given`: what the column says of validation samples.
  ///
  /// Default: `validation`, `valid`, `val` and `dev`.
  public var validationNames = ["validation", "valid", "val", "dev"]
  /// Rule `given`: what the column says of test samples.
  ///
  /// Default: `test`.
  public var testNames = ["test"]
  /// Rule `given`: how validation samples are taken from training if none are given.
  ///
  /// Default: `time`.
  public var validationRule = Rule.time

  /// The defaults.
  public init() {}
}

extension SplitConfiguration {
  /// How validation samples are taken from training samples.
  var ruleOfValidation: Rule { rule == .given ? validationRule : rule }
}
