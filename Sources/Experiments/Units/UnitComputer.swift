import Checkpoints

/// Computes units: the one place where a run's distribution meets what is distributed.
///
/// A value is made from the bytes that the coordinator sends to every worker. Tests put another one
/// in its place.
public protocol UnitComputer: Sendable {
  /// The result of a unit.
  ///
  /// - Parameters:
  ///   - unit: what to compute.
  ///   - prerequisite: of the unit that it needs first, the model and the record; empty if it needs
  ///     none.
  ///   - monitor: hears now and then of the share that is done, keeps the state of a training and
  ///     has that to continue from; what it throws ends the work.
  /// - Throws: whatever makes the unit fail; its description becomes part of the record.
  /// - Returns: files whose bytes depend on the configuration, the data and the unit's name alone.
  func compute(
    _ unit: UnitID, prerequisite: [UnitFile], monitor: TrainingMonitor
  ) throws -> [UnitFile]
}
