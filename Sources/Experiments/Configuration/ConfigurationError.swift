/// What is wrong with an experiment file or an override, as a sentence.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// The sentence: file, line where known, key, what is wrong and what would be right.
  public let description: String

  /// An error that is told by a sentence.
  public init(_ description: String) {
    self.description = description
  }
}
