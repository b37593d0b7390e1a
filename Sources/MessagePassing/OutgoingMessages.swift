import CMPI

/// Messages on their way to one rank: one part in flight, the rest waiting behind it.
///
/// A large message leaves MPI's hands only when its receiver takes it. A rank that waited for that
/// could not receive meanwhile, and two ranks that send to each other would wait for ever. So
/// sending only starts here, and goes on whenever the rank looks for messages.
///
/// Cost: one copy of at most `partSize` bytes in flight; what waits is kept without copying.
struct OutgoingMessages {
  private let rank: Int
  private let partSize: Int
  private var waiting: [(bytes: [UInt8], tag: Int32)] = []
  /// How much of the first message that waits has been sent or is in flight.
  private var sent = 0
  private var inFlight: Part?

  /// Bytes that MPI reads while their request is under way, so they must not move.
  private struct Part {
    let bytes: UnsafeMutableRawBufferPointer
    var request: cmpi_request
  }

  /// Nothing on its way to a rank yet.
  init(to rank: Int, partSize: Int) {
    self.rank = rank
    self.partSize = partSize
  }

  /// Whether everything has left.
  var isEmpty: Bool { waiting.isEmpty && inFlight == nil }

  /// Puts a message behind those that wait.
  mutating func append(_ bytes: [UInt8], tag: Int32) {
    waiting.append((bytes, tag))
  }

  /// Sends on, without waiting.
  ///
  /// - Returns: whether a part has left.
  mutating func advance() throws(CommunicationError) -> Bool {
    var moved = false
    while true {
      if var part = inFlight {
        guard try MPICalls.isDone(&part.request) else {
          inFlight = part
          return moved
        }
        part.bytes.deallocate()
        inFlight = nil
        moved = true
      }
      guard let message = waiting.first else { return moved }
      try start(message)
    }
  }

  private mutating func start(
    _ message: (bytes: [UInt8], tag: Int32)
  ) throws(CommunicationError) {
    let end = min(sent + partSize, message.bytes.count)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: end - sent, alignment: 16)
    buffer.copyBytes(from: message.bytes[sent..<end])
    let isLast = end == message.bytes.count
    let tag = isLast ? message.tag : message.tag | MPICommunicator.continued
    do {
      inFlight = Part(
        bytes: buffer,
        request: try MPICalls.startSend(UnsafeRawBufferPointer(buffer), to: rank, tag: tag))
    } catch {
      buffer.deallocate()
      throw error
    }
    sent = isLast ? 0 : end
    if isLast { waiting.removeFirst() }
  }
}
