import CMPI

/// Messages on their way from one rank, part by part.
///
/// The rank may die while one of its parts arrives, which MPI then waits for without end. So
/// receiving only starts here, and other ranks are listened to meanwhile.
struct IncomingMessages {
  /// Bytes that MPI writes while their request is under way, so they must not move.
  private struct Part {
    let bytes: UnsafeMutableRawBufferPointer
    let tag: Int32
    var request: cmpi_request
  }

  private let rank: Int
  /// Parts that arrive, in the order in which they were sent.
  private var parts: [Part] = []
  /// The parts of a message whose last one has not come yet.
  private var incomplete: [UInt8] = []
  /// When a part last arrived, or the first began to.
  private var lastMoved = ContinuousClock.now

  /// How long a part may take before its rank counts as cut off.
  private static let patience = Duration.seconds(5)

  /// Nothing on its way from a rank yet.
  init(from rank: Int) {
    self.rank = rank
  }

  /// How many parts arrive at the moment.
  var partCount: Int { parts.count }

  /// Whether nothing has come for so long that the rank may be cut off, though more is to come.
  var isStalled: Bool { !parts.isEmpty && ContinuousClock.now - lastMoved > Self.patience }

  /// Whether nothing is on its way.
  var isEmpty: Bool { parts.isEmpty && incomplete.isEmpty }

  /// Starts to take in what a probe has found.
  mutating func start(_ arrival: cmpi_arrival) throws(CommunicationError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Int(arrival.count), alignment: 16)
    if parts.isEmpty { lastMoved = .now }
    do {
      parts.append(
        Part(
          bytes: buffer, tag: arrival.tag,
          request: try MPICalls.startReceive(buffer, from: rank, tag: arrival.tag)))
    } catch {
      buffer.deallocate()
      throw error
    }
  }

  /// The next message that is there whole; nil if there is none yet.
  mutating func next() throws(CommunicationError) -> Message? {
    while var part = parts.first {
      guard try MPICalls.isDone(&part.request) else {
        parts[0] = part
        return nil
      }
      parts.removeFirst()
      lastMoved = .now
      defer { part.bytes.deallocate() }
      let isLast = part.tag & MPICommunicator.continued == 0
      if isLast, incomplete.isEmpty {
        return Message(source: rank, tag: part.tag, bytes: Array(part.bytes))
      }
      incomplete += part.bytes
      guard isLast else { continue }
      defer { incomplete = [] }
      return Message(source: rank, tag: part.tag, bytes: incomplete)
    }
    return nil
  }
}
