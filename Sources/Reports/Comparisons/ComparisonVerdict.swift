import Statistics

/// What may be said of a comparison: a conclusion, and the grounds for it in sentences.
public struct ComparisonVerdict: Sendable, Hashable {
  /// Below which corrected p a difference counts as more than chance.
  public static let significanceLevel = 0.05

  /// What may be concluded; `rawValue` is its name in files.
  public enum Conclusion: String, Sendable, Hashable, CaseIterable {
    /// The method is better, on other seeds and other test samples alike.
    case improvement
    /// It is better on other seeds, but only these test samples can be spoken of.
    case improvementOnTheseSamples = "improvement-on-these-samples"
    /// It scored higher, and chance alone may have done that.
    case noImprovementShown = "no-improvement-shown"
    /// Whatever the difference is, it is too small to matter.
    case equivalent = "practically-the-same"
    /// Both have the same score on every seed.
    case equal
    /// It did not score higher.
    case noImprovement = "no-improvement"
    /// It is worse on other seeds, but only these test samples can be spoken of.
    case worseOnTheseSamples = "worse-on-these-samples"
    /// It is worse, on other seeds and other test samples alike.
    case worse
    /// There are scores, and no test.
    case noStatement = "no-statement"
    /// One of the two was trained without its synthetic samples, which the quality gate kept out.
    case samplesNotUsed = "samples-not-used"
    /// There are no scores to compare.
    case noComparison = "no-comparison"

    /// Whether this is good news for the method, bad news, or neither.
    public enum Tone: String, Sendable {
      case good, bad, neutral
    }

    /// Whether this is good news for the method, bad news, or neither.
    public var tone: Tone {
      switch self {
      case .improvement, .improvementOnTheseSamples: .good
      case .worse, .worseOnTheseSamples: .bad
      case .noImprovementShown, .equivalent, .equal, .noImprovement, .noStatement,
        .samplesNotUsed, .noComparison:
        .neutral
      }
    }

    /// Whether it is claimed of seeds and test samples that nobody has seen.
    public var holds: Bool { self == .improvement || self == .worse }

    /// Whether anything is said of the method.
    public var isStatement: Bool {
      switch self {
      case .noStatement, .samplesNotUsed, .noComparison: false
      case .improvement, .improvementOnTheseSamples, .noImprovementShown, .equivalent, .equal,
        .noImprovement, .worseOnTheseSamples, .worse:
        true
      }
    }

    /// Whether it is claimed of other seeds, but of these test samples only.
    public var isOfTheseSamples: Bool {
      self == .improvementOnTheseSamples || self == .worseOnTheseSamples
    }

    /// The conclusion in a few words.
    public var title: String {
      switch self {
      case .improvement: "Improvement"
      case .improvementOnTheseSamples: "Better, on these test samples only"
      case .noImprovementShown: "No improvement shown"
      case .equivalent: "No improvement: practically the same"
      case .equal: "No improvement: equal on every seed"
      case .noImprovement: "No improvement"
      case .worseOnTheseSamples: "Worse, on these test samples only"
      case .worse: "Worse"
      case .noStatement: "No statement"
      case .samplesNotUsed: "No statement: synthetic samples not used"
      case .noComparison: "No comparison"
      }
    }
  }

  /// The conclusion.
  public let conclusion: Conclusion
  /// The difference, its interval and the p that decides, in a sentence.
  public let gist: String
  /// What else speaks for and against, in sentences; may be empty.
  public let details: String

  /// All of it.
  public var grounds: String { details.isEmpty ? gist : "\(gist) \(details)" }

  /// The verdict of a comparison in the study's headline metric.
  ///
  /// - Parameters:
  ///   - comparison: The comparison.
  ///   - familySize: How many comparisons Holm's correction is over.
  init(_ comparison: MethodComparison, familySize: Int) {
    conclusion = Self.conclusion(of: comparison)
    let grounds = ComparisonGrounds(
      comparison: comparison, conclusion: conclusion, familySize: max(1, familySize))
    gist = grounds.gist
    details = grounds.details
  }

  /// What may be concluded of a comparison, by its corrected p values.
  ///
  /// A difference holds if seeds and test samples together leave a p below the level; if seeds alone
  /// do, it is said of these test samples only. Of a method whose synthetic samples were not used nothing
  /// is said.
  static func conclusion(of comparison: MethodComparison) -> Conclusion {
    guard let isBetter = comparison.isBetter else { return .noComparison }
    guard !comparison.isWithoutSamples else { return .samplesNotUsed }
    guard let paired = comparison.paired else { return .noStatement }
    guard !paired.isDegenerate else { return .equal }
    if let both = comparison.both, comparison.bothHolmP ?? both.pValue < significanceLevel {
      return isBetter ? .improvement : .worse
    }
    if comparison.holmP ?? paired.pValue < significanceLevel {
      return isBetter ? .improvementOnTheseSamples : .worseOnTheseSamples
    }
    if let interval = comparison.both?.interval, let region = comparison.region,
      interval.lowerBound >= -region, interval.upperBound <= region
    {
      return .equivalent
    }
    return isBetter ? .noImprovementShown : .noImprovement
  }
}
