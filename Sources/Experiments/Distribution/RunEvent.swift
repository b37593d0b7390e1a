/// Something that happened in a run, for whoever watches: the ledger, the log, the live view.
enum RunEvent {
  /// A worker said hello.
  case joined(rank: Int, host: String)
  /// A unit was handed to a rank.
  case handedOut(UnitID, rank: Int)
  /// A rank told how far it is.
  case progressed(UnitID, rank: Int, share: Double)
  /// A unit's result arrived and is stored.
  case stored(UnitID, rank: Int, cost: UnitTiming)
  /// A unit failed.
  case failed(UnitID, rank: Int, reason: String, triedAgain: Bool)
  /// The run shall end before everything is done; some units are still being computed.
  case stopping(reason: String, running: Int)
  /// Nothing happened for a moment.
  case idle
}

/// What the coordinator needs of the world: a place for results, and somebody to tell.
protocol RunKeeper: AnyObject {
  /// Makes a result durable; when this returns, the unit is done.
  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming) throws

  /// The stored result of a unit.
  func files(of unit: UnitID) throws -> [UnitFile]

  /// Takes notice of something.
  func observe(_ event: RunEvent, _ scheduler: Scheduler) throws
}
