import Files
import MessagePassing

/// A worker's way to its data: opens the memory of another process of the node, or fetches them piece
/// by piece.
struct DataReceipt {
  /// What to do next.
  enum Step {
    /// Ask for the piece that begins at this offset.
    case ask(offset: Int)
    /// The data are there.
    case done(SharedBytes)
  }

  private let source: DataDelivery.Source
  private var writer: SharedBytes.Writer?

  /// Begins.
  init(_ source: DataDelivery.Source) {
    self.source = source
  }

  /// What to do first.
  ///
  /// - Throws: `FileError` if there is too little memory.
  mutating func begin() throws -> Step {
    // Where the other process cannot be reached, in a container of its own, this rank has a copy.
    if let path = source.path, let bytes = try? SharedBytes(opening: path, count: source.count) {
      return .done(bytes)
    }
    let writer = try SharedBytes.Writer(count: source.count)
    self.writer = writer
    return source.count == 0 ? try finish(writer) : .ask(offset: 0)
  }

  /// Takes in a piece.
  ///
  /// - Throws: `FileError` if there is too little memory, `CommunicationError` if the data that came
  ///   are others than those that were sent.
  mutating func take(_ piece: [UInt8], from offset: Int) throws -> Step {
    guard let writer, offset == writer.written, !piece.isEmpty else {
      throw CommunicationError("A piece of the data came that nobody had asked for.")
    }
    try writer.append(piece)
    return writer.written == source.count ? try finish(writer) : .ask(offset: writer.written)
  }

  private func finish(_ writer: SharedBytes.Writer) throws -> Step {
    let bytes = try writer.finish()
    guard SHA256.hexDigest(of: bytes) == source.digest else {
      throw CommunicationError("The data were damaged on their way from the coordinator.")
    }
    return .done(bytes)
  }
}
