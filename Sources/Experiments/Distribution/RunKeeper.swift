/// What the coordinator needs of the world: a place for results, and somebody to tell.
protocol RunKeeper: AnyObject {
  /// Makes a result durable; when this returns, the unit is done and its checkpoint is gone.
  ///
  /// `cost` is that of all parts that the unit was computed in.
  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming) throws

  /// The stored result of a unit.
  func files(of unit: UnitID) throws -> [UnitFile]

  /// Whether the stored result of a unit has the same bytes.
  func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool

  /// Makes a unit's state durable, in place of an earlier one.
  func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) throws

  /// The last state of a unit that was saved; nil if there is none that is whole.
  func checkpoint(of unit: UnitID) throws -> UnitCheckpoint?

  /// Forgets the state of a unit.
  func dropCheckpoint(of unit: UnitID) throws

  /// Takes notice of something.
  func observe(_ event: RunEvent, _ scheduler: Scheduler) throws
}
