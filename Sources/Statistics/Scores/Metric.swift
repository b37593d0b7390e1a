/// The scores that a study reports, by stable names.
///
/// Raw values go into files (`runs.csv`, `summary.json`) and configurations; they never change.
/// The order of cases is the order of columns.
public enum Metric: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
  /// Mean F1 of the minority classes.
  case minorityF1 = "minority-f1"
  /// Mean precision of the minority classes.
  case minorityPrecision = "minority-precision"
  /// Mean recall of the minority classes.
  case minorityRecall = "minority-recall"
  /// Average precision of the minority probability.
  case prAUC = "pr-auc"
  /// Area under the receiver operating characteristic of the minority probability.
  case rocAUC = "roc-auc"
  /// Matthews' correlation, R_K for more than two classes.
  case mcc = "mcc"
  /// Geometric mean of the classes' recalls.
  case gMean = "g-mean"
  /// Arithmetic mean of the classes' recalls.
  case balancedAccuracy = "balanced-accuracy"
  /// Mean negative log probability of the truth.
  case logLoss = "log-loss"
  /// Mean squared distance of the minority probability from the truth.
  case brier = "brier"
  /// Expected calibration error of the minority probability, in ten bins of equal width.
  case calibrationError = "calibration-error"
  /// F1 of label sequences being some minority's, whichever it is.
  case anyMinorityF1 = "any-minority-f1"
  /// The share of label sequences that are right in all positions.
  case exactMatch = "exact-match"
  /// The share of single labels that are right, over all positions.
  case positionAccuracy = "position-accuracy"

  /// The metrics of data whose samples have one label each.
  public static let ofSingleLabels = allCases.filter { !ofLabelSequences.contains($0) }
  /// The metrics that only label sequences have.
  public static let ofLabelSequences: [Metric] = [
    .anyMinorityF1, .exactMatch, .positionAccuracy,
  ]

  /// The metrics of probabilities themselves, of which the smaller is the better; a detector has none.
  public static let ofProbabilities: [Metric] = [.logLoss, .brier, .calibrationError]

  /// The name for people, such as a column's heading.
  public var title: String {
    switch self {
    case .minorityF1: "minority F1"
    case .minorityPrecision: "precision"
    case .minorityRecall: "recall"
    case .prAUC: "PR-AUC"
    case .rocAUC: "ROC-AUC"
    case .mcc: "MCC"
    case .gMean: "G-mean"
    case .balancedAccuracy: "balanced accuracy"
    case .logLoss: "log loss"
    case .brier: "Brier score"
    case .calibrationError: "calibration error"
    case .anyMinorityF1: "any-minority F1"
    case .exactMatch: "exact match"
    case .positionAccuracy: "position accuracy"
    }
  }

  /// Whether a larger value is the better one.
  public var isHigherBetter: Bool { !Metric.ofProbabilities.contains(self) }

  /// The values that it can have.
  public var range: ClosedRange<Double> {
    switch self {
    case .mcc: -1...1
    case .logLoss: 0...Double.infinity
    default: 0...1
    }
  }

  /// When the value is undefined, in words that follow "undefined: ".
  public var undefinedReason: String {
    switch self {
    case .minorityF1, .minorityPrecision, .minorityRecall:
      "the scored samples hold no minority sample of a known class"
    case .prAUC: "the scored samples hold no minority sample, or a probability is not a number"
    case .rocAUC: "the scored samples hold a single class, or a probability is not a number"
    case .mcc, .gMean, .balancedAccuracy: "there is no sample of a known class"
    case .logLoss, .brier, .calibrationError:
      "there is no sample, or a probability is not a number"
    case .anyMinorityF1: "samples have one label, or none is a minority's"
    case .exactMatch, .positionAccuracy: "samples have one label, or there is no sample"
    }
  }
}
