import Foundation

/// Whether one method beats another on other seeds and other test samples at once, two-sided.
///
///     let test = SeedsAndSamplesTest(
///       differences: byseed, sampleStandardError: bootstrap.standardError, effectiveCount: 189)
///     test?.pValue  // 0.03
///
/// The runs of a study share one test split. Over its seeds the differences may be equally large
/// because that split happens to suit one method; over its samples they may be because the few
/// models that were trained happen to. Either test alone takes the other's luck for a gain. Both
/// uncertainties are added, as for readers and cases in radiology (Dorfman, Berbaum and Metz 1992;
/// Gallas 2006): the mean difference over seeds has the variance s² / n + e², with e its standard
/// error over test samples for the models that there are, and degrees of freedom after Welch and
/// Satterthwaite. What seeds and samples have in common is counted twice, which makes the test
/// cautious.
///
/// With few seeds the degrees of freedom grow beyond theirs, and this would now and then be surer than the
/// paired t-test over seeds; then that is the answer, in p and in the interval. Assumes independent
/// seeds, independent test samples and nearly normal means. It says nothing about other training
/// data. How often it is wrong is in `Sources/Statistics/README.md`.
public struct SeedsAndSamplesTest: Sendable, Hashable {
  /// The mean difference over seeds.
  public let difference: Double
  /// Its standard error over seeds, on the same test samples.
  public let seedStandardError: Double
  /// Its standard error over test samples, with the same models.
  public let sampleStandardError: Double
  /// The degrees of freedom of both together.
  public let degreesOfFreedom: Double
  /// Whether both together would be surer than the paired t-test over seeds, so that `pValue` is its.
  public let isOfSeedsAlone: Bool
  /// The chance of a difference at least as large if there were none.
  public let pValue: Double
  /// The interval of the difference that both uncertainties leave.
  public let interval: ClosedRange<Double>
  /// The number of seeds.
  public let seedCount: Int
  /// The number of test samples that the standard error over samples rests on.
  public let effectiveCount: Int

  /// The standard error of both together.
  public var standardError: Double {
    Uncertainty(
      overSeeds: seedStandardError, seedCount: seedCount, overSamples: sampleStandardError,
      effectiveCount: effectiveCount
    ).standardError
  }

  /// The test of differences by seed.
  ///
  /// Nil for fewer than two seeds or two effective samples, if a number is not finite, and for
  /// differences that are equal on every seed: nothing then tells what other seeds would do.
  ///
  /// - Parameters:
  ///   - differences: The differences by seed, first method minus second.
  ///   - sampleStandardError: The standard error over test samples of their mean.
  ///   - effectiveCount: How many samples that rests on, such as those of the smaller class.
  ///   - confidence: The coverage of `interval`.
  /// - Precondition: `confidence` lies in (0, 1).
  public init?(
    differences: [Double], sampleStandardError: Double, effectiveCount: Int,
    confidence: Double = 0.95
  ) {
    precondition(confidence > 0 && confidence < 1, "Confidence must lie between 0 and 1.")
    guard let summary = SampleSummary(differences), let spread = summary.standardDeviation,
      spread > 8 * Double.ulpOfOne * max(abs(summary.minimum), abs(summary.maximum)),
      sampleStandardError.isFinite, sampleStandardError >= 0, effectiveCount >= 2
    else { return nil }
    difference = summary.mean
    seedCount = summary.count
    self.effectiveCount = effectiveCount
    self.sampleStandardError = sampleStandardError
    let seedStandardError = spread / Double(summary.count).squareRoot()
    guard seedStandardError > 0 else { return nil }
    self.seedStandardError = seedStandardError
    let both = Uncertainty(
      overSeeds: seedStandardError, seedCount: summary.count, overSamples: sampleStandardError,
      effectiveCount: effectiveCount)
    degreesOfFreedom = both.degreesOfFreedom
    let alone = Uncertainty(
      overSeeds: seedStandardError, seedCount: summary.count, overSamples: 0,
      effectiveCount: effectiveCount)
    let p = (both: both.pValue(of: summary.mean), alone: alone.pValue(of: summary.mean))
    isOfSeedsAlone = sampleStandardError > 0 && p.alone > p.both
    pValue = max(p.both, p.alone)
    let half = max(both.halfWidth(confidence), alone.halfWidth(confidence))
    interval = (summary.mean - half)...(summary.mean + half)
  }

  /// What it takes to find a difference such as the one observed.
  public enum Need: Sendable, Hashable {
    /// So many seeds in all on the same test samples.
    case seeds(Int)
    /// No number of seeds suffices: at least so many times the test samples.
    case testSamples(factor: Double)
  }

  /// What it takes to find a difference of the size observed, were that the true one.
  ///
  /// The power is nearly that of the noncentral t with the variances observed; the number of seeds
  /// may be one off. A difference that was found is usually smaller in truth: a guide for planning,
  /// no promise.
  ///
  /// - Parameters:
  ///   - power: The chance of finding it.
  ///   - level: Below which p it counts as found.
  /// - Returns: nil for a difference of 0.
  /// - Precondition: both lie in (0, 1).
  public func need(power: Double = 0.8, level: Double = 0.05) -> Need? {
    precondition(power > 0 && power < 1 && level > 0 && level < 1, "Both lie between 0 and 1.")
    guard difference != 0 else { return nil }
    // In a unit in which nothing overflows: powers of two change no digit.
    let unit = binaryPower(of: [difference, seedStandardError, sampleStandardError])
    let (effect, samples) = (scalbn(difference, -unit), scalbn(sampleStandardError, -unit))
    let perSeed = scalbn(seedStandardError, -unit) * Double(seedCount).squareRoot()
    guard effect != 0 else { return .testSamples(factor: .infinity) }
    func suffices(_ count: Int) -> Bool {
      let both = Uncertainty(
        overSeeds: perSeed / Double(count).squareRoot(), seedCount: count,
        overSamples: samples, effectiveCount: effectiveCount)
      let alone = Uncertainty(
        overSeeds: perSeed / Double(count).squareRoot(), seedCount: count, overSamples: 0,
        effectiveCount: effectiveCount)
      return both.power(of: effect, level: level) >= power
        && alone.power(of: effect, level: level) >= power
    }
    var (low, high) = (1, 2)
    while !suffices(high) {
      guard high < 1000 else {
        // With all the seeds of the world only the samples' variance is left.
        let quantiles =
          NormalDistribution.quantile(1 - level / 2) + NormalDistribution.quantile(power)
        let ratio = quantiles * samples / effect
        return .testSamples(factor: max(1, ratio * ratio))
      }
      (low, high) = (high, min(2 * high, 1000))
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return .seeds(high)
  }
}

/// The variance of a mean difference, of two parts.
private struct Uncertainty {
  let standardError: Double
  let degreesOfFreedom: Double

  init(overSeeds: Double, seedCount: Int, overSamples: Double, effectiveCount: Int) {
    // Powers of two change no digit, and squares neither overflow nor vanish.
    let power = binaryPower(of: [overSeeds, overSamples])
    let (one, two) = (scalbn(overSeeds, -power), scalbn(overSamples, -power))
    let (seeds, samples) = (one * one, two * two)
    standardError = scalbn((seeds + samples).squareRoot(), power)
    let (n, m) = (Double(seedCount - 1), Double(effectiveCount - 1))
    // Shares rather than squares of variances, which might underflow.
    let share = seeds + samples > 0 ? seeds / (seeds + samples) : 1
    degreesOfFreedom = 1 / (share * share / n + (1 - share) * (1 - share) / m)
  }

  func pValue(of difference: Double) -> Double {
    StudentDistribution(degreesOfFreedom: degreesOfFreedom)
      .twoSidedTail(difference / standardError)
  }

  func halfWidth(_ confidence: Double) -> Double {
    -StudentDistribution(degreesOfFreedom: degreesOfFreedom).quantile((1 - confidence) / 2)
      * standardError
  }

  /// By the usual approximation of the noncentral t: (T (1 - 1/(4 df)) - δ) / sqrt(1 + T²/(2 df)) is
  /// nearly normal (Abramowitz and Stegun 26.7.10).
  func power(of difference: Double, level: Double) -> Double {
    let degrees = degreesOfFreedom
    let critical = -StudentDistribution(degreesOfFreedom: degrees).quantile(level / 2)
    // Beyond all bounds the power is 1, and infinite numbers would cancel.
    let effect = min(1e100, abs(difference) / standardError)
    return NormalDistribution.cumulative(
      (effect - critical * (1 - 1 / (4 * degrees)))
        / (1 + critical * critical / (2 * degrees)).squareRoot())
  }
}
