import Checkpoints
import Foundation
import MessagePassing
import Synchronization
import Testing

@testable import Experiments

@Suite("Workers that are lost, and units that are continued")
struct WorkerLossTests {
  private static let graph = UnitGraph(
    methods: [("none", .ensemble(needsFitting: false))], seeds: [1], members: 4)

  private static func policy(survives: Bool, silence: Double = 0.6) -> RunPolicy {
    var policy = RunPolicy()
    policy.survivesLoss = survives
    policy.silence = silence
    return policy
  }

  /// A clock that stands still until it is set on, so that nobody falls silent because the machine is
  /// busy.
  private final class HandClock: Sendable {
    private let passed = Mutex(Duration.zero)
    private let start = ContinuousClock.now

    var now: ContinuousClock.Instant { start + passed.withLock { $0 } }

    func advance(_ seconds: Double) { passed.withLock { $0 += .seconds(seconds) } }
  }

  /// A coordinator whose workers are messages that the test sends.
  private final class Stage: @unchecked Sendable {
    // Unchecked: the coordinator runs on a thread of its own, and the test looks at what it left only
    // after its end, but for messages.
    let group: [InProcessCommunicator]
    let keeper = FakeKeeper()
    let ending = Mutex<Result<Scheduler, any Error>?>(nil)
    let thread = DispatchGroup()
    let clock = HandClock()

    init(
      workers: Int, policy: RunPolicy, stop: StopRequest = StopRequest(),
      graph: UnitGraph = WorkerLossTests.graph
    ) throws {
      group = InProcessCommunicator.group(size: 1 + workers)
      let coordinator = Coordinator(
        group[0], settings: [], data: try FakeRun.data(),
        scheduler: Scheduler(graph, cost: UnitCost { _ in 1 }),
        keeper: keeper, policy: policy, stop: stop, clock: { [clock] in clock.now })
      nonisolated(unsafe) let isolated = coordinator
      thread.enter()
      Thread.detachNewThread { [self] in
        let result = Result { try isolated.run() }
        ending.withLock { $0 = result }
        thread.leave()
      }
    }

    /// The next message to a worker that is neither a welcome nor a sign of life.
    func next(_ rank: Int, within seconds: Double = 10) throws -> WireMessage? {
      let deadline = ContinuousClock.now + .seconds(seconds)
      while ContinuousClock.now < deadline {
        guard let message = try group[rank].receive(timeout: .milliseconds(20)) else { continue }
        switch try WireMessage(message) {
        case .welcome, .alive: continue
        case let other: return other
        }
      }
      return nil
    }

    func unit(_ rank: Int) throws -> (unit: UnitID, checkpoint: [UInt8]?) {
      guard case .unit(let unit, _, let checkpoint) = try next(rank) else {
        throw CommunicationError("no unit came")
      }
      return (unit, checkpoint)
    }

    func arrive(_ rank: Int, on host: String) throws {
      try say(.hello(WorkerIdentity(host: host, node: host)), from: rank)
      try say(.holds(path: "somewhere"), from: rank)
    }

    func say(_ message: WireMessage, from rank: Int) throws {
      try group[rank].send(message, to: 0)
    }

    func result(_ unit: UnitID, _ text: String = "", wall: Double = 1) -> WireMessage {
      .result(
        unit, files: [UnitFile(name: UnitFile.model, bytes: Array("\(unit)\(text)".utf8))],
        cost: UnitTiming(wall: wall, processor: wall))
    }

    /// Lets the first worker say nothing for 0.8 s, while another one arrives and does three units.
    ///
    /// A unit that comes shows that what was said before it has been heard.
    func loseFirst(whileThereIs rank: Int) throws {
      try arrive(rank, on: "node\(rank)")
      try say(result(try unit(rank).unit), from: rank)
      let second = try unit(rank).unit
      clock.advance(0.4)
      try say(result(second), from: rank)
      let third = try unit(rank).unit
      clock.advance(0.4)
      try say(result(third), from: rank)
    }

    /// Answers every unit with a result until the run has ended.
    func finish(with rank: Int) throws -> Scheduler {
      while ending.withLock({ $0 == nil }) {
        if case .unit(let unit, _, _) = try next(rank, within: 0.1) {
          try say(result(unit), from: rank)
        } else {
          try say(.alive, from: rank)
        }
      }
      thread.wait()
      return try #require(ending.withLock { $0 }).get()
    }
  }

  @Test("A silent worker ends the run with a sentence, unless losses are to be survived")
  func endsTheRun() throws {
    let stage = try Stage(workers: 1, policy: Self.policy(survives: false))
    try stage.arrive(1, on: "node1")
    _ = try stage.unit(1)
    stage.clock.advance(1)
    stage.thread.wait()
    let error = #expect(throws: CommunicationError.self) {
      try #require(stage.ending.withLock { $0 }).get()
    }
    #expect(
      error?.description
        == "Rank 1 on node1 is lost: nothing came from it for 0 s. What is done is stored; the same "
        + "command goes on.")
    #expect(stage.group[0].abandoned == [1])
  }

  @Test("M6: a silent worker's unit goes to another one, from its checkpoint, and costs add up")
  func survives() throws {
    let stage = try Stage(workers: 2, policy: Self.policy(survives: true))
    try stage.arrive(1, on: "node1")
    let lost = try stage.unit(1).unit
    try stage.say(
      .checkpoint(lost, state: [9], cost: UnitTiming(wall: 5, processor: 4)), from: 1)
    try stage.loseFirst(whileThereIs: 2)
    var continued: [UInt8]?
    while continued == nil {
      if case .unit(let unit, _, let checkpoint) = try stage.next(2, within: 0.1) {
        if unit == lost { continued = checkpoint }
        try stage.say(stage.result(unit), from: 2)
      } else {
        try stage.say(.alive, from: 2)
      }
    }
    let scheduler = try stage.finish(with: 2)
    #expect(continued == [9])
    #expect(scheduler.count(.done) == 4)
    #expect(stage.keeper.costs[lost]?.wall == 6)
    #expect(stage.keeper.checkpoints.isEmpty)
    #expect(stage.group[0].abandoned == [1])
    #expect(stage.keeper.failures.isEmpty)
  }

  @Test("M6: the last worker computes last what another one was lost over")
  func lastWorker() throws {
    let members = 12
    let stage = try Stage(
      workers: 2, policy: Self.policy(survives: true),
      graph: UnitGraph(
        methods: [("none", .ensemble(needsFitting: false))], seeds: [1], members: members))
    try stage.arrive(1, on: "node1")
    let lost = try stage.unit(1).unit
    try stage.loseFirst(whileThereIs: 2)
    // Three of the others are done by now.
    var before = 3
    while true {
      guard case .unit(let unit, _, _) = try stage.next(2, within: 0.1) else {
        try stage.say(.alive, from: 2)
        continue
      }
      try stage.say(stage.result(unit), from: 2)
      if unit == lost { break }
      before += 1
    }
    #expect(before == members - 1)
    #expect(try stage.finish(with: 2).count(.done) == members)
  }

  @Test("A unit that finds no memory beside another one waits for it, and has not failed")
  func waitsForMemory() throws {
    let stage = try Stage(workers: 2, policy: Self.policy(survives: false, silence: 60))
    try stage.arrive(1, on: "node")
    let first = try stage.unit(1).unit
    try stage.arrive(2, on: "node")
    let second = try stage.unit(2).unit
    let hindered = WireMessage.hindered(
      second, reason: "out of memory", cost: .zero, isCrowded: true)
    try stage.say(hindered, from: 2)
    // Nothing more fits beside the first.
    #expect(try stage.next(2, within: 0.3) == nil)
    try stage.say(stage.result(first), from: 1)
    let next = try stage.unit(1).unit
    #expect(next == second)
    #expect(try stage.next(2, within: 0.3) == nil)
    try stage.say(stage.result(second), from: 1)
    let third = try stage.unit(1).unit
    // Alone, it has failed, is tried again, and is given up.
    try stage.say(
      .hindered(third, reason: "out of memory", cost: .zero, isCrowded: true), from: 1)
    let scheduler = try finish(stage, refusing: third)
    #expect(scheduler.count(.done) == 3 && scheduler.count(.failed) == 1)
    #expect(stage.keeper.failures.map(\.again) == [true, false])
  }

  /// Refuses one unit for ever, and does all others.
  private func finish(_ stage: Stage, refusing refused: UnitID) throws -> Scheduler {
    while stage.ending.withLock({ $0 == nil }) {
      for rank in [1, 2] {
        guard case .unit(let unit, _, _) = try stage.next(rank, within: 0.1) else { continue }
        try stage.say(
          unit == refused
            ? .hindered(unit, reason: "out of memory", cost: .zero, isCrowded: true)
            : stage.result(unit), from: rank)
      }
    }
    stage.thread.wait()
    return try #require(stage.ending.withLock { $0 }).get()
  }

  @Test("A worker that comes back is used again, and what it has computed counts")
  func comesBack() throws {
    let stage = try Stage(workers: 2, policy: Self.policy(survives: true))
    try stage.arrive(1, on: "node1")
    let late = try stage.unit(1).unit
    try stage.loseFirst(whileThereIs: 2)
    var isElsewhere = false
    while !isElsewhere {
      if case .unit(let unit, _, _) = try stage.next(2, within: 0.1) {
        isElsewhere = unit == late
        if !isElsewhere { try stage.say(stage.result(unit), from: 2) }
      } else {
        try stage.say(.alive, from: 2)
      }
    }
    // Both compute it now, and the one that was lost is first.
    try stage.say(stage.result(late), from: 1)
    let scheduler = try stage.finish(with: 1)
    #expect(scheduler.count(.done) == 4)
    #expect(stage.keeper.storedTwice.isEmpty)
    let returned = stage.keeper.events.contains {
      if case .returned(1, "node1") = $0 { true } else { false }
    }
    #expect(returned)
  }

  @Test("M6: a worker that is lost over and over in short interruptions gives up no unit")
  func blips() throws {
    var scheduler = Scheduler(Self.graph, cost: UnitCost { _ in 1 })
    let first = scheduler.next()
    let unit = try #require(first)
    for _ in 0..<20 {
      let isTriedAgain = scheduler.lost(unit)
      #expect(isTriedAgain)
      scheduler.resumed(unit)
    }
    #expect(scheduler.losses(of: unit) == 0)
    for round in 1...Scheduler.losses {
      let isTriedAgain = scheduler.lost(unit)
      #expect(isTriedAgain == (round < Scheduler.losses))
      let again = isTriedAgain ? scheduler.next() : unit
      #expect(again == unit)
    }
    #expect(scheduler.state(of: unit) == .failed)
    scheduler.finished(unit, seconds: 1)
    #expect(scheduler.state(of: unit) == .done)
  }

  @Test("A pause of the coordinator is no silence of its workers")
  func pause() {
    let clock = HandClock()
    var roster = Roster(clock: { clock.now })
    roster.expect(1)
    clock.advance(3600)
    #expect(roster.silent(for: 60) == [1])
    roster.paused(for: .seconds(3600))
    #expect(roster.silent(for: 60).isEmpty)
    // Nobody is heard of in the future.
    roster.paused(for: .seconds(3600))
    clock.advance(61)
    #expect(roster.silent(for: 60) == [1])
    #expect(roster.host(of: 1).isEmpty && roster.present == [1] && roster.idle.isEmpty)
  }

  @Test("A second result with other bytes is told, and the first one stays")
  func differs() throws {
    let stage = try Stage(workers: 1, policy: Self.policy(survives: true, silence: 60))
    try stage.arrive(1, on: "node1")
    let first = try stage.unit(1).unit
    try stage.say(stage.result(first), from: 1)
    let second = try stage.unit(1).unit
    try stage.say(stage.result(first, " but different"), from: 1)
    try stage.say(stage.result(second), from: 1)
    #expect(try stage.finish(with: 1).count(.done) == 4)
    let isSame = stage.keeper.events.compactMap {
      if case .repeated(first, 1, let isSame) = $0 { isSame } else { nil }
    }
    #expect(isSame == [false])
    #expect(stage.keeper.stored[first]?.first?.bytes == Array("\(first)".utf8))
  }

  @Test("Asked to end, the coordinator has running units saved and keeps their states")
  func suspends() throws {
    let stop = StopRequest()
    let stage = try Stage(workers: 1, policy: RunPolicy(), stop: stop)
    try stage.arrive(1, on: "node1")
    let unit = try stage.unit(1).unit
    stop.ask("a test")
    #expect(try stage.next(1) == .suspend(unit))
    let cost = UnitTiming(wall: 3, processor: 3)
    try stage.say(.checkpoint(unit, state: [5], cost: cost), from: 1)
    try stage.say(.suspended(unit, cost: cost), from: 1)
    stage.thread.wait()
    let scheduler = try #require(stage.ending.withLock { $0 }).get()
    #expect(scheduler.count(.done) == 0)
    #expect(scheduler.state(of: unit) == .ready)
    #expect(stage.keeper.checkpoints[unit] == UnitCheckpoint(state: [5], spent: cost))
  }

  @Test("A run that was stopped is continued by other workers where it was", arguments: [1, 3])
  func continued(_ workers: Int) throws {
    let keeper = FakeKeeper()
    let attempts = FakeComputer.Attempts()
    var computer = FakeComputer(attempts: attempts, failing: [:])
    computer.steps = 100
    let stop = StopRequest()
    computer.afterStep = { if $0 == 130 { stop.ask("a test") } }
    computer.mayGoOn = { stop.reason == nil }
    let fake = computer
    var unhindered = computer
    unhindered.mayGoOn = { true }
    let second = unhindered
    _ = try FakeRun.run(
      Self.graph, workers: workers, stop: stop, keeper: keeper, makeComputer: { _ in fake })
    #expect(keeper.stored.count < 4)
    #expect(!keeper.checkpoints.isEmpty)
    let done = Set(keeper.stored.keys)
    let continued = try FakeRun.run(
      UnitGraph(methods: [("none", .ensemble(needsFitting: false))], seeds: [1], members: 4),
      workers: 4 - workers, keeper: keeper, makeComputer: { _ in second })
    #expect(continued.scheduler.count(.done) == 4)
    for unit in Self.graph.units {
      #expect(keeper.stored[unit]?[UnitFile.model] == FakeKeeper.expected(unit, Self.graph))
      // No step of a unit that was saved was computed twice.
      if !done.contains(unit) { #expect(fake.stepsComputed.all[unit] == 100) }
    }
  }
}
