/// Decides which unit is handed out next; knows nothing of ranks, messages or files.
///
/// Among the units that are ready, the one with the longest expected way to the end of the run goes
/// first: its own cost and that of what waits for it. Ties go by the graph's order. A unit that
/// fails is tried once more, then given up together with what needs it.
public struct Scheduler: Sendable {
  /// Where a unit stands.
  public enum State: Equatable, Sendable {
    /// It needs another unit first.
    case waiting
    /// It can be handed out.
    case ready
    /// Somebody computes it.
    case running
    /// Its result is stored.
    case done
    /// It was given up.
    case failed
  }

  /// How often a unit is tried.
  public static let attempts = 2

  private let graph: UnitGraph
  private let position: [UnitID: Int]
  private let dependents: [UnitID: [UnitID]]
  private var states: [UnitID: State] = [:]
  private var failures: [UnitID: Int] = [:]
  private var cost: UnitCost

  /// A run in which nothing is done yet.
  public init(_ graph: UnitGraph, cost: UnitCost) {
    self.graph = graph
    self.cost = cost
    position = Dictionary(
      uniqueKeysWithValues: graph.units.enumerated().map { ($1, $0) })
    dependents = Dictionary(grouping: graph.prerequisites.keys) { graph.prerequisites[$0] ?? $0 }
    for unit in graph.units {
      states[unit] = graph.prerequisites[unit] == nil ? .ready : .waiting
    }
  }

  /// The unit that another one needs first; nil if it needs none.
  public func prerequisite(of unit: UnitID) -> UnitID? { graph.prerequisites[unit] }

  /// Where a unit stands; nil if it is not part of the run.
  public func state(of unit: UnitID) -> State? { states[unit] }

  /// How many units are in a state.
  public func count(_ state: State) -> Int {
    states.values.reduce(0) { $0 + ($1 == state ? 1 : 0) }
  }

  /// Whether every unit is done or given up.
  public var isFinished: Bool { states.values.allSatisfy { $0 == .done || $0 == .failed } }

  /// Takes the most urgent unit that is ready; nil if none is.
  public mutating func next() -> UnitID? {
    let ready = graph.units.filter { states[$0] == .ready }
    let urgencies = ready.map { (unit: $0, urgency: urgency(of: $0)) }
    guard let best = urgencies.first else { return nil }
    // `max` would take the last of equals; the order of the graph wants the first.
    let chosen = urgencies.dropFirst().reduce(best) { $1.urgency > $0.urgency ? $1 : $0 }
    states[chosen.unit] = .running
    return chosen.unit
  }

  /// The expected seconds from a unit's start to the end of what waits for it.
  private func urgency(of unit: UnitID) -> Double {
    cost[unit] + ((dependents[unit] ?? []).map { cost[$0] }.max() ?? 0)
  }

  /// Notes that a unit's result is stored; what waited for it becomes ready.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - seconds: what it took to compute, for expecting the others' cost; nil if unknown.
  public mutating func finished(_ unit: UnitID, seconds: Double?) {
    guard states[unit] != nil, states[unit] != .done else { return }
    states[unit] = .done
    if let seconds { cost.measured(unit, seconds: seconds) }
    for dependent in dependents[unit] ?? [] where states[dependent] == .waiting {
      states[dependent] = .ready
    }
  }

  /// Notes that a unit failed.
  ///
  /// - Returns: whether it will be tried again. If not, what needs it is given up as well.
  public mutating func failed(_ unit: UnitID) -> Bool {
    failures[unit, default: 0] += 1
    if failures[unit, default: 0] < Self.attempts {
      states[unit] = .ready
      return true
    }
    states[unit] = .failed
    for dependent in dependents[unit] ?? [] { states[dependent] = .failed }
    return false
  }

  /// The seconds of work that are left, as far as that can be told.
  public var expectedWork: Double {
    graph.units.reduce(0) { sum, unit in
      switch states[unit] {
      case .waiting, .ready: sum + cost[unit]
      case .running: sum + cost[unit] / 2
      default: sum
      }
    }
  }
}
