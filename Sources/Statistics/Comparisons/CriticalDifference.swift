/// Which of several methods differ in their average ranks: the numbers of a critical-difference
/// diagram (Demšar 2006).
///
///     CriticalDifference(averageRanks: [1.4, 2.1, 2.5], blockCount: 14).groups  // [[0, 1], [1, 2]]
///
/// Two methods differ at the level if their average ranks are further apart than
/// q sqrt(k (k + 1) / (6 N)), with q the studentised range's quantile of k groups divided by sqrt(2) (Nemenyi 1963).
public struct CriticalDifference: Sendable, Hashable {
  /// The average ranks, by method.
  public let averageRanks: [Double]
  /// The number of blocks that ranks were averaged over.
  public let blockCount: Int
  /// The level.
  public let level: Double
  /// How far apart average ranks must be.
  public let difference: Double
  /// Methods from the best rank to the worst.
  public let order: [Int]
  /// Methods that do not differ among each other, each group from the best to the worst.
  ///
  /// Only groups of at least two that no other group contains: the bars of the diagram.
  public let groups: [[Int]]

  /// The critical difference of average ranks.
  ///
  /// - Parameters:
  ///   - averageRanks: One per method, 1 for the best.
  ///   - blockCount: How many blocks they are averaged over.
  ///   - level: The chance of any false difference if there is none.
  /// - Precondition: at least two methods and one block, finite ranks, `level` in (0, 1).
  public init(averageRanks: [Double], blockCount: Int, level: Double = 0.05) {
    precondition(averageRanks.count >= 2 && blockCount >= 1, "Ranks need methods and blocks.")
    precondition(averageRanks.allSatisfy(\.isFinite), "Average ranks are finite.")
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    self.averageRanks = averageRanks
    self.blockCount = blockCount
    self.level = level
    let k = Double(averageRanks.count)
    let quantile =
      StudentizedRangeDistribution(groupCount: averageRanks.count)
      .upperQuantile(level) / 2.0.squareRoot()
    let difference = quantile * (k * (k + 1) / (6 * Double(blockCount))).squareRoot()
    self.difference = difference
    let order = averageRanks.indices.sorted {
      (averageRanks[$0], $0) < (averageRanks[$1], $1)
    }
    self.order = order
    var groups: [[Int]] = []
    var reached = 0
    for start in order.indices {
      let end =
        order.indices.last { averageRanks[order[$0]] - averageRanks[order[start]] <= difference }
        ?? start
      // A group that ends where the one before did lies inside it.
      if end > start, end > reached {
        groups.append(order[start...end].map { $0 })
        reached = end
      }
    }
    self.groups = groups
  }

  /// Whether two methods differ at the level.
  public func differ(_ first: Int, _ second: Int) -> Bool {
    abs(averageRanks[first] - averageRanks[second]) > difference
  }
}

extension FriedmanTest {
  /// Which methods differ, by Nemenyi's critical difference.
  public func criticalDifference(level: Double = 0.05) -> CriticalDifference {
    CriticalDifference(averageRanks: averageRanks, blockCount: blockCount, level: level)
  }
}
