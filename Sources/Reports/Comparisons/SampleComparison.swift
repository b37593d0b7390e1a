import Statistics

/// What the test samples say of a difference between two methods, their models taken as they are.
///
/// The difference is the mean over common seeds, as everywhere in the report; test samples are drawn
/// anew, the same ones for all seeds and both methods.
public struct SampleComparison: Sendable, Hashable {
  /// How the uncertainty was found.
  public enum Test: String, Sendable, Hashable {
    /// The paired bootstrap, for scores of predictions.
    case bootstrap
    /// DeLong's test of the mean areas, for ROC-AUC.
    case deLong = "delong"

    /// The name for people.
    var title: String { self == .bootstrap ? "paired bootstrap" : "DeLong" }
  }

  /// How the uncertainty was found.
  public let test: Test
  /// The mean difference over seeds, method minus baseline.
  public let difference: Double
  /// Its standard error over test samples.
  public let standardError: Double
  /// The two-sided p value.
  public let pValue: Double
  /// The 95 % interval of the difference; nil where so few samples give none.
  public let interval: ClosedRange<Double>?
  /// How many samples this rests on: those of the smaller of minority and majority.
  public let effectiveCount: Int

  init(_ test: PairedBootstrapTest) {
    self.test = .bootstrap
    difference = test.difference
    standardError = test.standardError
    pValue = test.pValue
    interval = test.interval?.interval
    effectiveCount = test.effectiveCount
  }

  /// Nil where areas differ without any spread, of which the test can say nothing.
  init?(_ test: DeLongTest, effectiveCount: Int) {
    guard !test.isDegenerate || test.pValue == 1 else { return nil }
    self.test = .deLong
    difference = test.difference
    standardError = test.standardError
    pValue = test.pValue
    interval = test.interval
    self.effectiveCount = effectiveCount
  }
}

/// On which test samples the decisions of two methods differ: McNemar's exact test by seed.
///
/// Tests of several seeds share their samples, so they are not pooled: the median stands for all, and
/// the least and the greatest beside it. Twice the median is a valid p, whatever the dependence
/// (Rüger 1978).
public struct DecisionComparison: Sendable, Hashable {
  /// One question, over seeds.
  public struct Question: Sendable, Hashable {
    /// The median of the seeds' p values.
    public let median: Double
    /// The least and the greatest.
    public let range: ClosedRange<Double>
    /// How many samples the method alone has right, mean over seeds.
    public let methodOnly: Double
    /// How many samples the baseline alone has right, mean over seeds.
    public let baselineOnly: Double

    /// Nil without a test.
    init?(_ tests: [McNemarTest]) {
      let sorted = tests.map(\.pValue).sorted()
      guard let least = sorted.first, let greatest = sorted.last else { return nil }
      median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      range = least...greatest
      let count = Double(tests.count)
      methodOnly = tests.reduce(0) { $0 + Double($1.firstOnly) } / count
      baselineOnly = tests.reduce(0) { $0 + Double($1.secondOnly) } / count
    }
  }

  /// Who has more samples right.
  public let all: Question
  /// Who finds more minority samples.
  public let minority: Question

  /// Nil without a common seed.
  ///
  /// - Precondition: the runs of a pair have the same test samples.
  init?(_ runs: [(method: PredictionRecord, baseline: PredictionRecord)]) {
    let all = runs.map { method, baseline in
      McNemarTest(
        truth: method.truth, first: method.predicted, second: baseline.predicted)
    }
    let minority = runs.map { method, baseline in
      let samples = method.truth.indices.filter { method.truth[$0] != 0 }
      return McNemarTest(
        truth: samples.map { method.truth[$0] }, first: samples.map { method.predicted[$0] },
        second: samples.map { baseline.predicted[$0] })
    }
    guard let first = Question(all), let second = Question(minority) else { return nil }
    self.all = first
    self.minority = second
  }
}
