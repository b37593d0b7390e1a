import Foundation

/// Friedman's test of several methods on the same blocks (data sets, or seeds).
///
///     let test = FriedmanTest(scores: [[0.7, 0.8, 0.9], [0.6, 0.7, 0.9], [0.5, 0.4, 0.6]])
///     test?.averageRanks  // [2.67, 2.33, 1]
///
/// Methods are ranked within each block, 1 for the best; the test asks whether average ranks differ
/// more than random ranks would. Assumes independent blocks and nothing about the scores' scale.
/// Friedman 1937; Demšar, "Statistical comparisons of classifiers over multiple data sets" (2006).
public struct FriedmanTest: Sendable, Hashable {
  /// The number of blocks, N.
  public let blockCount: Int
  /// The number of methods, k.
  public let methodCount: Int
  /// Each method's mean rank over blocks, 1 for the best.
  public let averageRanks: [Double]
  /// Friedman's statistic, corrected for ties: `scipy.stats.friedmanchisquare`.
  ///
  /// 0 if all methods are equal in all blocks.
  public let chiSquared: Double
  /// The p of `chiSquared` with k - 1 degrees of freedom; too large for few blocks.
  public let chiSquaredPValue: Double
  /// Iman and Davenport's (N - 1) χ² / (N (k - 1) - χ²), infinite if all blocks agree.
  public let imanDavenport: Double
  /// The p of `imanDavenport` as F with k - 1 and (k - 1)(N - 1) degrees of freedom.
  ///
  /// Nearer to its level than chi-squared with many blocks (Iman and Davenport 1980); with five or
  /// fewer it rejects too often: 6 to 7 % at a level of 5 %, and 18 % with three methods and
  /// blocks.
  public let imanDavenportPValue: Double
  /// The share of all permutations within blocks at least as extreme; nil where there are too many.
  public let exactPValue: Double?

  /// The exact p; where there are too many permutations chi-squared's, or from ten blocks on Iman
  /// and Davenport's.
  ///
  /// Never rejects more often than its level says, but for chance (`Sources/Statistics/README.md`).
  public var pValue: Double {
    exactPValue ?? (blockCount < Self.fewBlocks ? chiSquaredPValue : imanDavenportPValue)
  }

  /// Below so many blocks Iman and Davenport's p is too small.
  private static let fewBlocks = 10

  /// The test of a table of scores.
  ///
  /// Nil with fewer than two blocks or methods, or if a score is not finite.
  ///
  /// - Parameters:
  ///   - scores: One row per block, one column per method.
  ///   - isHigherBetter: Whether the largest score gets rank 1.
  /// - Precondition: rows have the same length.
  /// - Complexity: O(N k log k), and up to about a tenth of a second for the exact p.
  public init?(scores: [[Double]], isHigherBetter: Bool = true) {
    let methods = scores.first?.count ?? 0
    precondition(scores.allSatisfy { $0.count == methods }, "Each block needs all methods.")
    guard scores.count >= 2, methods >= 2, scores.joined().allSatisfy(\.isFinite) else {
      return nil
    }
    blockCount = scores.count
    methodCount = methods
    let ranks = scores.map { row in doubledMidranks(row.map { isHigherBetter ? -$0 : $0 }) }
    let sums = (0..<methods).map { method in ranks.reduce(0) { $0 + $1[method] } }
    averageRanks = sums.map { Double($0) / Double(2 * scores.count) }
    // In doubled ranks all is whole: (k - 1) Σ (R - mean)² / Σ (r - mean)², which is the statistic
    // with its correction for ties.
    let (n, k) = (scores.count, methods)
    let between = sums.reduce(0) { $0 + ($1 - n * (k + 1)) * ($1 - n * (k + 1)) }
    let within = ranks.joined().reduce(0) { $0 + ($1 - (k + 1)) * ($1 - (k + 1)) }
    let degrees = Double(k - 1)
    guard within > 0 else {
      (chiSquared, chiSquaredPValue, imanDavenport, imanDavenportPValue) = (0, 1, 0, 1)
      exactPValue = 1
      return
    }
    chiSquared = degrees * Double(between) / Double(within)
    chiSquaredPValue = ChiSquaredDistribution(degreesOfFreedom: degrees).upperTail(chiSquared)
    // N (k - 1) - χ² is 0 when all blocks agree: asked of whole numbers, not of rounded ones.
    let rest = n * within - between
    imanDavenport = rest == 0 ? .infinity : Double(n - 1) * Double(between) / Double(rest)
    imanDavenportPValue =
      rest == 0
      ? 0
      : FDistribution(
        numeratorDegrees: degrees, denominatorDegrees: degrees * Double(n - 1)
      ).upperTail(imanDavenport)
    exactPValue = Self.exact(ranks, between: between)
  }

  /// The smallest `pValue` with N blocks that all agree: exact (1 / k!)^(N - 1).
  ///
  /// - Returns: where there is no exact p that of χ² = N (k - 1), or 0 for Iman and Davenport's,
  ///   which has no bound; nil where there is no test.
  public static func smallestPValue(blockCount: Int, methodCount: Int) -> Double? {
    guard blockCount >= 2, methodCount >= 2 else { return nil }
    guard isExact(blockCount: blockCount, methodCount: methodCount) else {
      guard blockCount < fewBlocks else { return 0 }
      return ChiSquaredDistribution(degreesOfFreedom: Double(methodCount - 1))
        .upperTail(Double(blockCount * (methodCount - 1)))
    }
    return exp(-logGamma(Double(methodCount + 1)) * Double(blockCount - 1))
  }

  /// What the test can say with so many blocks and methods.
  public static func reach(
    blockCount: Int, methodCount: Int, level: Double = 0.05, unit: TestReach.Unit = .blocks
  ) -> TestReach {
    TestReach(
      size: blockCount, unit: unit, level: level, familySize: 1, largestSize: 100,
      smallestPValue: { smallestPValue(blockCount: $0, methodCount: methodCount) })
  }

  // MARK: Exact distribution

  /// Whether the distribution of rank sums is small enough to be computed.
  static func isExact(blockCount: Int, methodCount: Int) -> Bool {
    switch methodCount {
    case 2: blockCount <= 500
    case 3: blockCount <= 30
    case 4: blockCount <= 10
    case 5: blockCount <= 5
    default: false
    }
  }

  /// The share of all permutations within blocks whose rank sums spread at least as much.
  ///
  /// Blocks are independent and each permutation of a block's ranks equally likely: the rank sums'
  /// distribution is built block by block. It is the same for all orders of methods, so that only
  /// sorted sums are kept.
  private static func exact(_ ranks: [[Int]], between: Int) -> Double? {
    let (n, k) = (ranks.count, ranks[0].count)
    guard isExact(blockCount: n, methodCount: k) else { return nil }
    var distribution: [[Int]: Double] = [ranks[0].sorted(): 1]
    for row in ranks.dropFirst() {
      let patterns = permutations(row)
      let share = 1 / Double(patterns.count)
      var next: [[Int]: Double] = [:]
      // Sorted, for sums in one order on every run.
      for (sums, probability) in distribution.sorted(by: {
        $0.key.lexicographicallyPrecedes($1.key)
      }
      ) {
        for pattern in patterns {
          next[zip(sums, pattern).map(+).sorted(), default: 0] += probability * share
        }
      }
      distribution = next
    }
    let centre = n * (k + 1)
    let extreme = distribution.filter { sums, _ in
      sums.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } >= between
    }
    return min(1, extreme.values.sorted().reduce(0, +))
  }

  /// The distinct orders of `values`, which are equally likely.
  private static func permutations(_ values: [Int]) -> [[Int]] {
    guard values.count > 1 else { return [values] }
    return Set(values).sorted().flatMap { first -> [[Int]] in
      var rest = values
      if let position = rest.firstIndex(of: first) { rest.remove(at: position) }
      return permutations(rest).map { [first] + $0 }
    }
  }
}
