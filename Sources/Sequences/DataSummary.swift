/// What somebody wants to know about data before spending core-hours on them.
///
///     let data = try DataLoader.load(configuration, relativeTo: folder)
///     print(DataSummary(of: data).text)
public struct DataSummary: Sendable, Equatable {
  /// One split in numbers.
  public struct Split: Sendable, Equatable {
    /// `training`, `validation` or `test`.
    public let name: String
    /// The number of samples.
    public let sampleCount: Int
    /// The number of events of the shortest sample.
    public let minimumLength: Int
    /// The middle of all lengths, the larger of two.
    public let medianLength: Int
    /// The number of events of the longest sample.
    public let maximumLength: Int
    /// The number of samples of each label sequence in the order of the vocabulary, then of those
    /// that it does not have.
    public let labelCounts: [Int]
    /// The number of samples that equal an earlier one of the same split in values and length.
    public let duplicates: Int
    /// The number of samples that equal one of an earlier split.
    public let duplicatesAcross: Int
  }

  /// The three splits.
  public let splits: [Split]
  /// The features over the training events.
  public let features: [FeatureStatistics]
  /// The label sequences of training as class names, the majority first.
  public let labelNames: [String]
  /// Majority samples per minority sample in training.
  public let imbalanceRatio: Double
  /// Windows of a series that were left out.
  public let droppedWindows: LoadedData.DroppedWindows
  /// What was decided while reading.
  public let notes: [String]
  /// What is doubtful.
  public let warnings: [String]

  /// The summary of loaded data.
  ///
  /// Cost: a few passes over all samples.
  public init(of data: LoadedData) {
    let splits = data.splits
    let vocabulary = splits.vocabulary
    let datasets = [splits.training.dataset, splits.validation.dataset, splits.test.dataset]
    var finder = DuplicateFinder()
    self.splits = zip(["training", "validation", "test"], datasets).map { name, dataset in
      let duplicates = finder.add(dataset)
      let sorted = dataset.lengths.sorted()
      var counts = [Int](repeating: 0, count: vocabulary.count + 1)
      for id in vocabulary.ids(of: dataset) {
        counts[id == LabelVocabulary.unknown ? vocabulary.count : id] += 1
      }
      return Split(
        name: name, sampleCount: dataset.count,
        minimumLength: sorted.first ?? 0,
        medianLength: sorted.isEmpty ? 0 : sorted[sorted.count / 2],
        maximumLength: sorted.last ?? 0, labelCounts: counts, duplicates: duplicates.within,
        duplicatesAcross: duplicates.across)
    }
    features = [FeatureStatistics](of: datasets[0])
    labelNames = vocabulary.sequences.map { sequence in
      sequence.map { datasets[0].classNames[$0] }.joined(separator: " ")
    }
    imbalanceRatio = vocabulary.imbalanceRatio
    droppedWindows = data.droppedWindows
    notes = data.notes
    warnings =
      data.warnings
      + Self.advice(splits: self.splits, features: features, vocabulary: vocabulary)
  }
}

/// Finds samples that are equal in length and values.
private struct DuplicateFinder {
  private var datasets: [SequenceDataset] = []
  /// For each hash the samples that have it and differ from each other.
  private var seen: [UInt64: [(dataset: Int, sample: Int)]] = [:]

  /// The number of samples of a split that equal an earlier one of it, and one of earlier splits.
  mutating func add(_ dataset: SequenceDataset) -> (within: Int, across: Int) {
    let index = datasets.count
    datasets.append(dataset)
    var within = 0
    var across = 0
    for sample in 0..<dataset.count {
      let sequence = dataset.sequence(at: sample)
      let hash = Self.hash(sequence)
      let equal = seen[hash, default: []].filter {
        datasets[$0.dataset].sequence(at: $0.sample) == sequence
      }
      if equal.contains(where: { $0.dataset == index }) { within += 1 }
      if equal.contains(where: { $0.dataset < index }) { across += 1 }
      if !equal.contains(where: { $0.dataset == index }) {
        seen[hash, default: []].append((index, sample))
      }
    }
    return (within, across)
  }

  private static func hash(_ values: ArraySlice<Float>) -> UInt64 {
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
