/// Something that happened in a run, for whoever watches: the ledger, the log, the live view.
enum RunEvent {
  /// A worker said hello.
  case joined(rank: Int, host: String)
  /// Workers of a host share cores; a sentence says how many, and what to do about it.
  case crowded(String)
  /// A unit was handed to a rank; from its checkpoint, if `spent` is more than nothing.
  case handedOut(UnitID, rank: Int, spent: UnitTiming)
  /// A rank told how far it is.
  case progressed(UnitID, rank: Int, share: Double)
  /// A unit's state arrived and is stored.
  case checkpointed(UnitID, rank: Int, bytes: Int)
  /// A rank let go of a unit, whose last checkpoint is stored.
  case suspended(UnitID, rank: Int, cost: UnitTiming)
  /// A unit's result arrived and is stored; what the rank took for its part.
  case stored(UnitID, rank: Int, cost: UnitTiming)
  /// A result arrived that another rank had sent before: the same bytes, or not.
  case repeated(UnitID, rank: Int, isSame: Bool)
  /// A unit failed.
  case failed(UnitID, rank: Int, reason: String, triedAgain: Bool)
  /// A unit waits until there is more memory on the host of the rank that had it.
  case displaced(UnitID, rank: Int, host: String)
  /// A unit's state of so many bytes is not saved, for there is not the memory on its node.
  case unsaved(UnitID, rank: Int, bytes: Int)
  /// A worker is lost, and the run goes on without it.
  case lost(rank: Int, host: String, unit: UnitID?)
  /// A worker that counted as lost is there again.
  case returned(rank: Int, host: String)
  /// The run shall end before everything is done; some units are still being computed.
  case stopping(reason: String, running: Int)
  /// Nothing happened for a moment.
  case idle
}
