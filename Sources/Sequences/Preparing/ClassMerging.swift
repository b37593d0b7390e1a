/// Takes classes together: `label.merge`, then all classes but those of `label.minority`.
struct ClassMerging {
  /// The name of what all classes become that are not of interest.
  static let otherName = "other"
  private let configuration: LabelConfiguration

  init(_ configuration: LabelConfiguration) {
    self.configuration = configuration
  }

  /// The classes that some classes become.
  ///
  /// - Throws: if the settings name a class that does not occur among them.
  private func targets(of names: [String]) throws(DataError) -> [String] {
    var targets = names
    for (target, sources) in configuration.merge.sorted(by: { $0.key < $1.key }) {
      for source in sources {
        guard let index = names.firstIndex(of: source) else {
          throw DataError(.configuration(sentence: Self.sentence("merge", source, names)))
        }
        targets[index] = target
      }
    }
    guard !configuration.minority.isEmpty else { return targets }
    if let absent = configuration.minority.first(where: { !targets.contains($0) }) {
      let sentence = Self.sentence("minority", absent, Array(Set(targets)))
      throw DataError(.configuration(sentence: sentence))
    }
    return targets.map { configuration.minority.contains($0) ? $0 : Self.otherName }
  }

  private static func sentence(_ key: String, _ name: String, _ names: [String]) -> String {
    "data.label.\(key) names the class '\(name)', which does not occur; there are "
      + "\(ClassNaming.sorted(names).joined(separator: ", "))."
  }

  /// Changes the classes of three tables alike.
  ///
  /// - Throws: if the settings name a class that no table has.
  func apply(to tables: inout [SampleTable]) throws(DataError) {
    guard !configuration.merge.isEmpty || !configuration.minority.isEmpty else { return }
    var names: [String] = []
    for table in tables {
      names += table.dataset.classNames.filter { !names.contains($0) }
    }
    let targets = try targets(of: names)
    let merged = Dictionary(uniqueKeysWithValues: zip(names, targets))
    for index in tables.indices {
      let dataset = tables[index].dataset
      var classNames: [String] = []
      var numbers: [Int] = []
      for name in dataset.classNames {
        let target = merged[name] ?? name
        if !classNames.contains(target) { classNames.append(target) }
        numbers.append(classNames.firstIndex(of: target) ?? 0)
      }
      tables[index].dataset = dataset.replacingLabels(
        dataset.labels.map { numbers[$0] }, classNames: classNames)
      // Of declared classes the order has no meaning any more.
      tables[index].declaresClasses = false
    }
  }
}
