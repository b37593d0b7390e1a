import Foundation

/// What a finished study says of itself in `summary.json`, as far as studies are compared by it.
public struct StudyResult: Sendable, Hashable {
  /// The mean of a method.
  public struct Mean: Sendable, Hashable, Decodable {
    /// The mean over seeds; nil where it is undefined.
    public var mean: Double?
    /// The sample standard deviation; nil for one seed.
    public var sd: Double?
    /// The number of seeds.
    public var n: Int
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
  }

  /// The data set, made unique among the studies that are compared.
  public var dataset: String
  /// Where the study was read from.
  public let source: String
  /// The metric that the study is about, as `Metric` spells it.
  public let headline: String
  let methods: [Method]

  /// Reads a `summary.json`.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - source: the folder it is of, for errors and equal names.
  /// - Throws: `StudyCollectionError` if it is not what `counterweight` writes.
  public init(summary bytes: [UInt8], source: String) throws(StudyCollectionError) {
    guard let contents = try? JSONDecoder().decode(Contents.self, from: Data(bytes)) else {
      throw .damaged(source)
    }
    dataset = contents.data.name
    headline = contents.headline_metric
    methods = contents.methods
    self.source = source
  }

  /// Whether a method's synthetic samples were used on none of its seeds.
  func isWithoutSamples(_ method: String) -> Bool {
    guard let found = methods.first(where: { $0.method == method }),
      let unused = found.seeds_without_synthetic_samples, !unused.isEmpty
    else { return false }
    return unused.count == found.runs
  }

  /// The mean of a method in a metric; nil where there is none.
  func value(_ method: String, _ metric: String) -> Mean? {
    methods.first { $0.method == method }?.metrics[metric].flatMap { $0.mean == nil ? nil : $0 }
  }
}

/// Why studies cannot be compared, as a sentence.
public enum StudyCollectionError: Error, Hashable, CustomStringConvertible {
  /// A summary is no JSON of ours.
  case damaged(String)
  /// There are no two studies.
  case tooFew
  /// No two methods are in all studies.
  case nothingInCommon([String])
  /// The metric is not one of ours.
  case unknownMetric(String, [String])

  /// A sentence.
  public var description: String {
    switch self {
    case .damaged(let source):
      "\(source)/results/summary.json is damaged: it is not what this program writes. "
        + "'counterweight report \(source)' writes it anew."
    case .tooFew:
      "There is one study only; name the folders of two or more."
    case .nothingInCommon(let sources):
      "No two methods have a score in all of \(sources.joined(separator: ", ")); "
        + "only methods that every study has can be ranked."
    case .unknownMetric(let name, let names):
      "There is no metric '\(name)'; the metrics are \(names.joined(separator: ", "))."
    }
  }
}
