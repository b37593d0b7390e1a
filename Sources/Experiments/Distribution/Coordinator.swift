import Foundation
import MessagePassing

/// The rank that hands out units and keeps their results; sleeps in between.
///
/// It never waits for one particular rank: it takes whatever message comes next, from whomever.
final class Coordinator {
  private let communicator: any Communicator
  /// The encoded welcome, once for all workers: it holds the data, and copies of it would add up.
  private let welcome: (bytes: [UInt8], tag: Int32)
  private let keeper: any RunKeeper
  private var scheduler: Scheduler
  private var hosts: [Int: String] = [:]
  private var running: [Int: UnitID] = [:]
  private let stop: StopRequest
  private var idle: Set<Int> = []

  /// How long one wait for a message lasts at the most, so that the view stays alive.
  private static let listening = Duration.milliseconds(250)
  /// How long workers may take to say goodbye.
  private static let farewell = Duration.seconds(30)

  init(
    _ communicator: any Communicator, welcome: [UInt8], scheduler: Scheduler,
    keeper: any RunKeeper, stop: StopRequest = StopRequest()
  ) {
    self.stop = stop
    self.communicator = communicator
    let message = WireMessage.welcome(welcome)
    self.welcome = (message.bytes, message.tag)
    self.scheduler = scheduler
    self.keeper = keeper
  }

  /// Hands out all units and returns when each is done or given up, or when the run shall end.
  ///
  /// After the wish to end, no unit is handed out, and those that are being computed have a while to
  /// be done after all.
  ///
  /// - Throws: what storing a result throws, or a `CommunicationError`; the workers still run then,
  ///   until `stop`.
  func run() throws -> Scheduler {
    var lastMoment: ContinuousClock.Instant?
    while !scheduler.isFinished {
      if lastMoment == nil, let reason = stop.reason {
        try keeper.observe(.stopping(reason: reason, running: running.count), scheduler)
        lastMoment = ContinuousClock.now + .seconds(StopRequest.grace)
      }
      if let lastMoment, running.isEmpty || ContinuousClock.now > lastMoment { break }
      if let message = try communicator.receive(timeout: Self.listening) {
        try handle(try WireMessage(message), from: message.source)
        if stop.reason == nil { try handOut() }
      } else {
        try keeper.observe(.idle, scheduler)
      }
    }
    return scheduler
  }

  private func handle(_ message: WireMessage, from rank: Int) throws {
    switch message {
    case .hello(let host):
      hosts[rank] = host
      idle.insert(rank)
      try communicator.send(welcome.bytes, to: rank, tag: welcome.tag)
      try keeper.observe(.joined(rank: rank, host: host), scheduler)
    case .progress(let unit, let share):
      try keeper.observe(.progressed(unit, rank: rank, share: share), scheduler)
    case .result(let unit, let files, let cost):
      release(rank)
      try keeper.store(unit, files, rank: rank, host: hosts[rank] ?? "", cost: cost)
      scheduler.finished(unit, seconds: cost.wall)
      try keeper.observe(.stored(unit, rank: rank, cost: cost), scheduler)
    case .failed(let unit, let reason, _):
      release(rank)
      let again = scheduler.failed(unit)
      try keeper.observe(
        .failed(unit, rank: rank, reason: reason, triedAgain: again), scheduler)
    case .interrupted(let reason):
      stop.ask("\(reason) on rank \(rank)")
    case .goodbye:
      throw CommunicationError(
        "Rank \(rank) on \(hosts[rank] ?? "an unknown host") left before the run had ended.")
    case .welcome, .unit, .stop:
      throw CommunicationError("Rank \(rank) sent a message of kind \(message.tag) unasked.")
    }
  }

  private func release(_ rank: Int) {
    running[rank] = nil
    idle.insert(rank)
  }

  /// Gives every free worker a unit, lowest rank first.
  private func handOut() throws {
    for rank in idle.sorted() {
      guard let unit = scheduler.next(within: stop.secondsLeft) else {
        // Ready units that nobody computes are those that the time limit leaves no time for.
        if running.isEmpty, scheduler.count(.ready) > 0 { stop.ask("the time limit") }
        return
      }
      idle.remove(rank)
      running[rank] = unit
      let prerequisite = try scheduler.prerequisite(of: unit).map { try keeper.files(of: $0) }
      try communicator.send(.unit(unit, prerequisite: prerequisite ?? []), to: rank)
      try keeper.observe(.handedOut(unit, rank: rank), scheduler)
    }
  }

  /// Sends every worker home and waits for their goodbyes, but not for ever.
  ///
  /// Also the way to end a run that never began, because the data were wrong.
  ///
  /// - Throws: `CommunicationError` if some rank has not answered in time.
  static func stop(_ communicator: any Communicator, exitCode: Int32) throws(CommunicationError) {
    var present = Set(0..<communicator.size).subtracting([communicator.rank])
    for rank in present { try communicator.send(.stop(exitCode: exitCode), to: rank) }
    let deadline = ContinuousClock.now + Self.farewell
    while !present.isEmpty, ContinuousClock.now < deadline {
      guard let message = try communicator.receive(timeout: Self.listening) else { continue }
      // Whatever else still arrives was sent before the worker heard of the end.
      if try WireMessage(message) == .goodbye { present.remove(message.source) }
    }
    guard present.isEmpty else {
      let ranks = present.sorted().map { "\($0)" }.joined(separator: ", ")
      throw CommunicationError("No goodbye came from rank \(ranks); all ranks are ended.")
    }
  }
}
