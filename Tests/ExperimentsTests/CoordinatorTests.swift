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
      group[0], welcome: [], scheduler: Scheduler(Self.graph, cost: UnitCost { _ in 1 }),
      keeper: FakeKeeper())
    #expect(throws: CommunicationError.self) { try coordinator.run() }
  }
}
