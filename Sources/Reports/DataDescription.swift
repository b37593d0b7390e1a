/// What a report says about the data of a study.
public struct DataDescription: Sendable, Hashable {
  /// How many samples a split holds.
  public struct Split: Sendable, Hashable {
    /// Which split.
    public var name: ScoredSplit
    /// The number of its samples.
    public var sampleCount: Int
    /// How many of them are not of the majority.
    public var minorityCount: Int

    /// A split as given.
    public init(_ name: ScoredSplit, sampleCount: Int, minorityCount: Int) {
      self.name = name
      self.sampleCount = sampleCount
      self.minorityCount = minorityCount
    }

    /// The share of samples that are not of the majority; nil for an empty split.
    public var minorityShare: Double? {
      sampleCount > 0 ? Double(minorityCount) / Double(sampleCount) : nil
    }
  }

  /// A short name; the `dataset` column of `runs.csv`.
  public var name: String
  /// What the data are, in a phrase or sentence; may be empty.
  public var text: String
  /// The splits, in the order of training, validation and test.
  public var splits: [Split]
  /// Numbers per event.
  public var featureCount: Int
  /// The number of label sequences that training knows, the majority included.
  public var classCount: Int
  /// The names of these label sequences, by their ids; may be empty.
  public var classNames: [String]

  /// A description as given.
  public init(
    name: String, text: String = "", splits: [Split], featureCount: Int, classCount: Int,
    classNames: [String] = []
  ) {
    self.name = name
    self.text = text
    self.splits = splits
    self.featureCount = featureCount
    self.classCount = classCount
    self.classNames = classNames
  }

  /// The split of a name, if described.
  public func split(_ name: ScoredSplit) -> Split? { splits.first { $0.name == name } }

  /// Test samples divided by training samples, as Nadeau and Bengio's test needs it.
  public var testToTrainRatio: Double? {
    guard let training = split(.training)?.sampleCount, let test = split(.test)?.sampleCount,
      training > 0, test > 0
    else { return nil }
    return Double(test) / Double(training)
  }
}
