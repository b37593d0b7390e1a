import Statistics

/// Which methods of several studies are ranked, and why others are not.
struct RankedMethods {
  /// The methods that every study has and used the samples of, in the order of the first.
  private(set) var ranked: [String] = []
  /// The rest.
  private(set) var others: [String] = []
  /// Why those are not ranked, a sentence for all of the same reason.
  private(set) var reasons: [String] = []

  /// The methods of studies with distinct names.
  init(_ studies: [StudyResult], _ metric: Metric) {
    var all: [String] = []
    for method in studies.flatMap({ $0.methods.map(\.method) }) where !all.contains(method) {
      all.append(method)
    }
    var groups: [(grounds: String, methods: [String])] = []
    for method in all {
      let grounds = Self.grounds(method, studies, metric).joined(separator: "; ")
      guard !grounds.isEmpty else {
        ranked.append(method)
        continue
      }
      others.append(method)
      if let index = groups.firstIndex(where: { $0.grounds == grounds }) {
        groups[index].methods.append(method)
      } else {
        groups.append((grounds, [method]))
      }
    }
    reasons = groups.map { grounds, methods in
      "Not ranked: \(methods.joined(separator: ", ")) (\(grounds))."
    }
  }

  /// Why a method is not ranked; empty if it is.
  private static func grounds(
    _ method: String, _ studies: [StudyResult], _ metric: Metric
  ) -> [String] {
    func names(_ isOne: (StudyResult) -> Bool) -> String? {
      let found = studies.filter(isOne).map(\.dataset)
      return found.isEmpty ? nil : found.joined(separator: ", ")
    }
    return [
      names { !$0.has(method) }.map { "not among the methods of \($0)" },
      names { $0.has(method) && $0.value(method, metric.rawValue) == nil }.map {
        "no \(metric.title) in \($0)"
      },
      names { $0.isWithoutSamples(method) }.map {
        "synthetic samples not used in \($0), where the quality gate kept them out"
      },
    ].compactMap(\.self)
  }
}
