import Files
import MessagePassing

/// Everything that the coordinator and a worker say to each other.
///
/// A conversation: the worker says `hello`; the coordinator answers with `welcome`. The worker opens the
/// data, or `wants` them piece by piece, until it `holds` them. From then on it gets a `unit` whenever
/// the coordinator has one for it. The worker tells `progress` while it computes, sends a
/// `checkpoint` now and then, and ends with `result`, `failed` or `hindered`; asked to `suspend`, it sends a last
/// checkpoint and `suspended` instead. When nothing is left, or the run must end, the coordinator says
/// `stop`, and the worker's last word is `goodbye`. A worker that gets a signal tells so by
/// `interrupted` and goes on until it hears `stop`. No message waits for an answer.
enum WireMessage: Equatable, Sendable {
  // MARK: From a worker

  /// I am here.
  case hello(WorkerIdentity)
  /// Send me the piece of the data that begins here.
  case wants(offset: Int)
  /// I have the data; this is where other processes of my node can open them.
  case holds(path: String)
  /// I live, and have nothing to do. Also from the coordinator: I live.
  case alive
  /// This share of the unit is done. Also the sign that the worker lives.
  case progress(UnitID, share: Double)
  /// The unit's state, to be continued from by any worker, and what it took since it was handed out.
  case checkpoint(UnitID, state: [UInt8], cost: UnitTiming)
  /// The unit's last checkpoint was sent, and I have let go of it.
  case suspended(UnitID, cost: UnitTiming)
  /// The unit is done.
  case result(UnitID, files: [UnitFile], cost: UnitTiming)
  /// The unit cannot be done; why, as a sentence.
  case failed(UnitID, reason: String, cost: UnitTiming)
  /// The unit cannot be done here and now, for reasons outside it, such as memory; its last checkpoint
  /// is good. Why, as a sentence, and whether there is too much on my node beside it.
  case hindered(UnitID, reason: String, cost: UnitTiming, isCrowded: Bool = false)
  /// There is not the memory to save the unit's state, which takes so many bytes.
  case unsaved(UnitID, bytes: Int)
  /// I was asked to end, by this signal; the run should.
  case interrupted(reason: String)
  /// I send nothing more.
  case goodbye

  // MARK: From the coordinator

  /// What a `UnitComputer` is made from, and how to behave.
  case welcome(Welcome)
  /// A piece of the data.
  case data(offset: Int, piece: [UInt8])
  /// Compute this; here is the result of the unit that it needs first, and where to go on from.
  case unit(UnitID, prerequisite: [UnitFile], checkpoint: [UInt8]?)
  /// Let go of this unit at the next place where it can be saved.
  case suspend(UnitID)
  /// Stop what you do, say goodbye and end with this exit code.
  case stop(exitCode: Int32)
}

/// What a worker needs to begin.
struct Welcome: Equatable, Sendable {
  /// What a `UnitComputer` is made from, beside the data.
  var settings: [UInt8]
  /// Where the data are.
  var data: DataDelivery.Source
  /// How to behave.
  var policy: RunPolicy
}

/// What a unit took, on the rank that computed it.
struct UnitTiming: Equatable, Sendable {
  /// Seconds from start to end.
  var wall: Double
  /// Seconds of processor time.
  var processor: Double
  /// The longest time between two places where it could be saved, start and end included.
  var longestStep = 0.0

  /// Nothing.
  static let zero = UnitTiming(wall: 0, processor: 0)

  /// What two parts of a unit took together.
  static func + (first: UnitTiming, second: UnitTiming) -> UnitTiming {
    UnitTiming(
      wall: first.wall + second.wall, processor: first.processor + second.processor,
      longestStep: max(first.longestStep, second.longestStep))
  }
}

extension Communicator {
  /// Sends one of the messages above.
  func send(_ message: WireMessage, to rank: Int) throws(CommunicationError) {
    try send(message.bytes, to: rank, tag: message.tag)
  }
}
