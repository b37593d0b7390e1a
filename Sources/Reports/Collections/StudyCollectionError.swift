/// Why studies cannot be compared, as a sentence.
public enum StudyCollectionError: Error, Hashable, CustomStringConvertible {
  /// A summary is no JSON of ours.
  case damaged(String)
  /// There are no two studies.
  case tooFew
  /// Two of the folders are one.
  case sameFolder(String, String)
  /// Two folders hold the same study: its data and its configuration.
  case sameStudy(String, String)
  /// No two methods are in all studies.
  case nothingInCommon([String])
  /// The metric is not one of ours.
  case unknownMetric(String, [String])
  /// What others are to be compared with is not ranked.
  case unknownBaseline(String, [String])

  /// Whether the command line is to be mended, rather than what it names.
  public var isWrongUsage: Bool {
    switch self {
    case .tooFew, .sameFolder, .sameStudy, .unknownMetric, .unknownBaseline: true
    case .damaged, .nothingInCommon: false
    }
  }

  /// A sentence.
  public var description: String {
    switch self {
    case .damaged(let source):
      "\(source)/results/summary.json is damaged: it is not what this program writes. "
        + "'counterweight report \(source)' writes it anew."
    case .tooFew:
      "There is one study only; name the folders of two or more."
    case .sameFolder(let first, let second):
      "\(first == second ? "\(first) is named twice" : "\(first) and \(second) are one folder"); "
        + "name each study once, for ranks count every folder as an independent data set."
    case .sameStudy(let first, let second):
      "\(first) and \(second) hold the same study: the same data and the same configuration. "
        + "Name one of them, for ranks count every folder as an independent data set."
    case .nothingInCommon(let sources):
      "No two methods have a score in all of \(sources.joined(separator: ", ")); "
        + "only methods that every study has can be ranked."
    case .unknownMetric(let name, let names):
      "There is no metric '\(name)'; the metrics are \(names.joined(separator: ", "))."
    case .unknownBaseline(let name, let names):
      "'\(name)' is not ranked, so that nothing can be compared with it; ranked are "
        + "\(names.joined(separator: ", "))."
    }
  }
}
