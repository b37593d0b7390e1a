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
    /// The number of samples that equal an earlier one, of this split or another, and have another
    /// label.
    public let contradictions: Int
    /// The features over the split's events.
    public let features: [FeatureStatistics]
  }

  /// The three splits.
  public let splits: [Split]
  /// The features over the training events.
  public let features: [FeatureStatistics]
  /// What was missing before it was filled in.
  public let missing: [LoadedData.MissingShares]
  /// The middle length of the majority's training samples.
  public let majorityLength: Int
  /// The middle length of the minority's training samples.
  public let minorityLength: Int
  /// The label sequences of training as class names, the majority first.
  public let labelNames: [String]
  /// Majority samples per minority sample in training.
  public let imbalanceRatio: Double
  /// Windows of a series that were left out.
  public let droppedWindows: LoadedData.DroppedWindows
  /// What was decided while reading.
  public let notes: [String]
  /// What is doubtful.
  public private(set) var warnings: [String]

  /// The summary of loaded data.
  ///
  /// Cost: a few passes over all samples.
  ///
  /// - Parameters:
  ///   - data: what was loaded.
  ///   - further: what else is doubtful, such as about methods.
  public init(of data: LoadedData, further: [String] = []) {
    let vocabulary = data.splits.vocabulary
    let training = data.splits.training.dataset
    let datasets = [training, data.splits.validation.dataset, data.splits.test.dataset]
    var finder = DuplicateFinder()
    splits = zip(DataPreparation.names, datasets).map { name, dataset in
      Split(
        name: name, dataset: dataset, vocabulary: vocabulary, findings: finder.add(dataset))
    }
    features = splits[0].features
    missing = data.missing
    majorityLength = Self.medianLength(training, vocabulary.majorityIndices(in: training))
    minorityLength = Self.medianLength(training, vocabulary.minorityIndices(in: training))
    labelNames = vocabulary.sequences.map { sequence in
      sequence.map { training.classNames[$0] }.joined(separator: " ")
    }
    imbalanceRatio = vocabulary.imbalanceRatio
    droppedWindows = data.droppedWindows
    notes = data.notes
    warnings = data.warnings
    warnings += Self.advice(self, vocabulary: vocabulary) + further
  }

  private static func medianLength(_ dataset: SequenceDataset, _ samples: [Int]) -> Int {
    let sorted = samples.map { dataset.lengths[$0] }.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}

extension DataSummary.Split {
  /// A split in numbers.
  fileprivate init(
    name: String, dataset: SequenceDataset, vocabulary: LabelVocabulary,
    findings: [DuplicateFinder.Finding]
  ) {
    let sorted = dataset.lengths.sorted()
    var counts = [Int](repeating: 0, count: vocabulary.count + 1)
    for id in vocabulary.ids(of: dataset) {
      counts[id == LabelVocabulary.unknown ? vocabulary.count : id] += 1
    }
    self.name = name
    sampleCount = dataset.count
    minimumLength = sorted.first ?? 0
    medianLength = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    maximumLength = sorted.last ?? 0
    labelCounts = counts
    duplicates = findings.count { $0.isRepeated }
    duplicatesAcross = findings.count { $0.isInEarlier }
    contradictions = findings.count { $0.contradicts }
    features = [FeatureStatistics](of: dataset)
  }
}
