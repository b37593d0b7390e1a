/// McNemar's test of two classifiers on the same test samples, two-sided.
///
///     McNemarTest(firstOnly: 4, secondOnly: 14).pValue  // 0.0309
///
/// Only samples that one of the two alone has right tell them apart; with equal accuracy each is
/// the first's or the second's with chance 1/2. Assumes independent test samples and two fixed
/// classifiers: it says nothing about other seeds. McNemar 1947; `statsmodels` `mcnemar`.
public struct McNemarTest: Sendable, Hashable {
  /// Samples that the first classifier alone has right.
  public let firstOnly: Int
  /// Samples that the second classifier alone has right.
  public let secondOnly: Int

  /// The test of the two counts.
  ///
  /// - Precondition: no count is negative.
  public init(firstOnly: Int, secondOnly: Int) {
    precondition(firstOnly >= 0 && secondOnly >= 0, "Counts are not negative.")
    self.firstOnly = firstOnly
    self.secondOnly = secondOnly
  }

  /// The test of two classifiers' predictions.
  ///
  /// A prediction is right if it is the true class; an unknown truth (-1) is never met
  /// (`ConfusionMatrix`).
  ///
  /// - Precondition: the three arrays have the same length.
  public init(truth: [Int], first: [Int], second: [Int]) {
    precondition(
      truth.count == first.count && truth.count == second.count,
      "One prediction per sample is needed.")
    var (firstOnly, secondOnly) = (0, 0)
    for sample in truth.indices where truth[sample] != ConfusionMatrix.unknown {
      switch (first[sample] == truth[sample], second[sample] == truth[sample]) {
      case (true, false): firstOnly += 1
      case (false, true): secondOnly += 1
      default: break
      }
    }
    self.init(firstOnly: firstOnly, secondOnly: secondOnly)
  }

  /// Samples that one of the two alone has right.
  public var discordantCount: Int { firstOnly + secondOnly }

  /// The exact p: min(1, 2 P(X <= the smaller count)) with X binomial(n, 1/2).
  ///
  /// 1 without discordant samples. Never too small, and often larger than it need be.
  public var pValue: Double { min(1, 2 * smallerTail) }

  /// The mid-p: the exact p less P(X = the smaller count).
  ///
  /// Nearer to its level than the exact p, and now and then a little below it (Fagerland et al.
  /// 2013). 1 for equal counts.
  public var midPValue: Double {
    guard firstOnly != secondOnly else { return 1 }
    let smaller = min(firstOnly, secondOnly)
    let below = smaller == 0 ? 0 : Self.binomialTail(smaller - 1, of: discordantCount)
    return min(1, 2 * smallerTail - (smallerTail - below))
  }

  /// The p of (|b - c| - correction)² / (b + c) as chi-squared with one degree of freedom.
  ///
  /// For 25 discordant samples or more. 1 without discordant samples, and where the correction of 1
  /// (Edwards) exceeds the difference; statsmodels squares the negative number there.
  public func chiSquaredPValue(isCorrected: Bool = true) -> Double {
    ChiSquaredDistribution(degreesOfFreedom: 1).upperTail(chiSquared(isCorrected: isCorrected))
  }

  /// The statistic (|b - c| - correction)² / (b + c); 0 without discordant samples.
  public func chiSquared(isCorrected: Bool = true) -> Double {
    guard discordantCount > 0 else { return 0 }
    let distance = max(0, Double(abs(firstOnly - secondOnly) - (isCorrected ? 1 : 0)))
    return distance * distance / Double(discordantCount)
  }

  /// The smallest exact p with that many discordant samples: 2^(1 - n), at most 1.
  public static func smallestPValue(discordantCount: Int) -> Double? {
    guard discordantCount >= 0 else { return nil }
    return McNemarTest(firstOnly: 0, secondOnly: discordantCount).pValue
  }

  /// What the exact test can say with the discordant samples that there are.
  public func reach(level: Double = 0.05, familySize: Int = 1) -> TestReach {
    TestReach(
      size: discordantCount, unit: .discordantSamples, level: level, familySize: familySize,
      largestSize: 1000, smallestPValue: { Self.smallestPValue(discordantCount: $0) })
  }

  private var smallerTail: Double {
    Self.binomialTail(min(firstOnly, secondOnly), of: discordantCount)
  }

  /// P(X <= count) for X binomial(n, 1/2): I_{1/2}(n - count, count + 1) (DLMF 8.17.5).
  private static func binomialTail(_ count: Int, of n: Int) -> Double {
    guard count < n else { return 1 }
    guard n > 50 else {
      // Binomial coefficients of 50 are whole numbers below 2^53: exact.
      var (coefficient, sum) = (1.0, 1.0)
      for k in 0..<count {
        coefficient = coefficient * Double(n - k) / Double(k + 1)
        sum += coefficient
      }
      return sum / Double(1 << n)
    }
    return IncompleteBeta.lower(
      x: 0.5, complement: 0.5, a: Double(n - count), b: Double(count + 1))
  }
}
