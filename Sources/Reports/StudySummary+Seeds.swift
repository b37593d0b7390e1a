import Statistics

extension StudySummary {
  /// Over how many seeds the values of a table are, for a caption: the most that a method has, and the
  /// methods that have fewer; nil without any score.
  ///
  /// Such as: 5 seeds (gan: 4; random: 0).
  var scoredSeeds: (count: Int, fewer: [(method: String, count: Int)])? {
    guard let count = methods.map(\.runCount).max(), count > 0 else { return nil }
    return (
      count, methods.filter { $0.runCount < count }.map { (method: $0.method, count: $0.runCount) }
    )
  }

  /// That runs have no scores, and how many; nil if all have.
  var incompleteness: String? {
    let scored = methods.reduce(0) { $0 + $1.runCount }
    let all = methods.count * record.seeds.count
    guard scored < all else { return nil }
    return
      "The study is not complete: \(scored) of \(NumberText.counted(all, "run")) (a method with a "
      + "seed each) \(scored == 1 ? "has" : "have") scores on the test split."
  }
}
