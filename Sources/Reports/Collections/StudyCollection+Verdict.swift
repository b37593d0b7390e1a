import Statistics

extension StudyCollection {
  /// Below which p ranks differ by more than chance.
  static let significanceLevel = ComparisonVerdict.significanceLevel

  /// Friedman's test of the ranks.
  var friedman: FriedmanTest? {
    FriedmanTest(
      scores: studies.map { study in
        methods.map { study.value($0, metric.rawValue)?.mean ?? .nan }
      }, isHigherBetter: metric.isHigherBetter)
  }

  /// How far apart ranks must lie, if Friedman's test finds that any differ.
  var criticalDifference: CriticalDifference? {
    guard let friedman, friedman.pValue < Self.significanceLevel else { return nil }
    return friedman.criticalDifference(level: Self.significanceLevel)
  }

  /// What may be said about the ranks, in words.
  public var verdict: String {
    let order = methods.indices.sorted { (averageRanks[$0], $0) < (averageRanks[$1], $1) }
    let ranks = order.map { "\(methods[$0]) \(NumberText.fixed(averageRanks[$0], decimals: 2))" }
    var sentences = [
      "Average ranks over \(studies.count) studies: \(ranks.joined(separator: ", "))."
    ]
    guard let friedman else { return sentences[0] }
    let reach = FriedmanTest.reach(
      blockCount: studies.count, methodCount: methods.count, level: Self.significanceLevel,
      unit: TestReach.Unit(singular: "study", plural: "studies"))
    let test = "Friedman's test: \(NumberText.probability(friedman.pValue))"
    guard let criticalDifference else {
      sentences.append("\(test); that methods differ at all is not shown.")
      if !reach.canReachLevel { sentences.append(reach.statement) }
      return sentences.joined(separator: " ")
    }
    sentences.append(
      "\(test): methods differ. By Nemenyi's test two of them do if their ranks are more than "
        + "\(NumberText.fixed(criticalDifference.difference, decimals: 2)) apart.")
    let different = order.dropFirst().filter { criticalDifference.differ(order[0], $0) }
    sentences.append(
      different.isEmpty
        ? "The best does not differ from any other by as much."
        : "\(methods[order[0]]) is better than \(different.map { methods[$0] }.joined(separator: ", "))."
    )
    return sentences.joined(separator: " ")
  }
}
