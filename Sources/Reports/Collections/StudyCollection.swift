import Figures
import Files
import Statistics

/// Several studies side by side: which method does best across data sets.
///
/// Each study is a block: its methods are ranked by their means, 1 for the best, equal ones sharing
/// their ranks, and ranks are averaged over studies. Only methods that every study has are ranked, and
/// of these only those whose synthetic samples were used in every study.
public struct StudyCollection: Sendable {
  /// The studies, in the order given.
  public let studies: [StudyResult]
  /// What is compared.
  public let metric: Metric
  /// The methods that every study has and used the samples of, in the order of the first.
  public let methods: [String]
  /// What others are compared with: one of `methods`; nil if studies do not agree on one.
  public let baseline: String?
  /// Friedman's test of the methods' ranks.
  let friedman: FriedmanTest
  /// How far apart ranks must lie by Nemenyi's test, whether or not Friedman's finds a difference.
  let criticalDifference: CriticalDifference
  /// All pairs of `methods`, the better rank first; by the rank of the first, then of the second.
  let pairs: [CollectionPair]
  /// The methods that some study lacks or did not use the samples of.
  let others: [String]
  /// Which methods are left out, a sentence each.
  public let leftOut: [String]
  /// What speaks against taking the numbers as they are, a sentence each.
  public let cautions: [String]

  /// Their average ranks, in the order of `methods`.
  public var averageRanks: [Double] { friedman.averageRanks }

  /// The methods by rank, the best first, as indices.
  var order: [Int] { criticalDifference.order }

  /// A collection of studies.
  ///
  /// - Parameters:
  ///   - studies: two or more.
  ///   - metric: what to compare; nil: what the first study is about.
  ///   - baseline: what to compare others with; nil: the baseline of all studies, if they agree.
  /// - Throws: `StudyCollectionError` if nothing can be ranked, or if two studies are the same.
  public init(
    _ studies: [StudyResult], metric: String? = nil, baseline: String? = nil
  ) throws(StudyCollectionError) {
    guard studies.count > 1, let first = studies.first else { throw .tooFew }
    let name = metric ?? first.headline
    guard let metric = Metric(rawValue: name) else {
      throw .unknownMetric(name, Metric.allCases.map(\.rawValue))
    }
    try Self.requireDifferent(studies)
    self.metric = metric
    let named = Self.unique(studies)
    let choice = RankedMethods(named, metric)
    let methods = choice.ranked
    let scores = named.map { study in
      methods.map { (study.value($0, name)?.mean ?? .nan).withoutRounding }
    }
    guard let friedman = FriedmanTest(scores: scores, isHigherBetter: metric.isHigherBetter) else {
      throw .nothingInCommon(studies.map(\.source))
    }
    if let baseline, !methods.contains(baseline) { throw .unknownBaseline(baseline, methods) }
    let common = named.allSatisfy { $0.baseline == first.baseline } ? first.baseline : nil
    self.baseline = baseline ?? common.flatMap { methods.contains($0) ? $0 : nil }
    self.studies = named
    self.methods = methods
    self.friedman = friedman
    criticalDifference = friedman.criticalDifference(level: Self.significanceLevel)
    others = choice.others
    leftOut = choice.reasons
    pairs = CollectionPair.all(
      methods: methods, scores: scores, metric: metric, friedman: friedman,
      order: criticalDifference.order, baseline: self.baseline)
    cautions = CollectionCautions(named, methods: methods, metric: metric).sentences
  }

  /// Throws if two studies are of the same data with the same configuration.
  private static func requireDifferent(
    _ studies: [StudyResult]
  ) throws(StudyCollectionError) {
    var sources: [StudyIdentity: String] = [:]
    for study in studies {
      guard let identity = study.identity else { continue }
      if let earlier = sources[identity] { throw .sameStudy(earlier, study.source) }
      sources[identity] = study.source
    }
  }

  /// The studies with distinct names: equal ones get their folder behind them.
  private static func unique(_ studies: [StudyResult]) -> [StudyResult] {
    studies.map { study in
      var study = study
      if studies.count(where: { $0.dataset == study.dataset }) > 1 {
        study.dataset += " (\(study.source))"
      }
      return study
    }
  }

  /// The files of the comparison.
  public var files: [StudyReport.File] {
    [
      StudyReport.File(name: "comparison.md", contents: markdown),
      StudyReport.File(name: "comparison.tex", contents: latex),
      StudyReport.File(name: "comparison.csv", contents: csv),
      StudyReport.File(name: "pairs.csv", contents: pairsCSV),
      StudyReport.File(name: "ranks.svg", contents: rankFigure.file),
      StudyReport.File(name: "comparison.html", contents: html),
    ]
  }

  /// What the terminal shows: the verdict, then what to mind.
  public var terminalText: String {
    let notes = (cautions + leftOut).flatMap { TerminalText.wrapped("- \($0)", indentation: 2) }
    return (TerminalText.wrapped(verdict, indentation: 0) + notes).joined(separator: "\n")
  }
}
