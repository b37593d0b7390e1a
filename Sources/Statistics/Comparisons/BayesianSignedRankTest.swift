import Foundation

/// The Bayesian signed-rank test of paired differences with a region of practical equivalence.
///
/// With a Dirichlet process as prior, the distribution of differences is a random weighting of
/// those observed and of one pseudo-difference 0: weights Dirichlet(s, 1, ..., 1). Each weighting
/// gives the probabilities that the mean of two draws lies below, within or above the region:
/// θ = Σ w_i w_j [z_i + z_j beyond twice the bound], sums on the bound counting half. A verdict's
/// probability is the share of weightings in which its θ is the largest (Benavoli et al. 2014 and
/// 2017; `baycomp.SignedRankTest`). Assumes independent differences. One sampled weighting costs
/// O(n); the error of a probability p is about sqrt(p (1 - p) / samples).
public struct BayesianSignedRankTest: Sendable, Hashable {
  /// How probable lower, equivalent and higher are.
  public let probabilities: PracticalEquivalence
  /// The mean over weightings of the three θ.
  public let meanShares: PracticalEquivalence
  /// The number of weightings sampled.
  public let sampleCount: Int

  /// The test of differences, first arm minus second.
  ///
  /// Nil without differences, or if one is not finite.
  ///
  /// - Parameters:
  ///   - differences: The differences.
  ///   - region: Half the width of the region of practical equivalence, such as 0.01 of F1.
  ///   - priorStrength: The weight s of the pseudo-difference 0.
  ///   - sampleCount: How many weightings are drawn.
  ///   - random: Where they are drawn from.
  /// - Precondition: `region` is not negative, `priorStrength` and `sampleCount` are positive.
  /// - Complexity: O(n log n + n sampleCount).
  public init?(
    differences: [Double], region: Double, priorStrength: Double = 0.5, sampleCount: Int = 50_000,
    using random: inout some RandomNumberGenerator
  ) {
    precondition(region >= 0, "The region of practical equivalence has no negative width.")
    precondition(priorStrength > 0, "The prior has a positive strength.")
    precondition(sampleCount > 0, "At least one weighting must be drawn.")
    guard !differences.isEmpty, differences.allSatisfy(\.isFinite) else { return nil }
    self.sampleCount = sampleCount
    let shares = SignedRankShares(differences: differences, region: region)
    var weights = Array(repeating: 0.0, count: differences.count + 1)
    var (wins, sums) = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    for _ in 0..<sampleCount {
      // Gamma variates divided by their sum are Dirichlet; an exponential one is Gamma(1).
      weights[0] = Self.gamma(priorStrength, using: &random)
      for index in 1..<weights.count { weights[index] = -log(Self.uniform(&random)) }
      let total = weights.reduce(0, +)
      for index in weights.indices { weights[index] /= total }
      let theta = shares.evaluate(weights)
      sums = (sums.0 + theta.lower, sums.1 + theta.equivalent, sums.2 + theta.higher)
      let largest = max(theta.lower, theta.equivalent, theta.higher)
      // Ties, as of differences that are all 0, go to all that share the first place.
      let tied = largest - 1e-12
      let first = (theta.lower >= tied, theta.equivalent >= tied, theta.higher >= tied)
      let share = 1 / Double([first.0, first.1, first.2].count { $0 })
      if first.0 { wins.0 += share }
      if first.1 { wins.1 += share }
      if first.2 { wins.2 += share }
    }
    let count = Double(sampleCount)
    probabilities = PracticalEquivalence(
      lower: wins.0 / count, equivalent: wins.1 / count, higher: wins.2 / count)
    meanShares = PracticalEquivalence(
      lower: sums.0 / count, equivalent: sums.1 / count, higher: sums.2 / count)
  }

  /// A number from (0, 1).
  private static func uniform(_ random: inout some RandomNumberGenerator) -> Double {
    (Double(random.next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number from the gamma distribution of a given shape (Marsaglia and Tsang 2000).
  private static func gamma(_ shape: Double, using random: inout some RandomNumberGenerator)
    -> Double
  {
    guard shape >= 1 else {
      return gamma(shape + 1, using: &random) * pow(uniform(&random), 1 / shape)
    }
    let d = shape - 1.0 / 3
    while true {
      let normal = (-2 * log(uniform(&random))).squareRoot() * cos(2 * .pi * uniform(&random))
      let root = 1 + normal / (9 * d).squareRoot()
      guard root > 0 else { continue }
      let cube = root * root * root
      if log(uniform(&random)) < normal * normal / 2 + d - d * cube + d * log(cube) {
        return d * cube
      }
    }
  }
}

/// The three θ of one weighting, in O(n): where each sum crosses a bound is found beforehand.
struct SignedRankShares {
  /// Positions of weights (0 is the pseudo-difference) in ascending order of differences.
  private let order: [Int]
  /// By rank i: the first j with z_i + z_j > 2 region, and with >= 2 region.
  private let above: [(beyond: Int, from: Int)]
  /// By rank i: the first j with z_i + z_j >= -2 region, and with > -2 region.
  private let below: [(before: Int, through: Int)]
  private let hasRegion: Bool

  /// - Precondition: differences are finite.
  init(differences: [Double], region: Double) {
    let values = [0] + differences
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let sorted = order.map { values[$0] }
    self.order = order
    hasRegion = region > 0
    func first(_ isPast: (Double) -> Bool) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if isPast(sorted[middle]) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    above = sorted.map { z in
      (beyond: first { z + $0 > 2 * region }, from: first { z + $0 >= 2 * region })
    }
    below = sorted.map { z in
      (before: first { z + $0 >= -2 * region }, through: first { z + $0 > -2 * region })
    }
  }

  /// The three θ of weights that sum to 1, that of the pseudo-difference first.
  func evaluate(_ weights: [Double]) -> PracticalEquivalence {
    var upTo = [0.0]
    upTo.reserveCapacity(order.count + 1)
    for position in order { upTo.append(upTo[upTo.count - 1] + weights[position]) }
    let total = upTo[order.count]
    var (lower, higher) = (0.0, 0.0)
    for (rank, position) in order.enumerated() {
      let weight = weights[position]
      let (up, down) = (above[rank], below[rank])
      higher += weight * (total - (upTo[up.beyond] + upTo[up.from]) / 2)
      lower += weight * (upTo[down.before] + upTo[down.through]) / 2
    }
    // Without a region a sum of 0 counts half to each side, and nothing is left between.
    return hasRegion
      ? PracticalEquivalence(
        lower: lower, equivalent: max(0, 1 - lower - higher), higher: higher)
      : PracticalEquivalence(lower: 1 - higher, equivalent: 0, higher: higher)
  }
}
