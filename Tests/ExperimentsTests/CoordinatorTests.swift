import Checkpoints
import Foundation
import MessagePassing
import Testing

@testable import Experiments

@Suite("Coordinator and Worker")
struct CoordinatorTests {
  private static let graph = UnitGraph(
    methods: [
      ("none", .ensemble(needsFitting: false)), ("gan-autoencoder", .ensemble(needsFitting: true)),
    ], seeds: [1, 2], members: 3)

  @Test("M1, M2: any number of workers gives the same results", arguments: [1, 2, 3, 4, 20])
  func anyNumber(_ workers: Int) throws {
    let ending = try FakeRun.run(Self.graph, workers: workers)
    #expect(ending.scheduler.count(.done) == Self.graph.units.count)
    #expect(ending.keeper.storedTwice.isEmpty)
    #expect(ending.attempts.count == Self.graph.units.count)
    #expect(ending.attempts.values.allSatisfy { $0 == 1 })
    for unit in Self.graph.units {
      #expect(
        ending.keeper.stored[unit]?[UnitFile.model] == FakeKeeper.expected(unit, Self.graph))
    }
    #expect(ending.exitCodes == Array(repeating: 42, count: workers))
    #expect(ending.keeper.ranks.isSubset(of: Set(1...workers)))
  }

  @Test("A unit that fails once is tried again and the run is complete", arguments: [1, 3])
  func failsOnce(_ workers: Int) throws {
    let unit = UnitID(method: "gan-autoencoder", seed: 2, kind: .oversampler)
    let ending = try FakeRun.run(Self.graph, workers: workers, failing: [unit: 1])
    #expect(ending.scheduler.count(.done) == Self.graph.units.count)
    #expect(ending.attempts[unit] == 2)
    #expect(ending.keeper.failures.map(\.again) == [true])
    #expect(ending.keeper.failures.map(\.reason) == ["it was told to."])
  }

  @Test("A unit that fails always is given up; the rest is done", arguments: [1, 3])
  func failsAlways(_ workers: Int) throws {
    let unit = UnitID(method: "gan-autoencoder", seed: 2, kind: .oversampler)
    let alone = UnitID(method: "none", seed: 1, kind: .member(1))
    let ending = try FakeRun.run(Self.graph, workers: workers, failing: [unit: 99, alone: 99])
    #expect(ending.attempts[unit] == 2)
    #expect(ending.attempts[alone] == 2)
    // The oversampler takes its three members with it.
    #expect(ending.scheduler.count(.failed) == 5)
    #expect(ending.scheduler.count(.done) == Self.graph.units.count - 5)
    #expect(ending.exitCodes.count == workers)
  }

  @Test("A worker that cannot use the welcome fails its units and does not hang the run")
  func badWelcome() throws {
    let ending = try FakeRun.run(Self.graph, workers: 2) { _ in throw FakeComputer.Failure() }
    #expect(ending.scheduler.count(.failed) == Self.graph.units.count)
    #expect(ending.exitCodes == [42, 42])
  }

  @Test("Workers that have nothing to do are sent home with the exit code")
  func nothingToDo() throws {
    let ending = try FakeRun.run(UnitGraph(methods: [], seeds: [1], members: 1), workers: 3)
    #expect(ending.exitCodes == [42, 42, 42])
  }

  @Test("A message that no worker sends ends the run with an error")
  func unexpected() throws {
    let group = InProcessCommunicator.group(size: 2)
    try group[1].send(.stop(exitCode: 0), to: 0)
    let coordinator = Coordinator(
      group[0], settings: [], data: try FakeRun.data(),
      scheduler: Scheduler(Self.graph, cost: UnitCost { _ in 1 }),
      keeper: FakeKeeper())
    #expect(throws: CommunicationError.self) { try coordinator.run() }
  }

  /// Asks for the end while its third unit is computed.
  private struct InterruptingComputer: UnitComputer {
    let attempts: FakeComputer.Attempts
    let stop: StopRequest

    func compute(
      _ unit: UnitID, prerequisite: [UnitFile], monitor: TrainingMonitor
    ) throws -> [UnitFile] {
      _ = attempts.next(unit)
      if attempts.all.count == 3 { stop.ask("a test") }
      return [UnitFile(name: UnitFile.model, bytes: Array("\(unit)".utf8))]
    }
  }

  @Test("Asked to end, the coordinator begins nothing more and keeps what is being computed")
  func interrupted() throws {
    let stop = StopRequest()
    let attempts = FakeComputer.Attempts()
    let ending = try FakeRun.run(Self.graph, workers: 1, stop: stop) { _ in
      InterruptingComputer(attempts: attempts, stop: stop)
    }
    #expect(stop.reason == "a test")
    #expect(ending.scheduler.count(.done) == 3)
    #expect(ending.keeper.stored.count == 3)
    #expect(attempts.all.count == 3)
    #expect(ending.keeper.stopped == ["a test"])
    #expect(ending.exitCodes == [42])
  }

  @Test("A time limit begins no unit that is known to take longer; unknown ones are tried")
  func timeLimit() throws {
    var cost = UnitCost { _ in 1 }
    // Members of `none` take an hour.
    cost.measured(UnitID(method: "none", seed: 1, kind: .member(0)), seconds: 3600)
    let stop = StopRequest(deadline: Date.now + (StopRequest.lead + 600))
    let ending = try FakeRun.run(Self.graph, workers: 2, stop: stop, cost: cost)
    #expect(ending.scheduler.count(.ready) == 6)
    #expect(ending.scheduler.count(.done) == 8)
    #expect(ending.keeper.stored.keys.allSatisfy { $0.method == "gan-autoencoder" })
    #expect(stop.reason == "the time limit")
  }
}
