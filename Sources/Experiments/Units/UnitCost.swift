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
  private var steps: [UnitGroup: Double] = [:]
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

  /// The seconds in which a unit gets somewhere that is worth its time: to its end, or to the first
  /// place where it can be saved; nil if none of its group tells.
  func reach(_ unit: UnitID) -> Double? {
    let known = [known(unit), steps[UnitGroup(unit)]].compactMap(\.self)
    return known.min()
  }

  /// Learns how long a unit takes from one place where it can be saved to the next.
  mutating func stepMeasured(_ unit: UnitID, seconds: Double) {
    steps[UnitGroup(unit)] = max(steps[UnitGroup(unit)] ?? 0, seconds)
  }

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
