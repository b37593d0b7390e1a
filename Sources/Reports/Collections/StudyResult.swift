import Foundation
import Statistics

/// What a study says of itself in `summary.json`, as far as studies are compared by it.
public struct StudyResult: Sendable, Hashable {
  /// The mean of a method.
  public struct Mean: Sendable, Hashable, Decodable {
    /// The mean over seeds; nil where it is undefined.
    public var mean: Double?
    /// The sample standard deviation; nil for one seed.
    public var sd: Double?
    /// The number of seeds.
    public var n: Int

    /// Whether there are such scores.
    fileprivate var isPlausible: Bool {
      n >= 0 && mean?.isFinite ?? true && sd.map { $0.isFinite && $0 >= 0 } ?? true
    }
  }

  /// A method with its means by the names of metrics.
  struct Method: Hashable, Sendable, Decodable {
    var method: String
    /// The number of seeds with a score; nil in a summary of an earlier version, as the next.
    var runs: Int?
    /// The seeds on which synthetic samples were not used.
    var seeds_without_synthetic_samples: [UInt64]?
    var metrics: [String: Mean]
  }

  private struct Contents: Decodable {
    struct Data: Decodable {
      var name: String
    }
    var data: Data
    var headline_metric: String
    var methods: [Method]
    // Summaries of earlier versions lack some of these.
    var version: String?
    var baseline: String?
    var seeds: [UInt64]?
    var ensemble_size: Int?
    var minority_f1_over: String?
    var units: Int?
    var units_done: Int?
    var units_failed: Int?
    var data_hash: String?
    var configuration_hash: String?

    /// Whether it says nothing that cannot be so, as far as studies are compared by it.
    var isPlausible: Bool {
      let means = methods.flatMap(\.metrics.values)
      return Metric(rawValue: headline_metric) != nil && hasPlausibleUnits
        && Set(methods.map(\.method)).count == methods.count
        && methods.allSatisfy { $0.runs ?? 0 >= 0 } && means.allSatisfy(\.isPlausible)
    }

    /// Whether units are done or given up, but none both.
    private var hasPlausibleUnits: Bool {
      guard let units else { return true }
      let done = units_done ?? 0
      return units >= 0 && done >= 0 && done <= units
        && (0...units - done).contains(units_failed ?? 0)
    }
  }

  /// The data set, made unique among the studies that are compared.
  public var dataset: String
  /// Where the study was read from.
  public let source: String
  /// The metric that the study is about, as `Metric` spells it.
  public let headline: String
  /// What its methods are compared with; nil if with nothing.
  public let baseline: String?
  /// How many of its units are there; nil in a summary of an earlier version.
  public let progress: StudyProgress?
  /// What data and configuration it is of; nil in a summary of an earlier version.
  public let identity: StudyIdentity?
  let methods: [Method]
  /// How many seeds were asked for; nil if it does not say, as the next.
  let seedCount: Int?
  let ensembleSize: Int?
  /// Which classes the minority F1 is over, as `F1LabelSet` spells it.
  let f1LabelSet: String?
  let version: String?

  /// Reads a `summary.json`.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - source: the folder it is of, for errors and equal names.
  /// - Throws: `StudyCollectionError` if it is not what `counterweight` writes.
  public init(summary bytes: [UInt8], source: String) throws(StudyCollectionError) {
    guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)),
      contents.isPlausible
    else { throw .damaged(source) }
    dataset = contents.data.name
    headline = contents.headline_metric
    baseline = contents.baseline
    methods = contents.methods
    seedCount = contents.seeds?.count
    ensembleSize = contents.ensemble_size
    f1LabelSet = contents.minority_f1_over
    version = contents.version
    progress = contents.units.flatMap { units in
      contents.units_done.map {
        StudyProgress(
          unitCount: units, doneCount: $0, failedCount: contents.units_failed ?? 0)
      }
    }
    identity = contents.data_hash.flatMap { data in
      contents.configuration_hash.map {
        StudyIdentity(dataHash: data, configurationHash: $0)
      }
    }
    self.source = source
  }

  /// Whether the study has a method, with scores or without.
  func has(_ method: String) -> Bool { methods.contains { $0.method == method } }

  /// On how many of a method's seeds its synthetic samples were not used.
  func seedsWithoutSamples(_ method: String) -> Int {
    methods.first { $0.method == method }?.seeds_without_synthetic_samples?.count ?? 0
  }

  /// Whether a method's synthetic samples were used on none of its seeds.
  func isWithoutSamples(_ method: String) -> Bool {
    let unused = seedsWithoutSamples(method)
    return unused > 0 && unused == methods.first { $0.method == method }?.runs
  }

  /// The mean of a method in a metric; nil where there is none, or none that is a number.
  func value(_ method: String, _ metric: String) -> Mean? {
    guard let value = methods.first(where: { $0.method == method })?.metrics[metric],
      value.mean?.isFinite ?? false
    else { return nil }
    return value
  }
}
