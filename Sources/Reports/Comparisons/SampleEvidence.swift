import RandomStreams
import Statistics

/// The test samples of a study, resampled once for all methods, metrics and pairs.
///
/// Needs what is stored and nothing else. Random numbers come from the stream `report` /
/// `test-samples` of seed 0, so that a report is the same whoever makes it.
struct SampleEvidence {
  /// The metrics that confusion matrices have.
  static let bootstrapMetrics: [Metric] = [
    .minorityF1, .minorityPrecision, .minorityRecall, .mcc, .gMean, .balancedAccuracy,
  ]

  private struct RunName: Hashable {
    let method: String
    let seed: UInt64
  }

  private var runs: [RunName: Int] = [:]
  private let predictions: [PredictionRecord]
  private let effectiveCount: Int
  /// By run: how its scores rank the samples; nil if one is no number.
  private let placements: [ROCPlacements?]
  /// By metric and run: the score of the samples, and of each resample; nil where undefined.
  private var observed: [Metric: [Double?]] = [:]
  private var resampled: [Metric: [[Double?]]] = [:]

  /// The evidence of a record.
  ///
  /// Nil without predictions, if runs were not of the same samples, or with fewer than two samples of
  /// the minority or the majority.
  init?(_ record: StudyRecord) {
    let predictions = record.methods.flatMap { method in
      record.seeds.compactMap { seed in
        record.predictions.first { $0.method == method && $0.seed == seed }
      }
    }
    guard let truth = predictions.first?.truth, predictions.allSatisfy({ $0.truth == truth })
    else { return nil }
    self.predictions = predictions
    let minority = truth.count { $0 != 0 }
    effectiveCount = min(minority, truth.count - minority)
    guard effectiveCount >= 2 else { return nil }
    let isMinority = truth.map { $0 != 0 }
    placements = predictions.map {
      ROCPlacements(isPositive: isMinority, scores: $0.minorityScores)
    }
    for (index, run) in predictions.enumerated() {
      runs[RunName(method: run.method, seed: run.seed)] = index
    }
    let classes = record.data.classCount
    let bootstrap = ConfusionBootstrap(
      truth: truth, predictions: predictions.map(\.predicted), classCount: classes)
    let labelSet = record.f1LabelSet
    for metric in Self.bootstrapMetrics {
      observed[metric] = bootstrap.observed.map { Self.score(metric, of: $0, labelSet) }
      resampled[metric] = Array(repeating: [], count: predictions.count)
    }
    var random = RandomStream(seed: 0).substream("report").substream("test-samples")
    let draws = Self.resampleCount(
      classes: classes, patterns: bootstrap.patternCount, runs: predictions.count)
    for _ in 0..<draws {
      for (index, matrix) in bootstrap.draw(using: &random).enumerated() {
        for metric in Self.bootstrapMetrics {
          resampled[metric]?[index].append(Self.score(metric, of: matrix, labelSet))
        }
      }
    }
  }

  /// 2000, and fewer where matrices or test splits are so large that these would take more than some
  /// seconds.
  private static func resampleCount(classes: Int, patterns: Int, runs: Int) -> Int {
    let perDraw = max(1, runs * (50 * classes * classes + patterns))
    return max(200, min(2000, 400_000_000 / perDraw))
  }

  private static func score(
    _ metric: Metric, of matrix: ConfusionMatrix, _ labelSet: F1LabelSet
  ) -> Double? {
    switch metric {
    case .minorityF1: matrix.minorityF1(over: labelSet)
    case .minorityPrecision: matrix.minorityPrecision
    case .minorityRecall: matrix.minorityRecall
    case .mcc: matrix.presentClasses.isEmpty ? nil : matrix.matthewsCorrelation
    case .gMean: matrix.gMean
    case .balancedAccuracy: matrix.balancedAccuracy
    default: nil
    }
  }

  /// What test samples say of a pair in a metric.
  ///
  /// - Returns: nil if a seed has no predictions of both, or the metric no test.
  func comparison(
    of method: String, with baseline: String, in metric: Metric, seeds: [UInt64]
  ) -> SampleComparison? {
    guard let pairs = places(of: method, and: baseline, seeds: seeds) else { return nil }
    if metric == .rocAUC {
      let (first, second) = (
        pairs.compactMap { placements[$0.0] }, pairs.compactMap { placements[$0.1] }
      )
      guard first.count == pairs.count, second.count == pairs.count else { return nil }
      return DeLongTest(first: first, second: second)
        .flatMap { SampleComparison($0, effectiveCount: effectiveCount) }
    }
    guard let observed = observed[metric], let resampled = resampled[metric],
      let difference = Self.meanDifference(pairs, { observed[$0] }),
      let draws = resampled.first?.count
    else { return nil }
    return PairedBootstrapTest(
      difference: difference,
      resampled: (0..<draws).map { draw in
        Self.meanDifference(pairs) { resampled[$0][draw] }
      }, effectiveCount: effectiveCount
    ).map { SampleComparison($0) }
  }

  /// On which samples decisions differ; nil if a seed has no predictions of both.
  func decisions(
    of method: String, with baseline: String, seeds: [UInt64]
  ) -> DecisionComparison? {
    places(of: method, and: baseline, seeds: seeds).flatMap { pairs in
      DecisionComparison(pairs.map { (predictions[$0.0], predictions[$0.1]) })
    }
  }

  private func places(
    of method: String, and baseline: String, seeds: [UInt64]
  ) -> [(Int, Int)]? {
    let pairs = seeds.compactMap { seed -> (Int, Int)? in
      guard let ours = runs[RunName(method: method, seed: seed)],
        let theirs = runs[RunName(method: baseline, seed: seed)]
      else { return nil }
      return (ours, theirs)
    }
    return pairs.count == seeds.count && !pairs.isEmpty ? pairs : nil
  }

  /// The mean difference over seeds; nil if a score is undefined.
  private static func meanDifference(
    _ pairs: [(Int, Int)], _ score: (Int) -> Double?
  ) -> Double? {
    var sum = 0.0
    for (method, baseline) in pairs {
      guard let our = score(method), let their = score(baseline) else { return nil }
      sum += our - their
    }
    return sum / Double(pairs.count)
  }
}
