/// Finds samples that are equal in length and values, whatever their labels.
struct DuplicateFinder {
  /// What there is to say about one sample.
  struct Finding {
    /// Whether an earlier sample of the same data set is equal.
    var isRepeated = false
    /// Whether a sample of an earlier data set is equal.
    var isInEarlier = false
    /// Whether an equal sample, of this data set or an earlier one, has other labels.
    var contradicts = false
  }

  private var datasets: [SequenceDataset] = []
  /// For each hash the samples that have it and differ from each other.
  private var seen: [UInt64: [(dataset: Int, sample: Int)]] = [:]

  /// Looks at the samples of a data set, of which later ones will be compared with.
  ///
  /// Cost: one pass over its values.
  mutating func add(_ dataset: SequenceDataset) -> [Finding] {
    let index = datasets.count
    datasets.append(dataset)
    return (0..<dataset.count).map { sample in
      let sequence = dataset.sequence(at: sample)
      let hash = Self.hash(sequence)
      let equal = seen[hash, default: []].filter {
        datasets[$0.dataset].sequence(at: $0.sample) == sequence
      }
      let labels = dataset.labelNames(at: sample)
      let finding = Finding(
        isRepeated: equal.contains { $0.dataset == index },
        isInEarlier: equal.contains { $0.dataset < index },
        contradicts: equal.contains { datasets[$0.dataset].labelNames(at: $0.sample) != labels })
      if !finding.isRepeated { seen[hash, default: []].append((index, sample)) }
      return finding
    }
  }

  private static func hash(_ values: EventValues) -> UInt64 {
    values.withUnsafeBufferPointer { values in
      var hash = UInt64(values.count)
      for value in values {
        // Adding 0 makes -0 and 0 equal, as `==` does.
        hash = (hash ^ UInt64((value + 0).bitPattern)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
      }
      return hash
    }
  }
}

extension SequenceDataset {
  /// The names of the classes of one sample.
  fileprivate func labelNames(at sample: Int) -> [String] {
    labelSequence(at: sample).map { classNames[$0] }
  }
}

extension [SampleTable] {
  /// Leaves out samples that equal an earlier one of the same table, or one of an earlier table.
  ///
  /// - Returns: how many were left out of each table because of itself and because of earlier ones.
  mutating func removeDuplicates() -> [(repeated: Int, inEarlier: Int)] {
    var finder = DuplicateFinder()
    return indices.map { index in
      let findings = finder.add(self[index].dataset)
      let kept = findings.indices.filter {
        !findings[$0].isRepeated && !findings[$0].isInEarlier
      }
      let repeated = findings.count { $0.isRepeated }
      if kept.count < findings.count { self[index].keep(kept) }
      return (repeated, findings.count - kept.count - repeated)
    }
  }
}

extension SampleTable {
  /// Keeps some of the samples, and what was said about the file.
  mutating func keep(_ indices: [Int]) {
    var kept = subset(indices)
    kept.dropped = dropped
    kept.notes = notes
    kept.warnings = warnings
    self = kept
  }
}
