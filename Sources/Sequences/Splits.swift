// Three types, so that the compiler keeps test data out of training: whatever resamples, scales or
// fits takes a `TrainingSplit`, and nothing turns another split into one (architecture rule 4).

/// The samples that models, scalers, vocabularies and oversamplers are fitted on.
public struct TrainingSplit: Sendable, Equatable {
  /// The samples, at least one.
  public let dataset: SequenceDataset

  /// The training split of these samples.
  ///
  /// - Throws: if there is no sample (spec/06 E2).
  public init(_ dataset: SequenceDataset) throws(DataError) {
    guard !dataset.isEmpty else { throw DataError(.empty, at: DataPlace(split: "training")) }
    self.dataset = dataset
  }

  /// Some of the training samples, such as the minority: still training data.
  ///
  /// - Throws: if `indices` is empty.
  public func subset(_ indices: [Int]) throws(DataError) -> TrainingSplit {
    try TrainingSplit(dataset.subset(indices))
  }
}

/// The samples that choose the best epoch and thresholds.
///
/// They cannot be resampled.
public struct ValidationSplit: Sendable, Equatable {
  /// The samples, at least one.
  public let dataset: SequenceDataset

  /// The validation split of these samples.
  ///
  /// - Throws: if there is no sample (spec/06 E2).
  public init(_ dataset: SequenceDataset) throws(DataError) {
    guard !dataset.isEmpty else { throw DataError(.empty, at: DataPlace(split: "validation")) }
    self.dataset = dataset
  }
}

/// The samples that results are reported on.
///
/// They cannot be resampled.
public struct TestSplit: Sendable, Equatable {
  /// The samples, at least one.
  public let dataset: SequenceDataset

  /// The test split of these samples.
  ///
  /// - Throws: if there is no sample (spec/06 E2).
  public init(_ dataset: SequenceDataset) throws(DataError) {
    guard !dataset.isEmpty else { throw DataError(.empty, at: DataPlace(split: "test")) }
    self.dataset = dataset
  }
}

/// One data set, split and described: everything that a unit needs to know about the data.
public struct DataSplits: Sendable, Equatable {
  /// Fitted on.
  public let training: TrainingSplit
  /// Selected on.
  public let validation: ValidationSplit
  /// Reported on.
  public let test: TestSplit
  /// The label sequences of the training split; id 0 is the majority.
  public let vocabulary: LabelVocabulary

  /// Three splits of the same features, classes and label length.
  ///
  /// - Throws: if the splits do not fit together, or training has one label sequence only (E2).
  public init(
    training: TrainingSplit, validation: ValidationSplit, test: TestSplit
  ) throws(DataError) {
    try training.dataset.requireCompatible(with: validation.dataset)
    try training.dataset.requireCompatible(with: test.dataset)
    self.training = training
    self.validation = validation
    self.test = test
    vocabulary = try LabelVocabulary(training)
  }
}
