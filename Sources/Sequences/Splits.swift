// Three types, so that the compiler keeps test data out of training: whatever resamples, scales or
// fits takes a `TrainingSplit`, and nothing turns another split into one (architecture rule 4).

/// The samples that models, scalers, vocabularies and oversamplers are fitted on.
public struct TrainingSplit: Sendable {
  /// The samples.
  public let dataset: SequenceDataset
}

/// The samples that choose the best epoch and thresholds. They cannot be resampled.
public struct ValidationSplit: Sendable {
  /// The samples.
  public let dataset: SequenceDataset
}

/// The samples that results are reported on. They cannot be resampled.
public struct TestSplit: Sendable {
  /// The samples.
  public let dataset: SequenceDataset
}

/// One data set, split and described: everything that a unit needs to know about the data.
public struct DataSplits: Sendable {
  /// Fitted on.
  public let training: TrainingSplit
  /// Selected on.
  public let validation: ValidationSplit
  /// Reported on.
  public let test: TestSplit
  /// The label sequences of the training split; id 0 is the majority.
  public let vocabulary: LabelVocabulary
}
