import Foundation

@testable import Reports

/// A study as `summary.json` tells it, for comparing several.
struct SampleCollectionStudy {
  var name: String
  /// The methods with the mean of each; nil where it is undefined.
  var means: [(method: String, mean: Double?)]
  var source = ""
  var metric = "minority-f1"
  var baseline: String?
  var seeds = 5
  /// How many seeds a method has scores on, if not all.
  var fewerSeeds: [String: Int] = [:]
  /// What a summary of an earlier version lacks.
  var further: [String: Any] = [:]

  /// What is read of it.
  var result: StudyResult {
    get throws {
      let methods = means.map { method, mean -> [String: Any] in
        let count = mean == nil ? 0 : fewerSeeds[method] ?? seeds
        let value: [String: Any] = [
          "mean": mean.map { $0 as Any } ?? NSNull(), "sd": count > 1 ? 0.02 : NSNull(), "n": count,
        ]
        return ["method": method, "runs": count, "metrics": [metric: value]]
      }
      var object: [String: Any] = [
        "data": ["name": name], "headline_metric": metric, "methods": methods,
        "baseline": baseline.map { $0 as Any } ?? NSNull(), "seeds": Array(1...seeds),
      ]
      object.merge(further) { $1 }
      let bytes = try JSONSerialization.data(withJSONObject: object)
      return try StudyResult(summary: Array(bytes), source: source.isEmpty ? name : source)
    }
  }

  /// What a finished study of its own data says of itself.
  static func finished(_ number: Int, configuration: String = "c") -> [String: Any] {
    [
      "version": "0.1.0", "ensemble_size": 10, "minority_f1_over": "support", "units": 40,
      "units_done": 40, "units_failed": 0, "data_hash": "data \(number)",
      "configuration_hash": configuration,
    ]
  }
}

extension StudyCollection {
  /// The text of one of the files; empty if there is none.
  func text(_ name: String) -> String { files.first { $0.name == name }?.contents ?? "" }
}
