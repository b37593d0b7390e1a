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
  /// Windows of a series that were left out.
  public let droppedWindows: DroppedWindows

  /// A file that was read.
  public struct SourceFile: Sendable, Equatable {
    /// The path as the configuration gives it.
    public let path: String
    /// The number of bytes on disk.
    public let size: Int
    /// The SHA-256 of the bytes on disk.
    public let sha256: String
  }

  /// How many windows of a series were left out, and why.
  public struct DroppedWindows: Sendable, Equatable {
    /// Because a row lacks a value, or a step of time is too long or too short.
    public var incomplete = 0
    /// Because they straddle the border of two splits, or the end of the file.
    public var atBorders = 0
  }
}
