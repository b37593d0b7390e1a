import RandomStreams

/// Leaves out samples of some classes at random, until the classes have given shares of a split.
struct Thinning {
  private let configuration: ThinningConfiguration

  init(_ configuration: ThinningConfiguration) {
    self.configuration = configuration
  }

  /// Thins the splits that the configuration names.
  ///
  /// - Parameter tables: training, validation, test.
  /// - Returns: sentences about what was left out, and about what could not be.
  /// - Throws: if a class does not occur in training, or labels are sequences.
  func apply(
    to tables: inout [SampleTable]
  ) throws(DataError) -> (notes: [String], warnings: [String]) {
    guard !configuration.classes.isEmpty else { return ([], []) }
    guard tables[0].dataset.labelLength == 1 else {
      throw DataError(
        .configuration(
          sentence: "data.thin needs one label per sample; choose one with data.label.position."))
    }
    let present = tables[0].dataset.usedClassNames
    if let absent = configuration.classes.keys.sorted().first(where: { !present.contains($0) }) {
      throw DataError(
        .configuration(
          sentence: "data.thin.classes names the class '\(absent)', which no training sample has; "
            + "there are \(ClassNaming.sorted(present).joined(separator: ", "))."))
    }
    let names = ["training", "validation", "test"]
    let scope =
      switch configuration.splits {
      case .training: 1
      case .trainingAndValidation: 2
      case .all: 3
      }
    var notes: [String] = []
    var warnings: [String] = []
    for index in 0..<scope {
      let stream = RandomStream(seed: UInt64(configuration.seed)).substream("thin", index)
      let (kept, sentences) = thinned(tables[index].dataset, stream: stream, split: names[index])
      warnings += sentences
      let all = tables[index].dataset.count
      guard kept.count < all else { continue }
      tables[index].keep(kept)
      notes.append("\(all - kept.count) of \(all) \(names[index]) samples were thinned out.")
    }
    return (notes, warnings)
  }

  /// The samples that stay, in increasing order.
  ///
  /// With all others O, and S the sum of the wanted shares, the thinned split has O / (1 - S)
  /// samples, of which each class has its share, rounded.
  private func thinned(
    _ dataset: SequenceDataset, stream: RandomStream, split: String
  ) -> (kept: [Int], warnings: [String]) {
    var samples: [String: [Int]] = [:]
    for sample in 0..<dataset.count {
      let name = dataset.labelSequence(at: sample).first.map { dataset.classNames[$0] } ?? ""
      samples[name, default: []].append(sample)
    }
    // A class that has too few samples for its share stays whole and counts among the others.
    var thinned = configuration.classes.filter { samples[$0.key] != nil }
    var warnings: [String] = []
    while true {
      let others = samples.filter { thinned[$0.key] == nil }.map(\.value.count).reduce(0, +)
      let total = Double(others) / (1 - thinned.values.reduce(0, +))
      let scarce = thinned.keys.sorted().first {
        Int(((thinned[$0] ?? 0) * total).rounded()) > samples[$0]?.count ?? 0
      }
      if let scarce {
        warnings.append(
          "The class '\(scarce)' has \(samples[scarce]?.count ?? 0) of \(dataset.count) \(split) "
            + "samples, less than the share in data.thin.classes; all of them stay.")
        thinned[scarce] = nil
        continue
      }
      var kept: [Int] = []
      for (name, members) in samples {
        guard let share = thinned[name] else {
          kept += members
          continue
        }
        // At least one, so that no class disappears.
        let count = max(1, Int((share * total).rounded()))
        var stream = stream.substream(name)
        kept += members.shuffled(using: &stream).prefix(count)
      }
      return (kept.sorted(), warnings)
    }
  }
}
