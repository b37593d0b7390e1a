/// Computes units: the one place where a run's distribution meets what is distributed.
///
/// A value is made from the bytes that the coordinator sends to every worker. Tests put another one
/// in its place.
public protocol UnitComputer: Sendable {
  /// The result of a unit.
  ///
  /// - Parameters:
  ///   - unit: what to compute.
  ///   - prerequisite: the result of the unit that it needs first; empty if it needs none.
  ///   - progress: called now and then with the share that is done, 0 to 1; what it throws ends the
  ///     work.
  /// - Throws: whatever makes the unit fail; its description becomes part of the record.
  /// - Returns: files whose bytes depend on the configuration, the data and the unit's name alone.
  func compute(
    _ unit: UnitID, prerequisite: [UnitFile], progress: (Double) throws -> Void
  ) throws -> [UnitFile]
}
