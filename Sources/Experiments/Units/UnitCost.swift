/// How long units are expected to take: guessed at first, then learned from those that are done.
///
/// Costs decide the order of work and the time left that is shown; results never depend on them.
public struct UnitCost: Sendable {
  private struct Measurement {
    var seconds = 0.0
    var units = 0
    var mean: Double { seconds / Double(units) }
  }

  private let guess: @Sendable (UnitID) -> Double
  private var measurements: [UnitGroup: Measurement] = [:]
  private var measuredSeconds = 0.0
  private var guessedForMeasured = 0.0

  /// Costs that are guessed by a function, in any unit as long as their ratios are about right, and
  /// alike for the units of a group.
  public init(guess: @escaping @Sendable (UnitID) -> Double) {
    self.guess = guess
  }

  /// The expected seconds of a unit.
  public subscript(unit: UnitID) -> Double {
    if let known = measurements[UnitGroup(unit)] { return known.mean }
    return guess(unit) * secondsPerGuess
  }

  /// The expected seconds of a unit, if one of its group is done; nil if not.
  public func known(_ unit: UnitID) -> Double? { measurements[UnitGroup(unit)]?.mean }

  /// Learns from a unit that is done.
  public mutating func measured(_ unit: UnitID, seconds: Double) {
    measurements[UnitGroup(unit), default: Measurement()].seconds += seconds
    measurements[UnitGroup(unit), default: Measurement()].units += 1
    measuredSeconds += seconds
    guessedForMeasured += guess(unit)
  }

  private var secondsPerGuess: Double {
    guessedForMeasured > 0 ? measuredSeconds / guessedForMeasured : 1
  }
}
