import Files
import Foundation
import MessagePassing
import Tensors

/// A rank that computes: takes a unit, computes it on one thread, sends the result home.
///
/// It knows no file and no other worker.
public struct Worker: Sendable {
  private let communicator: any Communicator
  private let coordinator: Int
  private let makeComputer: @Sendable ([UInt8], SharedBytes) throws -> any UnitComputer
  private let stop: StopRequest

  /// How long the worker listens before it looks at its computation again.
  private static let listening = Duration.milliseconds(4)
  /// How often it tells of progress, in seconds.
  private static let progressInterval = 1.0

  /// A unit that was handed out.
  private struct Order {
    let unit: UnitID
    let prerequisite: [UnitFile]
    let checkpoint: [UInt8]?
  }

  /// A worker of a coordinator.
  ///
  /// - Parameters:
  ///   - communicator: this rank's.
  ///   - coordinator: the rank that hands out units.
  ///   - stop: what the coordinator is told of once somebody asks for it.
  ///   - makeComputer: makes what computes units from the coordinator's settings and the data.
  public init(
    _ communicator: any Communicator, coordinator: Int = 0, stop: StopRequest = StopRequest(),
    makeComputer: @escaping @Sendable ([UInt8], SharedBytes) throws -> any UnitComputer
  ) {
    self.communicator = communicator
    self.coordinator = coordinator
    self.makeComputer = makeComputer
    self.stop = stop
  }

  /// Works until the coordinator says stop.
  ///
  /// - Returns: the exit code that the coordinator wishes.
  /// - Throws: `CommunicationError`, also if nothing comes from the coordinator for long
  ///   (`RunPolicy.coordinatorSilence`).
  public func run() throws -> Int32 {
    try communicator.send(.hello(.current), to: coordinator)
    var computer: Result<any UnitComputer, any Error> = .failure(
      CommunicationError("A unit came before the data."))
    var settings: [UInt8] = []
    var receipt: DataReceipt?
    var policy = RunPolicy()
    var computation: Computation?
    var memory = MemoryWatch(limit: policy.memoryLimit)
    // More than one only if this worker was taken for lost meanwhile.
    var orders: [Order] = []
    var lastSign = ContinuousClock.now
    var lastHeard = ContinuousClock.now
    var lastPass = ContinuousClock.now
    var hasTold = false
    var hasToldUnsaved = false
    while true {
      // If this process was stopped for a while, the coordinator's silence does not count.
      let gap = ContinuousClock.now - lastPass
      lastPass = .now
      if gap > .seconds(2) { lastHeard += gap }
      if !hasTold, let reason = stop.reason {
        hasTold = true
        try communicator.send(.interrupted(reason: reason), to: coordinator)
      }
      if let running = computation {
        // First what there is of it, then its end: the order in which they came about.
        if let reason = memory.reason() { running.fail(reason) }
        let outcome = running.outcome
        try sendCheckpoint(of: running)
        if !hasToldUnsaved, let bytes = running.unsavedBytes {
          hasToldUnsaved = true
          try communicator.send(.unsaved(running.unit, bytes: bytes), to: coordinator)
        }
        if let outcome {
          try report(outcome, of: running.unit)
          computation = nil
        }
      }
      if computation == nil, !orders.isEmpty {
        computation = try begin(orders.removeFirst(), computer, policy)
        memory.begin()
        hasToldUnsaved = false
      }
      let sinceSign = (ContinuousClock.now - lastSign).seconds
      if let running = computation, sinceSign > min(Self.progressInterval, policy.beat) {
        lastSign = .now
        try communicator.send(.progress(running.unit, share: running.progress), to: coordinator)
      } else if computation == nil, sinceSign > policy.beat {
        lastSign = .now
        try communicator.send(.alive, to: coordinator)
      }
      // Nothing to look after: only a message can change that, so listen longer.
      let patience = computation == nil ? Duration.milliseconds(500) : Self.listening
      guard let message = try communicator.receive(timeout: patience) else {
        // Others of the node may need what waits here for a unit that does not come.
        if computation == nil { TensorMemory.returnToSystem() }
        let silence = (ContinuousClock.now - lastHeard).seconds
        guard silence < policy.coordinatorSilence(isWelcome: receipt != nil) else {
          throw CommunicationError("Nothing came from the coordinator for \(Int(silence)) s.")
        }
        continue
      }
      lastHeard = .now
      switch try WireMessage(message) {
      case .welcome(let welcome):
        policy = welcome.policy
        memory = MemoryWatch(limit: policy.memoryLimit)
        settings = welcome.settings
        receipt = DataReceipt(welcome.data)
        if let made = try proceed(receipt?.begin(), settings) { computer = made }
      case .data(let offset, let piece):
        if let made = try proceed(receipt?.take(piece, from: offset), settings) {
          computer = made
        }
      case .unit(let unit, let prerequisite, let checkpoint):
        orders.append(Order(unit: unit, prerequisite: prerequisite, checkpoint: checkpoint))
      case .suspend(let unit):
        if computation?.unit == unit { computation?.suspend() }
        if orders.contains(where: { $0.unit == unit }) {
          orders.removeAll { $0.unit == unit }
          try communicator.send(.suspended(unit, cost: .zero), to: coordinator)
        }
      case .alive: break
      case .stop(let exitCode):
        computation?.cancel()
        try communicator.send(.goodbye, to: coordinator)
        return exitCode
      case let other:
        throw CommunicationError("A worker cannot use a message of kind \(other.tag).")
      }
    }
  }

  /// Says goodbye without having been told to stop.
  static func leave(
    _ communicator: any Communicator, coordinator: Int = 0
  ) throws(CommunicationError) {
    try communicator.send(.goodbye, to: coordinator)
  }

  /// Asks for more data, or tells that they are there.
  ///
  /// - Returns: what computes units, once the data are there.
  private func proceed(
    _ step: DataReceipt.Step?, _ settings: [UInt8]
  ) throws -> Result<any UnitComputer, any Error>? {
    switch step {
    case .ask(let offset):
      try communicator.send(.wants(offset: offset), to: coordinator)
      return nil
    case .done(let data):
      // If it fails, so does every unit, with this reason.
      let made = Result { try makeComputer(settings, data) }
      try communicator.send(.holds(path: data.path), to: coordinator)
      return made
    case nil:
      throw CommunicationError("Data came before the welcome.")
    }
  }

  /// Starts to compute; nil if that cannot be, which the coordinator is told.
  private func begin(
    _ order: Order, _ computer: Result<any UnitComputer, any Error>, _ policy: RunPolicy
  ) throws -> Computation? {
    do {
      return try Computation(
        order.unit, prerequisite: order.prerequisite, checkpoint: order.checkpoint,
        policy: policy, computer: try computer.get())
    } catch {
      try communicator.send(
        .hindered(order.unit, reason: "\(error)", cost: .zero), to: coordinator)
      return nil
    }
  }

  private func sendCheckpoint(of computation: Computation) throws {
    guard let (state, cost) = computation.takeCheckpoint() else { return }
    try communicator.send(
      .checkpoint(computation.unit, state: state, cost: cost), to: coordinator)
  }

  /// Whether a unit might have had the memory if less had been computed beside it: on its node, or in
  /// this process, if that has several workers.
  private func isCrowding(_ error: MemoryExhausted) -> Bool {
    error.isForNode || (communicator is InProcessCommunicator && communicator.size > 2)
  }

  private func report(_ outcome: Computation.Outcome, of unit: UnitID) throws {
    switch outcome.result {
    case .success(let files):
      try communicator.send(.result(unit, files: files, cost: outcome.cost), to: coordinator)
    case .failure(is Computation.Suspended):
      try communicator.send(.suspended(unit, cost: outcome.cost), to: coordinator)
    case .failure(let error as MemoryExhausted):
      try communicator.send(
        .hindered(
          unit, reason: "\(error)", cost: outcome.cost, isCrowded: isCrowding(error)),
        to: coordinator)
    case .failure(let error):
      try communicator.send(
        .failed(unit, reason: "\(error)", cost: outcome.cost), to: coordinator)
    }
  }
}
