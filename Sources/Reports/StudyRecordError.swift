/// Why a record cannot be reported.
public enum StudyRecordError: Error, Hashable, CustomStringConvertible {
  /// A method is named twice.
  case duplicateMethod(String)
  /// A seed is named twice.
  case duplicateSeed(UInt64)
  /// The baseline is none of the methods.
  case unknownBaseline(String, [String])
  /// A run's method is none of the methods.
  case unknownMethod(String, [String])
  /// A run's seed is none of the seeds.
  case unknownSeed(UInt64, String)
  /// Two runs have the same method, seed, predictor and split.
  case duplicateRun(String, UInt64, Predictor, ScoredSplit)

  /// A sentence.
  public var description: String {
    switch self {
    case .duplicateMethod(let method):
      "The method '\(method)' is listed twice; list each method once."
    case .duplicateSeed(let seed):
      "The seed \(seed) is listed twice; list each seed once."
    case .unknownBaseline(let baseline, let methods):
      "The baseline '\(baseline)' is none of the methods \(methods.joined(separator: ", ")); "
        + "add it to them or name one of them."
    case .unknownMethod(let method, let methods):
      "A run is of the method '\(method)', which is none of the methods "
        + "\(methods.joined(separator: ", "))."
    case .unknownSeed(let seed, let method):
      "A run of the method '\(method)' has the seed \(seed), which is none of the study's seeds."
    case .duplicateRun(let method, let seed, let predictor, let split):
      "The method '\(method)' with seed \(seed) has two scores of its \(predictor.name) on the "
        + "\(split.rawValue) split; a run is scored once."
    }
  }
}
