import Testing

@testable import Experiments

@Suite("Run simulation")
struct RunSimulationTests {
  private static let graph = UnitGraph(
    methods: [("none", .ensemble(needsFitting: false)), ("gan", .ensemble(needsFitting: true))],
    seeds: [1, 2], members: 4)

  private func simulation(storing: Double = 0) -> RunSimulation {
    RunSimulation(Self.graph, storing: storing) { $0.kind == .oversampler ? 30 : 10 }
  }

  @Test("One worker takes the work of all units; efficiency is 1")
  func oneWorker() {
    let outcome = simulation().run(workers: 1)
    // 16 members of 10 s, 2 oversamplers of 30 s.
    #expect(outcome.seconds == 220)
    #expect(outcome.efficiency == 1)
    #expect(simulation().work == 220)
  }

  @Test("Two workers share it; a schedule by hand")
  func twoWorkers() {
    // Both fit for 30 s, then 16 members of 10 s are done two at a time.
    let outcome = simulation().run(workers: 2)
    #expect(outcome.seconds == 110)
    #expect(outcome.efficiency == 1)
  }

  @Test("No number of workers is faster than the critical path, which an oversampler begins")
  func criticalPath() {
    let simulation = simulation()
    #expect(simulation.criticalSeconds == 40)
    #expect(
      simulation.criticalPath == [
        UnitID(method: "gan", seed: 1, kind: .oversampler),
        UnitID(method: "gan", seed: 1, kind: .member(0)),
      ])
    #expect(simulation.run(workers: 10_000).seconds == 40)
    // 2 for the oversamplers and 3 for 8 members in 30 s, then 8 members at once.
    #expect(simulation.mostUsefulWorkers == 8)
    #expect(simulation.run(workers: 7).seconds > 40)
  }

  @Test("The coordinator stores one result at a time, whatever the number of workers")
  func storing() {
    let outcome = simulation(storing: 5).run(workers: 10_000)
    // The first 8 members end together and the last of them is stored 40 s later.
    #expect(outcome.seconds >= 18 * 5)
    #expect(simulation(storing: 5).run(workers: 1).seconds == 220 + 18 * 5)
  }

  @Test(
    "Any number of workers stays within the bounds of work, critical path and Graham",
    arguments: 1...20)
  func bounds(workers: Int) {
    let outcome = simulation().run(workers: workers)
    #expect(outcome.seconds >= 220 / Double(workers) - 1e-9)
    #expect(outcome.seconds >= 40)
    // Graham's bound for schedules by a list.
    #expect(outcome.seconds <= 220 / Double(workers) + 40)
  }
}
