import Checkpoints
import Files
import Foundation
import MessagePassing
import Synchronization

@testable import Experiments

/// Units without numerics: content from the unit's name and what it needed first.
struct FakeComputer: UnitComputer {
  /// Why a unit fails.
  struct Failure: Error, CustomStringConvertible {
    let description = "it was told to."
  }

  /// How often units have been tried, over all workers.
  final class Attempts: Sendable {
    private let counts = Mutex<[UnitID: Int]>([:])

    func next(_ unit: UnitID) -> Int {
      counts.withLock { counts in
        counts[unit, default: 0] += 1
        return counts[unit, default: 0]
      }
    }

    var all: [UnitID: Int] { counts.withLock { $0 } }
  }

  let attempts: Attempts
  /// Units that fail, with the number of attempts for which they do.
  let failing: [UnitID: Int]
  /// In how many steps a unit is computed, after each of which it can be saved.
  var steps = 1
  /// How often each step of a unit was computed, over all workers.
  var stepsComputed = Attempts()
  /// Called after each step with the number of all steps so far, over all workers.
  var afterStep: @Sendable (Int) -> Void = { _ in }
  /// Whether a unit goes on after a step, or waits to be asked to save its state.
  var mayGoOn: @Sendable () -> Bool = { true }

  func compute(
    _ unit: UnitID, prerequisite: [UnitFile], monitor: TrainingMonitor
  ) throws -> [UnitFile] {
    let attempt = attempts.next(unit)
    try monitor.report(0.5)
    let first = Int(monitor.checkpoint?.first ?? 0)
    for step in first..<steps {
      _ = stepsComputed.next(unit)
      afterStep(stepsComputed.all.values.reduce(0, +))
      // Unequal lengths, so that results arrive out of order.
      Thread.sleep(forTimeInterval: Double(abs(unit.description.count % 5)) * 1e-3)
      try monitor.saveIfDue { [UInt8(step + 1)] }
      // Where the run is to end, nobody is faster than its end.
      while mayGoOn() == false {
        Thread.sleep(forTimeInterval: 1e-3)
        try monitor.saveIfDue { [UInt8(step + 1)] }
      }
      try monitor.report(Double(step + 1) / Double(steps))
    }
    guard attempt > failing[unit] ?? 0 else { throw Failure() }
    let model = prerequisite[UnitFile.model] ?? []
    return [UnitFile(name: UnitFile.model, bytes: Array("\(unit)+".utf8) + model)]
  }
}

/// Keeps results in memory.
final class FakeKeeper: RunKeeper {
  private(set) var stored: [UnitID: [UnitFile]] = [:]
  private(set) var storedTwice: [UnitID] = []
  var checkpoints: [UnitID: UnitCheckpoint] = [:]
  private(set) var costs: [UnitID: UnitTiming] = [:]
  private(set) var failures: [(unit: UnitID, reason: String, again: Bool)] = []
  private(set) var ranks: Set<Int> = []
  private(set) var events: [RunEvent] = []

  func store(
    _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming
  ) throws {
    if stored[unit] != nil { storedTwice.append(unit) }
    stored[unit] = files
    costs[unit] = cost
    checkpoints[unit] = nil
    ranks.insert(rank)
  }

  func files(of unit: UnitID) throws -> [UnitFile] { stored[unit] ?? [] }

  func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool { stored[unit] == files }

  func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) { checkpoints[unit] = checkpoint }

  func checkpoint(of unit: UnitID) -> UnitCheckpoint? { checkpoints[unit] }

  func dropCheckpoint(of unit: UnitID) { checkpoints[unit] = nil }

  func observe(_ event: RunEvent, _ scheduler: Scheduler) throws {
    events.append(event)
    if case .failed(let unit, _, let reason, let again) = event {
      failures.append((unit, reason, again))
    }
  }

  /// The reasons for which the run was asked to end.
  var stopped: [String] {
    events.compactMap { if case .stopping(let reason, _) = $0 { reason } else { nil } }
  }

  /// The content that a unit's model should have.
  static func expected(_ unit: UnitID, _ graph: UnitGraph) -> [UInt8] {
    Array("\(unit)+".utf8) + (graph.prerequisites[unit].map { expected($0, graph) } ?? [])
  }
}

/// Runs units over threads of this process.
enum FakeRun {
  /// Data of two bytes.
  static func data() throws -> SharedBytes {
    try SharedBytes.make(count: 2) { try $0.append([4, 5]) }
  }

  /// How a run ended.
  struct Ending {
    let keeper: FakeKeeper
    let scheduler: Scheduler
    let attempts: [UnitID: Int]
    let exitCodes: [Int32]
  }

  static func run(
    _ graph: UnitGraph, workers: Int, failing: [UnitID: Int] = [:],
    stop: StopRequest = StopRequest(), cost: UnitCost = UnitCost { _ in 1 },
    policy: RunPolicy = RunPolicy(), keeper: FakeKeeper = FakeKeeper(),
    makeComputer: (@Sendable ([UInt8]) throws -> any UnitComputer)? = nil
  ) throws -> Ending {
    let attempts = FakeComputer.Attempts()
    let group = InProcessCommunicator.group(size: 1 + workers)
    let threads = DispatchGroup()
    let codes = Mutex<[Int32]>([])
    for communicator in group.dropFirst() {
      threads.enter()
      Thread.detachNewThread {
        defer { threads.leave() }
        let worker = Worker(communicator) { settings, data in
          if let makeComputer { return try makeComputer(settings) }
          guard settings == [1, 2, 3], data.withUnsafeBytes(Array.init) == [4, 5] else {
            throw FakeComputer.Failure()
          }
          return FakeComputer(attempts: attempts, failing: failing)
        }
        if let code = try? worker.run() { codes.withLock { $0.append(code) } }
      }
    }
    let coordinator = Coordinator(
      group[0], settings: [1, 2, 3], data: try Self.data(), scheduler: Scheduler(graph, cost: cost),
      keeper: keeper,
      policy: policy, stop: stop)
    let scheduler = try coordinator.run()
    try Farewell.say(group[0], exitCode: 42)
    threads.wait()
    return Ending(
      keeper: keeper, scheduler: scheduler, attempts: attempts.all,
      exitCodes: codes.withLock { $0 })
  }
}
