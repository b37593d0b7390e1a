/// Orders the classes of several splits and gives all of them the same class indices.
///
/// The order is the configured one, or else: the classes that the training file declares or the
/// training split has, the latter sorted, then those that only other splits have. A class outside training cannot be learned; its samples get the
/// vocabulary's UNKNOWN (spec/06 E16) and a warning.
struct ClassNaming {
  /// The class names in the order of their indices.
  let names: [String]
  /// What is doubtful.
  let warnings: [String]

  /// The classes of some splits.
  ///
  /// - Parameters:
  ///   - training: the training samples.
  ///   - others: the other splits.
  ///   - configured: the listed class names; empty if none are.
  ///   - isDeclared: whether the files declare their classes in order.
  /// - Throws: `classAbsent` if a configured class has no training sample, `unknownClass` if a
  ///   label is not configured.
  init(
    training: SequenceDataset, others: [SequenceDataset], configured: [String], isDeclared: Bool
  ) throws(DataError) {
    let inTraining = training.usedClassNames
    var elsewhere: Set<String> = []
    for other in others { elsewhere.formUnion(other.usedClassNames) }
    elsewhere.subtract(inTraining)
    var warnings: [String] = []
    if !configured.isEmpty {
      if let absent = configured.first(where: { !inTraining.contains($0) }) {
        throw DataError(.classAbsent(name: absent), at: DataPlace(split: "training"))
      }
      let unlisted = Self.sorted(inTraining.union(elsewhere).subtracting(configured))
      if let name = unlisted.first {
        throw DataError(.unknownClass(name: name, classes: configured))
      }
      names = configured
    } else if isDeclared {
      // Another file may number its classes instead of declaring them, and know more.
      names = training.classNames + Self.sorted(elsewhere.subtracting(training.classNames))
      let absent = names.filter { !inTraining.contains($0) && !elsewhere.contains($0) }
      if !absent.isEmpty {
        warnings.append("No sample has the label \(Self.quoted(absent)).")
      }
    } else {
      names = Self.sorted(inTraining) + Self.sorted(elsewhere)
    }
    if !elsewhere.isEmpty {
      warnings.append(
        "The label \(Self.quoted(Self.sorted(elsewhere))) occurs only outside the training split; "
          + "such samples cannot be recognised and count as misses.")
    }
    self.warnings = warnings
  }

  /// The same samples with class indices in this order.
  func renumbered(_ dataset: SequenceDataset) -> SequenceDataset {
    let indices = dataset.classNames.map { name in names.firstIndex(of: name) ?? -1 }
    return SequenceDataset(
      unchecked: (), featureNames: dataset.featureNames, classNames: names,
      labelLength: dataset.labelLength, values: dataset.values, starts: dataset.starts,
      lengths: dataset.lengths, labels: dataset.labels.map { indices[$0] },
      labelLengths: dataset.labelLengths)
  }

  /// The names in order: by value if all are numbers, else by text.
  static func sorted(_ names: some Collection<String>) -> [String] {
    let numbers = names.map { name in (name: name, number: Double(name)) }
    guard numbers.allSatisfy({ $0.number?.isFinite == true }) else { return names.sorted() }
    return numbers.sorted { ($0.number ?? 0, $0.name) < ($1.number ?? 0, $1.name) }.map(\.name)
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }
}

extension SequenceDataset {
  /// The names of the classes that occur.
  var usedClassNames: Set<String> {
    var isUsed = [Bool](repeating: false, count: classCount)
    for label in labels { isUsed[label] = true }
    return Set(classNames.indices.filter { isUsed[$0] }.map { classNames[$0] })
  }
}
