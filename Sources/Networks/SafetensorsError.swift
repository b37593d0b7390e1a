/// Why bytes could not be read as a safetensors file (spec/06 E14).
///
/// The errors do not know the file's name; whoever opened it says so before these sentences.
public enum SafetensorsError: Error, Equatable {
  /// The file ends before its contents do; sizes in bytes.
  case truncated(expected: Int, found: Int)
  /// The file is of another format.
  case foreign(reason: String)
  /// A tensor of another number type than single precision.
  case type(name: String, found: String)
  /// A tensor of more than four dimensions.
  case rank(name: String, found: Int)
  /// A tensor of a negative extent, or of more elements than can be counted.
  case extent(name: String, shape: [Int])
  /// A tensor whose place in the file does not have the size of its elements, in bytes.
  case offsets(name: String, expected: Int, found: [Int])
  /// A tensor that does not begin where the one before it ends.
  case gap(name: String, at: Int)
  /// Bytes behind the last tensor.
  case trailing(bytes: Int)
}

extension SafetensorsError: CustomStringConvertible {
  /// What is wrong and what to do, in sentences.
  public var description: String {
    switch self {
    case .truncated(let expected, let found):
      "The file has \(found) bytes where at least \(expected) were expected. "
        + "It was not written to its end; use an earlier checkpoint."
    case .foreign(let reason):
      "This is not a safetensors file: \(reason). Give a file that Counterweight has written."
    case .type(let name, let found):
      "The tensor '\(name)' has numbers of type \(found); only \(Safetensors.typeName) is read."
    case .rank(let name, let found):
      "The tensor '\(name)' has \(found) dimensions; at most 4 are read."
    case .extent(let name, let shape):
      "The tensor '\(name)' has an impossible shape \(shape). The file is damaged."
    case .offsets(let name, let expected, let found):
      "The tensor '\(name)' lies at bytes \(found), but its elements take \(expected) bytes. "
        + "The file is damaged."
    case .gap(let name, let at):
      "The tensor '\(name)' begins at byte \(at), not where the one before it ends. "
        + "The file is damaged."
    case .trailing(let bytes):
      "There are \(bytes) bytes behind the last tensor. The file is damaged."
    }
  }
}
