/// Why a job file cannot be written, as a sentence.
public struct JobFileError: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
