import RandomStreams
import Testing

@testable import Experiments

@Suite("Scheduler")
struct SchedulerTests {
  private static let graph = UnitGraph(
    methods: [
      ("none", .ensemble(needsFitting: false)), ("random", .ensemble(needsFitting: false)),
      ("gan-autoencoder", .ensemble(needsFitting: true)),
    ], seeds: [1, 2, 3],
    members: 4)
  private static let cost = UnitCost { $0.kind == .oversampler ? 50 : 10 }

  private static func gan(_ seed: UInt64, _ kind: UnitID.Kind) -> UnitID {
    UnitID(method: "gan-autoencoder", seed: seed, kind: kind)
  }

  @Test("Units with the longest way to the end go first, equal ones in the graph's order")
  func longestFirst() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    #expect(scheduler.next() == Self.gan(1, .oversampler))
    #expect(scheduler.next() == Self.gan(2, .oversampler))
    #expect(scheduler.next() == Self.gan(3, .oversampler))
    #expect(scheduler.next() == UnitID(method: "none", seed: 1, kind: .member(0)))
    #expect(scheduler.next() == UnitID(method: "none", seed: 1, kind: .member(1)))
  }

  @Test("Times that were measured change what is expected of the others")
  func learns() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    for _ in 1...3 { _ = scheduler.next() }  // the oversamplers
    scheduler.finished(UnitID(method: "none", seed: 1, kind: .member(0)), seconds: 1)
    scheduler.finished(UnitID(method: "random", seed: 1, kind: .member(0)), seconds: 1000)
    #expect(scheduler.next() == UnitID(method: "random", seed: 1, kind: .member(1)))
  }

  @Test("A member waits for its oversampler, and for no other")
  func prerequisites() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    while scheduler.next() != nil {}
    #expect(scheduler.count(.waiting) == 12)
    scheduler.finished(Self.gan(2, .oversampler), seconds: 1)
    #expect(scheduler.count(.ready) == 4)
    #expect(scheduler.next() == Self.gan(2, .member(0)))
    #expect(scheduler.state(of: Self.gan(1, .member(0))) == .waiting)
  }

  @Test("What is not accepted is passed over, and stays for others")
  func accepting() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    let refused: Set = [Self.gan(1, .oversampler), Self.gan(2, .oversampler)]
    #expect(scheduler.next(accepting: { !refused.contains($0) }) == Self.gan(3, .oversampler))
    #expect(
      scheduler.next(accepting: { !refused.contains($0) })
        == UnitID(method: "none", seed: 1, kind: .member(0)))
    let none = scheduler.next(accepting: { _ in false })
    #expect(none == nil)
    #expect(scheduler.next() == Self.gan(1, .oversampler))
    #expect(scheduler.next() == Self.gan(2, .oversampler))
    #expect(scheduler.count(.running) == 4)
    while scheduler.next() != nil {}
    #expect(scheduler.count(.ready) == 0)
  }

  @Test("A unit that fails is tried twice, then given up with what needs it")
  func failing() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    let unit = Self.gan(1, .oversampler)
    #expect(scheduler.next() == unit)
    let again = scheduler.failed(unit)
    #expect(again)
    #expect(scheduler.state(of: unit) == .ready)
    #expect(scheduler.next() == unit)
    let third = scheduler.failed(unit)
    #expect(!third)
    #expect(scheduler.state(of: unit) == .failed)
    #expect(scheduler.count(.failed) == 5)
    while scheduler.next() != nil {}
    #expect(!scheduler.isFinished)
  }

  @Test("What an earlier start has done is not handed out, and frees what waits for it")
  func resumed() {
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    for unit in Self.graph.units where unit != Self.gan(3, .member(2)) {
      scheduler.finished(unit, seconds: nil)
    }
    #expect(scheduler.next() == Self.gan(3, .member(2)))
    #expect(scheduler.next() == nil)
    scheduler.finished(Self.gan(3, .member(2)), seconds: 1)
    #expect(scheduler.isFinished)
    #expect(scheduler.expectedWork == 0)
  }

  @Test("With workers of any speed and failures, every unit ends once", arguments: 1...30)
  func anyCourse(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let workers = 1 + random.index(below: 7)
    var scheduler = Scheduler(Self.graph, cost: Self.cost)
    var running: [UnitID] = []
    var done: Set<UnitID> = []
    var attempts: [UnitID: Int] = [:]
    while !scheduler.isFinished {
      while running.count < workers, let unit = scheduler.next() {
        if let first = Self.graph.prerequisites[unit] { #expect(done.contains(first)) }
        #expect(!done.contains(unit))
        attempts[unit, default: 0] += 1
        running.append(unit)
      }
      try #require(!running.isEmpty, "Nothing runs, and the scheduler is not finished.")
      let unit = running.remove(at: random.index(below: running.count))
      if random.uniform() < 0.2 {
        _ = scheduler.failed(unit)
      } else {
        scheduler.finished(unit, seconds: random.uniform())
        done.insert(unit)
      }
    }
    #expect(running.isEmpty)
    #expect(scheduler.count(.done) == done.count)
    #expect(scheduler.count(.done) + scheduler.count(.failed) == Self.graph.units.count)
    #expect(attempts.values.allSatisfy { $0 <= Scheduler.attempts })
  }

  @Test("A hundred thousand units are handed out in an order that obeys every prerequisite")
  func many() {
    let graph = UnitGraph(
      methods: [
        ("none", .ensemble(needsFitting: false)),
        ("gan-autoencoder", .ensemble(needsFitting: true)),
      ], seeds: Array(1...500), members: 100)
    var scheduler = Scheduler(graph, cost: Self.cost)
    var done: Set<UnitID> = []
    while let unit = scheduler.next() {
      if let first = graph.prerequisites[unit] { #expect(done.contains(first)) }
      scheduler.finished(unit, seconds: 1)
      done.insert(unit)
    }
    #expect(done.count == 100_500)
    #expect(scheduler.isFinished)
  }
}
