/// How often samples with a predicted probability of p are positive: a reliability diagram.
///
///     let calibration = Calibration(isPositive: truth, probabilities: p, binCount: 10)
///     calibration?.expectedError  // 0.03: on average predictions are 3 points off
///
/// With few positive samples bins say little; their counts belong into the picture.
public struct Calibration: Sendable, Hashable {
  /// How the range of probabilities is cut.
  public enum Binning: String, Sendable, Codable, CaseIterable {
    /// Into bins of equal width.
    case equalWidth = "equal-width"
    /// Into bins of equally many samples, as far as ties allow; better for rare positives.
    case equalCount = "equal-count"
  }

  /// One bin that has samples.
  public struct Bin: Sendable, Hashable {
    /// Where it begins; probabilities above it, in the first bin also those at it, belong to it.
    public let lowerBound: Double
    /// Where it ends; probabilities at it belong to it.
    public let upperBound: Double
    /// How many samples it has, at least 1.
    public let count: Int
    /// The mean of their probabilities.
    public let meanProbability: Double
    /// The share of them that is positive.
    public let positiveShare: Double
  }

  /// The bins that have samples, from low to high.
  public let bins: [Bin]
  /// The mean over samples of |positive share - mean probability| of their bin.
  ///
  /// The expected calibration error (Naeini, Cooper and Hauskrecht 2015).
  /// It depends on the number of bins, and is above 0 by chance for a perfect model, too.
  public let expectedError: Double
  /// The largest |positive share - mean probability| of a bin.
  public let largestError: Double

  /// The calibration of probabilities.
  ///
  /// Bins are those of scikit-learn's `calibration_curve`; bounds of equally many samples are quantiles
  /// (linear between samples), whose places are exact where scikit-learn's may be a rounding off.
  ///
  /// Nil without samples, or if a probability lies outside [0, 1].
  ///
  /// - Parameters:
  ///   - isPositive: The truth of each sample.
  ///   - probabilities: The probability of being positive of each sample.
  ///   - binCount: Into how many bins the range is cut.
  ///   - binning: How it is cut.
  /// - Precondition: one probability per sample, `binCount` is positive.
  /// - Complexity: O(n log n).
  public init?(
    isPositive: [Bool], probabilities: [Double], binCount: Int = 10,
    binning: Binning = .equalWidth
  ) {
    precondition(isPositive.count == probabilities.count, "One probability per sample is needed.")
    precondition(binCount > 0, "At least one bin is needed.")
    guard !isPositive.isEmpty, probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    let ascending = order.map { probabilities[$0] }
    let edges = (0...binCount).map { edge -> Double in
      switch binning {
      case .equalWidth: return edge == binCount ? 1 : Double(edge) * (1 / Double(binCount))
      case .equalCount:
        // In whole numbers: where an edge lies on a sample, rounding must not decide its bin.
        let place = (edge * (ascending.count - 1)).quotientAndRemainder(dividingBy: binCount)
        let bound = interpolated(
          ascending, place.quotient, Double(place.remainder) / Double(binCount))
        // A bound between two samples stays below the upper one, however near they are.
        let upper = ascending[min(place.quotient + 1, ascending.count - 1)]
        return place.remainder > 0 && upper > ascending[place.quotient]
          ? min(bound, upper.nextDown) : bound
      }
    }
    var bins: [Bin] = []
    var (expected, largest) = (0.0, 0.0)
    var start = 0
    for edge in 1...binCount {
      var end = start
      while end < order.count, edge == binCount || ascending[end] <= edges[edge] { end += 1 }
      guard end > start else { continue }
      let count = Double(end - start)
      let mean = ascending[start..<end].reduce(0, +) / count
      let share = Double(order[start..<end].count { isPositive[$0] }) / count
      bins.append(
        Bin(
          lowerBound: edges[edge - 1], upperBound: edges[edge], count: end - start,
          meanProbability: mean, positiveShare: share))
      expected += count * abs(share - mean)
      largest = max(largest, abs(share - mean))
      start = end
    }
    self.bins = bins
    expectedError = expected / Double(order.count)
    largestError = largest
  }
}
