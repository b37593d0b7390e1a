import Files

/// The states of units that are not done, beside where their results will be.
extension RunFolder {
  private static let checkpointName = "checkpoint"

  private func checkpointPath(_ unit: UnitID) -> String {
    "\(path)/units/\(unit)/\(Self.checkpointName)"
  }

  /// Makes a unit's state durable, in place of an earlier one.
  func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) throws {
    try DurableFile.makeFolder("\(path)/units/\(unit)")
    try DurableFile.write(checkpoint.encoded(of: unit), to: checkpointPath(unit))
  }

  /// The last state of a unit that was saved; nil if there is none, or none that is whole.
  func checkpoint(of unit: UnitID) throws -> UnitCheckpoint? {
    let file = checkpointPath(unit)
    guard FileContents.exists(file) else { return nil }
    return UnitCheckpoint(decoding: try FileContents.readRaw(file), of: unit)
  }

  /// Forgets the state of a unit.
  func dropCheckpoint(of unit: UnitID) throws {
    try DurableFile.remove(checkpointPath(unit))
  }
}
