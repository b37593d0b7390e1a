import Foundation
import MessagePassing

/// What rank 0 and the others say to each other in an examination.
///
/// Rank 0 asks for a `report`, then for the `time` a few times, and says `leave`; nobody else begins.
enum DoctorMessage: Equatable, Sendable {
  /// Rank 0: tell of yourself, and look at this.
  case question(RankQuestion)
  /// Another rank: this is me.
  case report(RankReport)
  /// Rank 0: what time is it?
  case clock
  /// Another rank: so many nanoseconds since 1970.
  case time(Int)
  /// Rank 0: that was all; end with this exit code.
  case leave(exitCode: Int32)
  /// Another rank: I send nothing more.
  case goodbye

  /// The number that tells the kinds apart on the wire.
  var tag: Int32 {
    switch self {
    case .question: 1
    case .report: 2
    case .clock: 3
    case .time: 4
    case .leave: 5
    case .goodbye: 6
    }
  }

  /// The message's content, as JSON.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    return switch self {
    case .question(let question): Array(try encoder.encode(question))
    case .report(let report): Array(try encoder.encode(report))
    case .time(let time): Array(try encoder.encode(time))
    case .leave(let code): Array(try encoder.encode(code))
    case .clock, .goodbye: []
    }
  }

  /// Reads a message that has arrived.
  ///
  /// - Throws: a decoding error, or `CommunicationError`, if it is none of these: another version of
  ///   the program may have sent it.
  init(_ message: Message) throws {
    let decoder = JSONDecoder()
    let content = Data(message.bytes)
    switch message.tag {
    case 1: self = .question(try decoder.decode(RankQuestion.self, from: content))
    case 2: self = .report(try decoder.decode(RankReport.self, from: content))
    case 3: self = .clock
    case 4: self = .time(try decoder.decode(Int.self, from: content))
    case 5: self = .leave(exitCode: try decoder.decode(Int32.self, from: content))
    case 6: self = .goodbye
    default: throw CommunicationError("A message of kind \(message.tag) is not the doctor's.")
    }
  }
}

extension Communicator {
  /// Sends one of the messages above.
  func send(_ message: DoctorMessage, to rank: Int) throws {
    try send(try message.bytes(), to: rank, tag: message.tag)
  }
}

/// The wall clock.
enum WallClock {
  /// Nanoseconds since 1970.
  static var nanoseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
