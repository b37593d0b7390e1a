import HeapModule

/// Decides which unit is handed out next; knows nothing of ranks, messages or files.
///
/// Among the units that are ready, one with the longest expected way to the end of the run goes
/// first: its own cost and that of what waits for it. Ties go by the graph's order. A unit that
/// fails is tried once more, then given up together with what needs it.
///
/// Units of a `UnitGroup` cost alike, so the ready ones wait in one queue for each group, and only
/// the groups are compared. Cost of an event: O(groups members + log units).
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
  /// How many workers may be lost over a unit.
  public static let losses = 5

  /// The units of one group.
  private struct Queue {
    /// Positions of the units that are ready, the first in the graph's order on top; and of some
    /// that are no longer, which are skipped when they come up.
    var ready = Heap<Int>()
    var counts: [State: Int] = [:]
    /// Some unit of the group, to ask for the cost of all.
    let example: Int
  }

  private let graph: UnitGraph
  private let positions: [UnitID: Int]
  private let dependents: [Int: [Int]]
  private let groups: [Int]
  private var queues: [Queue] = []
  private var states: [State]
  private var counts: [State: Int] = [:]
  private var failures: [Int: Int] = [:]
  private var lossesSoFar: [Int: Int] = [:]
  private var cost: UnitCost

  /// A run in which nothing is done yet.
  public init(_ graph: UnitGraph, cost: UnitCost) {
    self.graph = graph
    self.cost = cost
    let positions = Dictionary(
      uniqueKeysWithValues: graph.units.enumerated().map { ($1, $0) })
    self.positions = positions
    var dependents: [Int: [Int]] = [:]
    for (position, unit) in graph.units.enumerated() {
      guard let first = graph.prerequisites[unit].flatMap({ positions[$0] }) else { continue }
      dependents[first, default: []].append(position)
    }
    self.dependents = dependents
    var numbers: [UnitGroup: Int] = [:]
    var groups: [Int] = []
    for (position, unit) in graph.units.enumerated() {
      let number = numbers[UnitGroup(unit)] ?? queues.count
      if number == queues.count {
        numbers[UnitGroup(unit)] = number
        queues.append(Queue(example: position))
      }
      groups.append(number)
    }
    self.groups = groups
    states = graph.units.map { graph.prerequisites[$0] == nil ? .ready : .waiting }
    for position in states.indices {
      counts[states[position], default: 0] += 1
      queues[groups[position]].counts[states[position], default: 0] += 1
      if states[position] == .ready { queues[groups[position]].ready.insert(position) }
    }
  }

  /// The unit that another one needs first; nil if it needs none.
  public func prerequisite(of unit: UnitID) -> UnitID? { graph.prerequisites[unit] }

  /// Where a unit stands; nil if it is not part of the run.
  public func state(of unit: UnitID) -> State? { positions[unit].map { states[$0] } }

  /// How many units are in a state.
  public func count(_ state: State) -> Int { counts[state] ?? 0 }

  /// How many units there are.
  public var unitCount: Int { states.count }

  /// Whether every unit is done or given up.
  public var isFinished: Bool { count(.done) + count(.failed) == states.count }

  /// Takes the most urgent unit that is ready; nil if none is.
  ///
  /// - Parameters:
  ///   - limit: units of which it is known that they take more seconds, both in all and until they can
  ///     be saved, stay; nil: there is no limit.
  ///   - accepts: whether whoever asks may have a unit; asked of the first of each group, and of
  ///     those behind it while the answer is no.
  /// - Returns: the unit, which counts as running from now on.
  public mutating func next(
    within limit: Double? = nil, accepting accepts: (UnitID) -> Bool = { _ in true }
  ) -> UnitID? {
    var best: (position: Int, queue: Int, urgency: Double)?
    for number in queues.indices {
      guard let position = firstReady(in: number, accepting: accepts) else { continue }
      if let limit, let known = cost.reach(graph.units[position]), known > limit { continue }
      let urgency = urgency(of: position)
      guard let current = best else {
        best = (position, number, urgency)
        continue
      }
      let isTie = urgency == current.urgency && position < current.position
      if urgency > current.urgency || isTie { best = (position, number, urgency) }
    }
    guard let best else { return nil }
    // Behind others that were not accepted it stays in its queue, where it is skipped from now on.
    if queues[best.queue].ready.min == best.position { queues[best.queue].ready.removeMin() }
    move(best.position, to: .running)
    return graph.units[best.position]
  }

  /// The first unit of a queue that is still ready and accepted; it stays in the queue.
  private mutating func firstReady(in queue: Int, accepting accepts: (UnitID) -> Bool) -> Int? {
    var refused: [Int] = []
    defer { for position in refused { queues[queue].ready.insert(position) } }
    while let position = queues[queue].ready.min {
      if states[position] == .ready {
        if accepts(graph.units[position]) { return position }
        refused.append(position)
      }
      queues[queue].ready.removeMin()
    }
    return nil
  }

  /// The expected seconds from a unit's start to the end of what waits for it.
  private func urgency(of position: Int) -> Double {
    var asked: Set<Int> = []
    var longest = 0.0
    for dependent in dependents[position] ?? [] where asked.insert(groups[dependent]).inserted {
      longest = max(longest, cost[graph.units[dependent]])
    }
    return cost[graph.units[position]] + longest
  }

  private mutating func move(_ position: Int, to state: State) {
    counts[states[position], default: 0] -= 1
    counts[state, default: 0] += 1
    let group = groups[position]
    queues[group].counts[states[position], default: 0] -= 1
    queues[group].counts[state, default: 0] += 1
    states[position] = state
    if state == .ready { queues[group].ready.insert(position) }
  }

  /// Notes that a unit's result is stored; what waited for it becomes ready.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - seconds: what it took to compute, for expecting the others' cost; nil if unknown.
  ///   - longestStep: the longest time between two places where it could be saved.
  public mutating func finished(_ unit: UnitID, seconds: Double?, longestStep: Double? = nil) {
    guard let position = positions[unit], states[position] != .done else { return }
    move(position, to: .done)
    if let seconds { cost.measured(unit, seconds: seconds) }
    if let longestStep { cost.stepMeasured(unit, seconds: longestStep) }
    for dependent in dependents[position] ?? [] {
      // Given up with this one, which a worker has finished after all that was taken for lost.
      let isGivenUp = states[dependent] == .failed && failures[dependent] == nil
      if states[dependent] == .waiting || isGivenUp { move(dependent, to: .ready) }
    }
  }

  /// Notes that a unit failed.
  ///
  /// - Returns: whether it will be tried again. If not, what needs it is given up as well.
  public mutating func failed(_ unit: UnitID) -> Bool {
    guard let position = positions[unit] else { return false }
    failures[position, default: 0] += 1
    if failures[position, default: 0] < Self.attempts {
      move(position, to: .ready)
      return true
    }
    giveUp(unit)
    return false
  }

  /// Notes that the worker that computed a unit is lost.
  ///
  /// - Returns: whether it will be tried again. If not, what needs it is given up as well.
  mutating func lost(_ unit: UnitID) -> Bool {
    guard let position = positions[unit] else { return false }
    lossesSoFar[position, default: 0] += 1
    guard lossesSoFar[position, default: 0] < Self.losses else {
      giveUp(unit)
      return false
    }
    move(position, to: .ready)
    return true
  }

  /// Notes that nobody computes a unit any more, whose state is saved.
  mutating func suspended(_ unit: UnitID, longestStep: Double) {
    if longestStep > 0 { cost.stepMeasured(unit, seconds: longestStep) }
    guard let position = positions[unit], states[position] == .running else { return }
    move(position, to: .ready)
  }

  /// Notes that a unit that was ready is being computed after all.
  mutating func resumed(_ unit: UnitID) {
    guard let position = positions[unit], states[position] == .ready else { return }
    // What was taken for a loss was none.
    lossesSoFar[position, default: 1] -= 1
    move(position, to: .running)
  }

  /// How many workers were lost over a unit.
  func losses(of unit: UnitID) -> Int { positions[unit].flatMap { lossesSoFar[$0] } ?? 0 }

  /// The units over which some worker was lost.
  var lossesOver: Set<UnitID> {
    Set(lossesSoFar.filter { $0.value > 0 }.keys.map { graph.units[$0] })
  }

  /// Gives up a unit that is not done, and what needs it.
  mutating func giveUp(_ unit: UnitID) {
    guard let position = positions[unit], states[position] != .done else { return }
    move(position, to: .failed)
    for dependent in dependents[position] ?? [] { move(dependent, to: .failed) }
  }

  /// The seconds of work that are left, as far as that can be told.
  public var expectedWork: Double {
    queues.reduce(0) { sum, queue in
      let left = Double((queue.counts[.waiting] ?? 0) + (queue.counts[.ready] ?? 0))
      let running = Double(queue.counts[.running] ?? 0)
      return sum + (left + running / 2) * cost[graph.units[queue.example]]
    }
  }
}
