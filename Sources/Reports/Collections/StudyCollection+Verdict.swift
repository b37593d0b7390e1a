import Statistics

extension StudyCollection {
  /// What may be said about the ranks, in words.
  public var verdict: String {
    let order = methods.indices.sorted { (averageRanks[$0], $0) < (averageRanks[$1], $1) }
    let ranks = order.map { "\(methods[$0]) \(NumberText.fixed(averageRanks[$0], decimals: 2))" }
    return "Average ranks over \(studies.count) studies: \(ranks.joined(separator: ", "))."
  }
}
