/// How long units are expected to take: guessed at first, then learned from those that are done.
///
/// Costs decide the order of work and the time left that is shown; results never depend on them.
public struct UnitCost: Sendable {
  /// Units that cost about the same: those of one method and kind.
  private struct Group: Hashable {
    let method: String
    let isPrediction: Bool

    init(_ unit: UnitID) {
      method = unit.method
      isPrediction = unit.kind.isPrediction
    }
  }

  private struct Measurement {
    var seconds = 0.0
    var units = 0
    var mean: Double { seconds / Double(units) }
  }

  private let guess: @Sendable (UnitID) -> Double
  private var measurements: [Group: Measurement] = [:]
  private var measuredSeconds = 0.0
  private var guessedForMeasured = 0.0

  /// Costs that are guessed by a function, in any unit as long as their ratios are about right.
  public init(guess: @escaping @Sendable (UnitID) -> Double) {
    self.guess = guess
  }

  /// The expected seconds of a unit.
  public subscript(unit: UnitID) -> Double {
    if let known = measurements[Group(unit)] { return known.mean }
    return guess(unit) * secondsPerGuess
  }

  /// Learns from a unit that is done.
  public mutating func measured(_ unit: UnitID, seconds: Double) {
    measurements[Group(unit), default: Measurement()].seconds += seconds
    measurements[Group(unit), default: Measurement()].units += 1
    measuredSeconds += seconds
    guessedForMeasured += guess(unit)
  }

  private var secondsPerGuess: Double {
    guessedForMeasured > 0 ? measuredSeconds / guessedForMeasured : 1
  }
}
