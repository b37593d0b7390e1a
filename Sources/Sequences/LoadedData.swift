/// Data that are ready for training, with what should be told about reading them.
public struct LoadedData: Sendable {
  /// The splits.
  public let splits: DataSplits
  /// What was decided on the way, such as a threshold; for the record.
  public let notes: [String]
  /// What is doubtful; for the user's eyes.
  public let warnings: [String]
  /// The files that were read, in order.
  public let files: [SourceFile]
  /// Windows that were left out.
  public let droppedWindows: DroppedWindows
  /// What was missing before it was filled in, for every feature of the files.
  public let missing: [MissingShares]

  /// How much of a feature is missing.
  public struct MissingShares: Sendable, Equatable {
    /// The name of the feature.
    public let feature: String
    /// The share of events that lack it in training, validation and test.
    public let events: [Double]
    /// The share of samples that never have it in training, validation and test.
    public let samples: [Double]
  }

  /// A file that was read.
  public struct SourceFile: Sendable, Equatable {
    /// The path as the configuration gives it.
    public let path: String
    /// The number of bytes on disk.
    public let size: Int
    /// The SHA-256 of the bytes on disk.
    public let sha256: String
  }

  /// How many windows were left out, and why.
  public struct DroppedWindows: Sendable, Equatable {
    /// Because a row lacks a value, or a step of time is too long or too short.
    public var incomplete = 0
    /// Because they straddle the border of two splits, or the end of the file.
    public var atBorders = 0
    /// Ids that have too few rows for a window and its labels.
    public var tooShort = 0
    /// Because their id ends before it is known whether the event happens.
    public var unobserved = 0
  }
}

extension LoadedData {
  /// The same with other splits, such as the same ones in memory that processes share.
  public func replacingSplits(_ splits: DataSplits) -> LoadedData {
    LoadedData(
      splits: splits, notes: notes, warnings: warnings, files: files,
      droppedWindows: droppedWindows, missing: missing)
  }
}
