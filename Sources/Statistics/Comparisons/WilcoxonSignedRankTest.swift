import Foundation

/// Wilcoxon's signed-rank test of paired differences, two-sided.
///
///     WilcoxonSignedRankTest(differences: [0.3, 0.1, 0.4, 0.2, 0.5])?.pValue  // 0.0625
///
/// The sizes of the differences are ranked; W+ is the sum of the ranks of positive ones. Assumes
/// independent differences from distributions symmetric about 0 if there is no effect. Equal sizes
/// share the mean of their ranks. Wilcoxon 1945; `scipy.stats.wilcoxon`.
public struct WilcoxonSignedRankTest: Sendable, Hashable {
  /// What becomes of differences of 0.
  public enum Zeros: String, Sendable, Codable, CaseIterable {
    /// They are left out before ranking (Wilcoxon's own rule).
    case dropped
    /// They take the lowest ranks, which are left out of the sum (Pratt 1959).
    case ranked
  }

  /// Up to how many differences other than 0 the p value is exact: 200, in some milliseconds.
  public static let largestExactCount = 200

  /// The number of pairs.
  public let pairCount: Int
  /// The number of differences other than 0.
  public let nonzeroCount: Int
  /// W+, the sum of the ranks of positive differences.
  public let positiveRankSum: Double
  /// W-, the sum of the ranks of negative differences.
  public let negativeRankSum: Double
  /// (W+ - its mean) / its standard deviation, ties accounted for, without continuity correction;
  /// 0 if all differences are 0.
  public let zStatistic: Double
  /// The share of all sign patterns of these ranks at least as far from the mean as W+.
  ///
  /// Ties and zeros included, as in `scipy.stats.permutation_test`; nil above `largestExactCount`.
  public let exactPValue: Double?
  /// From the normal approximation, without continuity correction.
  public let normalPValue: Double
  /// From the normal approximation of |W+ - mean| - 1/2.
  public let continuityCorrectedPValue: Double

  /// The exact p, or where there are too many differences the continuity-corrected one.
  public var pValue: Double { exactPValue ?? continuityCorrectedPValue }

  /// The test of `first` - `second`.
  ///
  /// Differences closer to each other or to 0 than the rounding of the values count as equal: 0.3 -
  /// 0.2 and 0.4 - 0.3 are one tie.
  ///
  /// Nil without pairs or if a value is not finite.
  ///
  /// - Precondition: both arms have the same length.
  public init?(_ first: [Double], _ second: [Double], zeros: Zeros = .dropped) {
    precondition(first.count == second.count, "A paired test needs pairs.")
    guard (first + second).allSatisfy(\.isFinite) else { return nil }
    let largest = (first + second).reduce(0) { max($0, abs($1)) }
    self.init(
      zip(first, second).map { $0 - $1 }, zeros: zeros, tolerance: 8 * Double.ulpOfOne * largest)
  }

  /// The test of differences.
  ///
  /// Nil without differences or if one is not finite. All differences 0: p is 1.
  ///
  /// - Complexity: O(n³) up to `largestExactCount` differences, O(n log n) above.
  public init?(differences: [Double], zeros: Zeros = .dropped) {
    self.init(differences, zeros: zeros, tolerance: 0)
  }

  private init?(_ differences: [Double], zeros: Zeros, tolerance: Double) {
    guard !differences.isEmpty, differences.allSatisfy(\.isFinite) else { return nil }
    pairCount = differences.count
    let signed = differences.map { abs($0) <= tolerance ? 0 : $0 }
    let ranked = zeros == .dropped ? signed.filter { $0 != 0 } : signed
    let ranks = doubledMidranks(ranked.map(abs), tolerance: tolerance)
    let nonzero = ranked.indices.filter { ranked[$0] != 0 }
    nonzeroCount = nonzero.count
    let doubled = nonzero.map { ranks[$0] }
    let total = doubled.reduce(0, +)
    let positive = nonzero.reduce(0) { $0 + (ranked[$1] > 0 ? ranks[$1] : 0) }
    positiveRankSum = Double(positive) / 2
    negativeRankSum = Double(total - positive) / 2
    // Each rank has a random sign: mean half their sum, variance a quarter of their squares' sum,
    // which holds with ties and Pratt's ranks as it stands.
    let deviation = Double(2 * positive - total) / 4
    let spread = doubled.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() / 4
    zStatistic = spread == 0 ? 0 : deviation / spread
    normalPValue = NormalDistribution.twoSidedTail(zStatistic)
    let continued = max(0, abs(deviation) - 0.5)
    continuityCorrectedPValue =
      spread == 0 ? 1 : NormalDistribution.twoSidedTail(continued / spread)
    exactPValue =
      doubled.count > Self.largestExactCount ? nil : Self.exact(doubled, positive: positive)
  }

  /// P(|2 W - total| >= |2 W+ - total|) over all sign patterns, from the distribution of sums.
  private static func exact(_ doubledRanks: [Int], positive: Int) -> Double {
    let total = doubledRanks.reduce(0, +)
    var probabilities = Array(repeating: 0.0, count: total + 1)
    probabilities[0] = 1
    var largest = 0
    for rank in doubledRanks {
      largest += rank
      for sum in stride(from: largest, through: 0, by: -1) {
        let without = probabilities[sum]
        probabilities[sum] = (without + (sum >= rank ? probabilities[sum - rank] : 0)) / 2
      }
    }
    let distance = abs(2 * positive - total)
    var p = 0.0
    for sum in 0...total where abs(2 * sum - total) >= distance { p += probabilities[sum] }
    return min(1, p)
  }

  /// The smallest p that `pairCount` pairs without zeros and ties can have: 2^(1 - n), at most 1.
  ///
  /// - Returns: nil without pairs. Above `largestExactCount`: of the normal approximation.
  public static func smallestPValue(pairCount: Int) -> Double? {
    guard pairCount > 0 else { return nil }
    guard pairCount > largestExactCount else { return pow(2, 1 - Double(pairCount)) }
    let n = Double(pairCount)
    let spread = (n * (n + 1) * (2 * n + 1) / 24).squareRoot()
    return NormalDistribution.twoSidedTail((n * (n + 1) / 4 - 0.5) / spread)
  }

  /// What the test can say with `pairCount` pairs, none of them a zero.
  public static func reach(
    pairCount: Int, level: Double = 0.05, familySize: Int = 1, unit: TestReach.Unit = .seeds
  ) -> TestReach {
    TestReach(
      size: pairCount, unit: unit, level: level, familySize: familySize, largestSize: 1000,
      smallestPValue: { smallestPValue(pairCount: $0) })
  }
}
