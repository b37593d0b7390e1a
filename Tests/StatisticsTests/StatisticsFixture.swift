/// The cases of `Tests/Fixtures/statistics_basics.py`: mpmath and SciPy.
struct StatisticsFixture: Decodable {
  struct Pair: Decodable {
    var first: [Double]
    var second: [Double]
    /// Statistic, degrees of freedom, p and the ends of the confidence interval.
    var paired: [Double]
    var student: [Double]
    var welch: [Double]
    /// Statistic, degrees of freedom and p for a ratio of 0.25.
    var corrected: [Double]
    var signFlip: Double
    var interval: [Double]
    var sd: Double
  }
  struct Tied: Decodable {
    var values: [Double]
    var p: Double
  }
  struct Holm: Decodable {
    var values: [Double]
    var adjusted: [Double]
  }

  /// Value, degrees of freedom, probability above the value.
  var tails: [[Double]]
  /// Probability, degrees of freedom, value with that probability below it.
  var quantiles: [[Double]]
  var pairs: [Pair]
  var tied: [Tied]
  var holm: [Holm]

  static func load() throws -> Self { try storedCases("statistics_basics", as: Self.self) }
}
