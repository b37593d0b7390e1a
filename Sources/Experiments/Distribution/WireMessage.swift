import Files
import MessagePassing

/// Everything that the coordinator and a worker say to each other.
///
/// A conversation: the worker says `hello`; the coordinator answers with `welcome`, and then with a
/// `unit` whenever it has one for this worker. The worker tells `progress` while it computes and
/// ends with `result` or `failed`. When nothing is left, or the run must end, the coordinator says
/// `stop`, and the worker's last word is `goodbye`. A worker that gets a signal tells so by
/// `interrupted` and goes on until it hears `stop`. No message waits for an answer.
enum WireMessage: Equatable, Sendable {
  /// Worker: I am here, on this host.
  case hello(host: String)
  /// Coordinator: what a `UnitComputer` is made from.
  case welcome([UInt8])
  /// Coordinator: compute this; here is the result of the unit that it needs first.
  case unit(UnitID, prerequisite: [UnitFile])
  /// Worker: this share of the unit is done. Also the sign that the worker lives.
  case progress(UnitID, share: Double)
  /// Worker: the unit is done.
  case result(UnitID, files: [UnitFile], cost: UnitTiming)
  /// Worker: the unit cannot be done; why, as a sentence.
  case failed(UnitID, reason: String, cost: UnitTiming)
  /// Coordinator: stop what you do, say goodbye and end with this exit code.
  case stop(exitCode: Int32)
  /// Worker: I send nothing more.
  case goodbye
  /// Worker: I was asked to end, by this signal; the run should.
  case interrupted(reason: String)
}

/// What a unit took, on the rank that computed it.
struct UnitTiming: Equatable, Sendable {
  /// Seconds from start to end.
  var wall: Double
  /// Seconds of processor time.
  var processor: Double
}

extension WireMessage {
  /// The number that tells the kinds apart on the wire.
  var tag: Int32 {
    switch self {
    case .hello: 1
    case .welcome: 2
    case .unit: 3
    case .progress: 4
    case .result: 5
    case .failed: 6
    case .stop: 7
    case .goodbye: 8
    case .interrupted: 9
    }
  }

  /// The message's content.
  var bytes: [UInt8] {
    var encoder = ByteEncoder()
    switch self {
    case .hello(let host): encoder.append(host)
    case .welcome(let content): encoder.append(content)
    case .unit(let unit, let files):
      encoder.append("\(unit)")
      encoder.append(files: files)
    case .progress(let unit, let share):
      encoder.append("\(unit)")
      encoder.append(number: share)
    case .result(let unit, let files, let cost):
      encoder.append("\(unit)")
      encoder.append(files: files)
      encoder.append(cost)
    case .failed(let unit, let reason, let cost):
      encoder.append("\(unit)")
      encoder.append(reason)
      encoder.append(cost)
    case .stop(let exitCode): encoder.append(Int(exitCode))
    case .goodbye: break
    case .interrupted(let reason): encoder.append(reason)
    }
    return encoder.bytes
  }

  /// Reads a message that has arrived.
  ///
  /// - Throws: `CommunicationError` if it is none of these.
  init(_ message: Message) throws(CommunicationError) {
    do {
      self = try Self.decode(message.tag, ByteDecoder(message.bytes))
    } catch {
      throw CommunicationError(
        "Rank \(message.source) sent something that is no message of this program: \(error).")
    }
  }

  private static func decode(_ tag: Int32, _ content: ByteDecoder) throws -> WireMessage {
    var decoder = content
    switch tag {
    case 1: return .hello(host: try decoder.text())
    case 2: return .welcome(try decoder.content())
    case 3: return .unit(try decoder.unit(), prerequisite: try decoder.files())
    case 4: return .progress(try decoder.unit(), share: try decoder.number())
    case 5:
      return .result(
        try decoder.unit(), files: try decoder.files(), cost: try decoder.timing())
    case 6:
      return .failed(
        try decoder.unit(), reason: try decoder.text(), cost: try decoder.timing())
    case 7: return .stop(exitCode: Int32(truncatingIfNeeded: try decoder.integer()))
    case 8: return .goodbye
    case 9: return .interrupted(reason: try decoder.text())
    default: throw CommunicationError("kind \(tag)")
    }
  }
}

extension Communicator {
  /// Sends one of the messages above.
  func send(_ message: WireMessage, to rank: Int) throws(CommunicationError) {
    try send(message.bytes, to: rank, tag: message.tag)
  }
}

extension ByteEncoder {
  mutating func append(files: [UnitFile]) {
    append(files.count)
    for file in files {
      append(file.name)
      append(file.bytes)
    }
  }

  fileprivate mutating func append(number: Double) {
    append(Int(bitPattern: UInt(number.bitPattern)))
  }

  fileprivate mutating func append(_ cost: UnitTiming) {
    append(number: cost.wall)
    append(number: cost.processor)
  }
}

extension ByteDecoder {
  fileprivate mutating func unit() throws -> UnitID {
    let name = try text()
    guard let unit = UnitID(name) else { throw CommunicationError("unit \(name)") }
    return unit
  }

  mutating func files() throws -> [UnitFile] {
    let count = try integer()
    var files: [UnitFile] = []
    for _ in 0..<max(0, count) {
      files.append(UnitFile(name: try text(), bytes: try content()))
    }
    return files
  }

  fileprivate mutating func number() throws -> Double {
    Double(bitPattern: UInt64(UInt(bitPattern: try integer())))
  }

  fileprivate mutating func timing() throws -> UnitTiming {
    UnitTiming(wall: try number(), processor: try number())
  }
}
