import Files
import Foundation
import MessagePassing

/// The rank that hands out units and keeps their results; sleeps in between.
///
/// It never waits for one particular rank: it takes whatever message comes next, from whomever, and
/// notices who says nothing any more.
final class Coordinator {
  private let communicator: any Communicator
  /// What a `UnitComputer` is made from, beside the data.
  private let settings: [UInt8]
  private var delivery: DataDelivery
  private let keeper: any RunKeeper
  private let policy: RunPolicy
  private let stop: StopRequest
  private var scheduler: Scheduler
  private var roster: Roster
  private var places = UnitPlacement()
  private var welcomed: Set<Int> = []
  /// Results that have arrived and are not on disk yet, in the order of their arrival.
  private var unstored: [Arrival] = []
  private var placement: [WorkerPlacement.Worker] = []
  /// When the wish to end was followed; nil: it has not been.
  private var stoppingSince: ContinuousClock.Instant?
  private var vigil: Vigil

  /// A result on its way to the disk.
  private struct Arrival {
    let unit: UnitID
    let files: [UnitFile]
    let rank: Int
    /// What the rank took for its part, and what all parts took.
    let cost: (part: UnitTiming, total: UnitTiming)
  }

  /// How many messages are taken at the most while a result waits for the disk.
  private static let messagesBeforeStoring = 16
  /// How long one wait for a message lasts at the most, so that the view stays alive.
  private static let listening = Duration.milliseconds(250)

  init(
    _ communicator: any Communicator, settings: [UInt8], data: SharedBytes,
    scheduler: Scheduler, keeper: any RunKeeper, policy: RunPolicy = RunPolicy(),
    stop: StopRequest = StopRequest(), clock: @escaping Roster.Clock = { .now }
  ) {
    self.communicator = communicator
    roster = Roster(clock: clock)
    vigil = Vigil(beat: policy.coordinatorBeat, clock: clock)
    self.settings = settings
    delivery = DataDelivery(data, on: WorkerIdentity.current.node)
    self.scheduler = scheduler
    self.keeper = keeper
    self.policy = policy
    self.stop = stop
  }

  /// Hands out all units and returns when each is done or given up, or when the run shall end.
  ///
  /// After the wish to end, no unit is handed out, and those that are being computed have a while to
  /// save their state or to be done after all.
  ///
  /// - Throws: what storing a result throws, or a `CommunicationError`; the workers still run then,
  ///   until `stop`.
  func run() throws -> Scheduler {
    // Whoever is lost by then takes no part in the end.
    defer { for rank in roster.lost { communicator.abandon(rank) } }
    for rank in 0..<communicator.size where rank != communicator.rank { roster.expect(rank) }
    vigil.begin()
    do {
      try handOutAndKeep()
    } catch {
      // What has arrived is kept, whatever ends the run.
      while !unstored.isEmpty { try? storeNext() }
      throw error
    }
    while !unstored.isEmpty { try storeNext() }
    return scheduler
  }

  private func handOutAndKeep() throws {
    var messages = 0
    while !scheduler.isFinished {
      try followWish()
      if let since = stoppingSince,
        roster.computingCount == 0 || ContinuousClock.now - since > .seconds(StopRequest.grace)
      {
        break
      }
      // A process that was stopped, or a disk that hung, is no silence of the workers.
      if let gap = vigil.pause(longerThan: Self.listening * 8) { roster.paused(for: gap) }
      // The disk takes its time, so workers that wait for a unit come first.
      if messages >= Self.messagesBeforeStoring, !unstored.isEmpty {
        messages = 0
        try storeNext()
      }
      let patience = unstored.isEmpty ? Self.listening : .zero
      let message = try communicator.receive(timeout: patience)
      // Nobody is silent whose message may be waiting here.
      if message == nil, patience > .zero { vigil.heardAll() }
      if let message {
        messages += 1
        // From a rank to which nothing can be sent any more, nothing is taken either.
        guard !communicator.abandoned.contains(message.source) else { continue }
        try handle(try WireMessage(message), from: message.source)
        try handOut()
        // Ready units that nobody computes are those that the time limit leaves no time for.
        if stop.secondsLeft != nil, !roster.idle.isEmpty, unstored.isEmpty,
          roster.computingCount == 0,
          scheduler.count(.ready) > 0
        {
          stop.ask("the time limit")
        }
      } else if unstored.isEmpty {
        try keeper.observe(.idle, scheduler)
      } else {
        try storeNext()
        try handOut()
      }
      try lookAround()
    }
  }

  /// Begins to end the run, once somebody wishes it.
  private func followWish() throws {
    guard stoppingSince == nil, let reason = stop.reason else { return }
    stoppingSince = .now
    try keeper.observe(.stopping(reason: reason, running: roster.computingCount), scheduler)
    for (rank, unit) in roster.computing { try communicator.send(.suspend(unit), to: rank) }
  }

  // MARK: What workers say

  private func handle(_ message: WireMessage, from rank: Int) throws {
    if roster.heard(rank) {
      try keeper.observe(.returned(rank: rank, host: roster.host(of: rank)), scheduler)
      try takeBack(rank, message)
    }
    switch message {
    case .hello(let identity):
      roster.joined(rank, host: identity.host)
      try welcome(rank, delivery.joined(rank, node: identity.node))
      try keeper.observe(.joined(rank: rank, host: identity.host), scheduler)
      try place(
        WorkerPlacement.Worker(rank: rank, host: identity.host, cores: identity.cores))
    case .wants(let offset):
      try communicator.send(
        .data(offset: offset, piece: delivery.piece(from: offset)), to: rank)
    case .holds(let path):
      roster.ready(rank)
      let (others, source) = delivery.holds(rank, path: path)
      for other in others { try welcome(other, source) }
    case .alive: break
    case .progress(let unit, let share):
      try keeper.observe(.progressed(unit, rank: rank, share: share), scheduler)
    case .checkpoint(let unit, let state, let cost):
      guard scheduler.state(of: unit) != .done else { return }
      let checkpoint = UnitCheckpoint(state: state, spent: roster.spent(on: rank) + cost)
      try keeper.save(checkpoint, of: unit)
      try keeper.observe(.checkpointed(unit, rank: rank, bytes: state.count), scheduler)
    case .suspended(let unit, let cost):
      roster.release(rank, from: unit)
      scheduler.suspended(unit, longestStep: cost.longestStep)
      try keeper.observe(.suspended(unit, rank: rank, cost: cost), scheduler)
    case .result(let unit, let files, let cost):
      try take(unit, files, cost, from: rank)
    case .failed(let unit, let reason, _):
      // What was saved may be the cause.
      if scheduler.state(of: unit) == .running { try keeper.dropCheckpoint(of: unit) }
      try fail(unit, reason, from: rank)
    case .hindered(let unit, let reason, _, let isCrowded):
      guard isCrowded, try displace(unit, from: rank) else {
        return try fail(unit, reason, from: rank)
      }
    case .unsaved(let unit, let bytes):
      try keeper.observe(.unsaved(unit, rank: rank, bytes: bytes), scheduler)
    case .interrupted(let reason):
      stop.ask("\(reason) on rank \(rank)")
    case .goodbye:
      communicator.abandon(rank)
      throw CommunicationError(
        "Rank \(rank)\(place(of: rank)) left before the run had ended.")
    case .welcome, .data, .unit, .suspend, .stop:
      throw CommunicationError("Rank \(rank) sent a message of kind \(message.tag) unasked.")
    }
  }

  /// Lets a worker begin; nil: another one of its node has to have the data first.
  private func welcome(_ rank: Int, _ source: DataDelivery.Source?) throws {
    guard let source else { return }
    welcomed.insert(rank)
    try communicator.send(
      .welcome(Welcome(settings: settings, data: source, policy: policy)), to: rank)
  }

  /// Notes where a worker sits; once all have said it, tells where they share cores.
  private func place(_ worker: WorkerPlacement.Worker) throws {
    placement.append(worker)
    guard placement.count == communicator.size - 1 else { return }
    for warning in WorkerPlacement(placement).warnings {
      try keeper.observe(.crowded(warning), scheduler)
    }
  }

  private func take(
    _ unit: UnitID, _ files: [UnitFile], _ cost: UnitTiming, from rank: Int
  ) throws {
    let total = roster.spent(on: rank) + cost
    roster.release(rank, from: unit)
    // It may have been handed back when its worker was taken for lost.
    scheduler.resumed(unit)
    unstored.append(Arrival(unit: unit, files: files, rank: rank, cost: (cost, total)))
  }

  /// Stores the result that has waited longest; what needs it is ready then.
  private func storeNext() throws {
    let arrival = unstored.removeFirst()
    let (unit, files, rank, cost) = (arrival.unit, arrival.files, arrival.rank, arrival.cost)
    if scheduler.state(of: unit) == .done {
      let isSame = keeper.isStored(unit, files)
      return try keeper.observe(.repeated(unit, rank: rank, isSame: isSame), scheduler)
    }
    try keeper.store(unit, files, rank: rank, host: roster.host(of: rank), cost: cost.total)
    scheduler.finished(unit, seconds: cost.total.wall, longestStep: cost.part.longestStep)
    try keeper.observe(.stored(unit, rank: rank, cost: cost.part), scheduler)
    // A worker that was taken for lost may compute it, too.
    for (other, theirs) in roster.computing where theirs == unit {
      try communicator.send(.suspend(unit), to: other)
    }
  }

  /// Lets a unit wait that was refused memory on a host where others are computed, too.
  ///
  /// - Returns: whether it waits.
  private func displace(_ unit: UnitID, from rank: Int) throws -> Bool {
    guard scheduler.state(of: unit) == .running, places.refused(unit, on: rank, roster) else {
      return false
    }
    roster.release(rank, from: unit)
    scheduler.suspended(unit, longestStep: 0)
    try keeper.observe(
      .displaced(unit, rank: rank, host: roster.host(of: rank)), scheduler)
    return true
  }

  private func fail(_ unit: UnitID, _ reason: String, from rank: Int) throws {
    roster.release(rank, from: unit)
    guard scheduler.state(of: unit) == .running else { return }
    places.failed(unit, on: rank, roster)
    let again = scheduler.failed(unit)
    try keeper.observe(.failed(unit, rank: rank, reason: reason, triedAgain: again), scheduler)
  }

  // MARK: Handing out

  /// Gives every free worker a unit, lowest rank first; one that failed goes elsewhere, if it can.
  private func handOut() throws {
    guard stop.reason == nil, scheduler.count(.ready) > 0 else { return }
    // The last worker does first what nobody was lost over: it may be the next one.
    var risky = scheduler.lossesOver
    if !risky.isEmpty, roster.present.count > 1 { risky = [] }
    for rank in roster.idle.sorted() {
      let allows = places.allows(rank: rank, roster)
      func next(except risky: Set<UnitID> = []) -> UnitID? {
        scheduler.next(
          within: stop.secondsLeft, accepting: { !risky.contains($0) && allows($0) })
      }
      guard let unit = next(except: risky) ?? (risky.isEmpty ? nil : next()) else {
        if places.isFree { return }
        continue
      }
      let prerequisite = try scheduler.prerequisite(of: unit).map { try keeper.files(of: $0) }
      let checkpoint = try keeper.checkpoint(of: unit)
      let spent = checkpoint?.spent ?? .zero
      roster.begins(rank, unit, spent: spent)
      try communicator.send(
        .unit(unit, prerequisite: prerequisite ?? [], checkpoint: checkpoint?.state), to: rank)
      try keeper.observe(.handedOut(unit, rank: rank, spent: spent), scheduler)
    }
  }

  // MARK: Workers that are lost

  /// Now and then: who says nothing any more, and a sign of life to the others.
  private func lookAround() throws {
    guard vigil.isTimeForRound() else { return }
    for rank in communicator.abandoned.subtracting(roster.lost).sorted() {
      try lose(rank, "its process is gone")
    }
    if vigil.hasHeardAll(within: policy.silence) {
      for rank in roster.silent(for: policy.silence) {
        try lose(rank, "nothing came from it for \(Int(policy.silence)) s")
      }
    }
    // What was lost, and what waited for another place, goes to whoever is free.
    try handOut()
    guard vigil.isTimeForBeat() else { return }
    for rank in roster.present { try communicator.send(.alive, to: rank) }
  }

  private func lose(_ rank: Int, _ reason: String) throws {
    let host = roster.host(of: rank)
    let unit = roster.lose(rank)
    guard policy.survivesLoss, !roster.present.isEmpty else {
      communicator.abandon(rank)
      throw CommunicationError(
        "Rank \(rank)\(host.isEmpty ? "" : " on \(host)") is lost: \(reason). "
          + (policy.survivesLoss ? "No worker is left. " : "")
          + "What is done is stored; the same command goes on.")
    }
    if let (other, source) = delivery.lost(rank) { try welcome(other, source) }
    try keeper.observe(.lost(rank: rank, host: host, unit: unit), scheduler)
    guard let unit, scheduler.state(of: unit) == .running,
      !roster.computing.contains(where: { $0.unit == unit })
    else { return }
    guard !scheduler.lost(unit) else {
      // A state at which workers die again and again may be what they die of.
      if scheduler.losses(of: unit) > 2 { try keeper.dropCheckpoint(of: unit) }
      return
    }
    try keeper.observe(
      .failed(
        unit, rank: rank, reason: "each of \(Scheduler.losses) workers that computed it was lost",
        triedAgain: false), scheduler)
  }

  /// Takes a worker back that was lost: what it computes may have been handed to another one since.
  private func takeBack(_ rank: Int, _ message: WireMessage) throws {
    if !welcomed.contains(rank) { try welcome(rank, delivery.rejoined(rank)) }
    switch message {
    case .alive: roster.release(rank)
    case .progress(let unit, _), .checkpoint(let unit, _, _):
      roster.begins(rank, unit)
      switch scheduler.state(of: unit) {
      case .ready: scheduler.resumed(unit)
      case .running: if stoppingSince != nil { try communicator.send(.suspend(unit), to: rank) }
      default: try communicator.send(.suspend(unit), to: rank)
      }
    default: break  // The message itself says that the rank is free.
    }
  }

  private func place(of rank: Int) -> String {
    let host = roster.host(of: rank)
    return host.isEmpty ? "" : " on \(host)"
  }
}
