import Statistics

/// Everything a report says, as plain values: what was asked and what each run scored.
///
///     let record = StudyRecord(
///       name: "power", version: "0.1.0", data: description, ensembleSize: 10,
///       methods: ["none", "random"], baseline: "none", seeds: [1, 2, 3, 4, 5], runs: runs)
///     for file in try StudyReport(record).files { try write(file) }
///
/// Runs may come in any order and need not be complete: reports order them by method, seed,
/// predictor and split. Nothing here depends on time, host or the number of ranks, so equal records
/// have equal reports, byte by byte.
public struct StudyRecord: Sendable, Hashable {
  /// The name of the study.
  public var name: String
  /// The version of the program that ran it.
  public var version: String
  /// What it was run on.
  public var data: DataDescription
  /// The number of members of each ensemble, K.
  public var ensembleSize: Int
  /// The methods, in the order of reports.
  public var methods: [String]
  /// The method that others are compared with, one of `methods`; nil for no comparison.
  public var baseline: String?
  /// The seeds that were asked for.
  public var seeds: [UInt64]
  /// The scores, at most one per method, seed, predictor and split.
  public var runs: [RunScore]
  /// How novelty detectors decided, at most one per method and seed.
  public var detections: [DetectionRecord]
  /// What methods predict differently from the baseline, at most one per method and seed.
  public var changes: [PredictionChange]
  /// What each run predicted for the test split, at most one per method and seed.
  public var predictions: [PredictionRecord]
  /// How members do on what they were trained on, at most one per method, seed and kind of samples.
  public var trainingFits: [TrainingFitRecord]
  /// Whose synthetic samples the quality gate kept out, at most one per method and seed.
  public var closedGates: [ClosedGate]
  /// What went wrong, a sentence each.
  public var failures: [String]
  /// What was noted on the way, a sentence each.
  public var notes: [String]
  /// The metric that the study is about.
  public var headline: Metric
  /// Which minority classes the minority F1 is over.
  public var f1LabelSet: F1LabelSet
  /// How many of its units are there; nil where nobody counts.
  public var progress: StudyProgress?
  /// What data and configuration it is of; nil where nobody says.
  public var identity: StudyIdentity?

  /// A record as given.
  public init(
    name: String, version: String, data: DataDescription, ensembleSize: Int, methods: [String],
    baseline: String?, seeds: [UInt64], runs: [RunScore], detections: [DetectionRecord] = [],
    changes: [PredictionChange] = [], predictions: [PredictionRecord] = [],
    trainingFits: [TrainingFitRecord] = [], closedGates: [ClosedGate] = [],
    failures: [String] = [], notes: [String] = [],
    headline: Metric = .minorityF1, f1LabelSet: F1LabelSet = .support,
    progress: StudyProgress? = nil, identity: StudyIdentity? = nil
  ) {
    self.name = name
    self.version = version
    self.data = data
    self.ensembleSize = ensembleSize
    self.methods = methods
    self.baseline = baseline
    self.seeds = seeds
    self.runs = runs
    self.detections = detections
    self.changes = changes
    self.predictions = predictions
    self.trainingFits = trainingFits
    self.closedGates = closedGates
    self.failures = failures
    self.notes = notes
    self.headline = headline
    self.f1LabelSet = f1LabelSet
    self.progress = progress
    self.identity = identity
  }

  /// Checks that the record can be reported.
  ///
  /// - Throws: The first contradiction found.
  public func validate() throws(StudyRecordError) {
    if let method = firstDuplicate(methods) { throw .duplicateMethod(method) }
    if let seed = firstDuplicate(seeds) { throw .duplicateSeed(seed) }
    if let baseline, !methods.contains(baseline) { throw .unknownBaseline(baseline, methods) }
    for run in runs {
      guard methods.contains(run.method) else { throw .unknownMethod(run.method, methods) }
      guard seeds.contains(run.seed) else { throw .unknownSeed(run.seed, run.method) }
    }
    let names = runs.map { RunName($0) }
    if let name = firstDuplicate(names) {
      throw .duplicateRun(name.method, name.seed, name.predictor, name.split)
    }
  }

  /// The runs in the order of reports.
  var orderedRuns: [RunScore] {
    let method = Dictionary(methods.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    let seed = Dictionary(seeds.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    let split = Dictionary(
      ScoredSplit.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    return runs.sorted { left, right in
      let (a, b) = (method[left.method, default: 0], method[right.method, default: 0])
      guard a == b else { return a < b }
      let (c, d) = (seed[left.seed, default: 0], seed[right.seed, default: 0])
      guard c == d else { return c < d }
      guard left.predictor == right.predictor else { return left.predictor < right.predictor }
      return split[left.split, default: 0] < split[right.split, default: 0]
    }
  }

  /// The metrics that apply: those of label sequences only if some run has one.
  var metrics: [Metric] {
    let hasLabelSequences = runs.contains { run in
      Metric.ofLabelSequences.contains { run[$0] != nil }
    }
    return hasLabelSequences ? Metric.allCases : Metric.ofSingleLabels
  }

  /// The seeds on which a method has scores on the test split, of its ensemble or detector.
  func scoredSeeds(of method: String) -> [UInt64] {
    let scored = runs.filter { $0.method == method && $0.predictor.isWhole && $0.split == .test }
    return seeds.filter { seed in scored.contains { $0.seed == seed } }
  }

  /// The value of a metric on the test split, of the ensemble or detector, by seed; undefined values
  /// are left out.
  func testValues(_ metric: Metric, of method: String) -> [UInt64: Double] {
    var values: [UInt64: Double] = [:]
    for run in runs where run.method == method && run.predictor.isWhole && run.split == .test {
      values[run.seed] = run[metric]
    }
    return values
  }

  private struct RunName: Hashable {
    let method: String
    let seed: UInt64
    let predictor: Predictor
    let split: ScoredSplit

    init(_ run: RunScore) {
      method = run.method
      seed = run.seed
      predictor = run.predictor
      split = run.split
    }
  }

  private func firstDuplicate<Element: Hashable>(_ elements: [Element]) -> Element? {
    var seen: Set<Element> = []
    return elements.first { !seen.insert($0).inserted }
  }
}
