import Statistics

/// A comparison with the baseline in words: what may be said, and on what grounds.
struct ComparisonVerdict {
  /// Below which corrected p a difference counts as more than chance.
  static let significanceLevel = 0.05

  /// The conclusion, such as `No improvement shown`.
  let conclusion: String
  /// The numbers behind it, in sentences.
  let grounds: String

  /// The verdict of a comparison in the study's headline metric.
  ///
  /// - Parameters:
  ///   - comparison: The comparison.
  ///   - familySize: How many methods Holm's correction is over.
  init(_ comparison: MethodComparison, familySize: Int) {
    guard let method = comparison.methodMean, let baseline = comparison.baselineMean,
      let difference = comparison.meanDifference
    else {
      conclusion = "No comparison"
      grounds =
        "There is no seed on which \(comparison.metric.title) is defined for both "
        + "\(comparison.method) and \(comparison.baseline)."
      return
    }
    let values =
      "\(comparison.metric.title) \(NumberText.fixed(method)) against \(NumberText.fixed(baseline))"
    guard let test = comparison.paired else {
      conclusion = "No statement"
      grounds =
        "On the one seed that both have: \(values), a difference of "
        + "\(NumberText.signed(difference)). One seed has no spread, so there is no test; run more."
      return
    }
    let means =
      "Mean \(values) on \(comparison.pairCount) common seeds: \(NumberText.signed(difference))"
    guard !test.isDegenerate else {
      conclusion = test.statistic == 0 ? "No improvement" : "No statement"
      grounds =
        test.statistic == 0
        ? "\(means). Both are equal on every seed."
        : "\(means), the same on every seed; without spread the t-test says nothing. "
          + Self.signFlip(comparison)
      return
    }
    let isBetter = (difference > 0) == comparison.metric.isHigherBetter
    let pValue = comparison.holmP ?? test.pValue
    let isSignificant = pValue < Self.significanceLevel
    conclusion =
      switch (isBetter, isSignificant) {
      case (true, true): "Improvement"
      case (true, false): "No improvement shown"
      case (false, true): "Worse than the baseline"
      case (false, false): "No improvement"
      }
    let interval =
      "95 % interval \(NumberText.signed(test.interval.lowerBound)) to "
      + NumberText.signed(test.interval.upperBound)
    let relative =
      comparison.relativeDifference
      .map { ", \(NumberText.signed(100 * $0, decimals: 1)) %" } ?? ""
    var sentences = ["\(means) (\(interval)\(relative))."]
    sentences.append(
      "Paired t-test: t = \(NumberText.fixed(test.statistic, decimals: 2)), "
        + "df = \(NumberText.fixed(test.degreesOfFreedom, decimals: 0)), "
        + "\(NumberText.probability(test.pValue))\(Self.holm(comparison, familySize)).")
    if !isSignificant {
      sentences.append("Chance alone gives such a difference too often to rule it out.")
    }
    if let corrected = comparison.corrected {
      sentences.append("Nadeau-Bengio corrected: \(NumberText.probability(corrected.pValue)).")
    }
    sentences.append(Self.signFlip(comparison))
    if isSignificant {
      sentences += Self.doubts(comparison)
    }
    grounds = sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func holm(_ comparison: MethodComparison, _ familySize: Int) -> String {
    guard let holmP = comparison.holmP, familySize > 1 else { return "" }
    return ", Holm-corrected over \(familySize) methods \(NumberText.probability(holmP))"
  }

  private static func signFlip(_ comparison: MethodComparison) -> String {
    guard let pValue = comparison.signFlipP, let smallest = comparison.smallestP.signFlip else {
      return ""
    }
    return "Exact sign-flip test: \(NumberText.probability(pValue)) (smallest possible with "
      + "\(comparison.pairCount) seeds: \(NumberText.fixed(smallest)))."
  }

  /// Which of the other tests do not share a significant result, and why.
  private static func doubts(_ comparison: MethodComparison) -> [String] {
    var sentences: [String] = []
    if let corrected = comparison.corrected, corrected.pValue >= significanceLevel {
      sentences.append("The Nadeau-Bengio test does not confirm it.")
    }
    if let pValue = comparison.signFlipP, let smallest = comparison.smallestP.signFlip,
      pValue >= significanceLevel
    {
      sentences.append(
        smallest >= significanceLevel
          ? "The sign-flip test cannot confirm anything with so few seeds."
          : "The sign-flip test does not confirm it.")
    }
    return sentences
  }
}
