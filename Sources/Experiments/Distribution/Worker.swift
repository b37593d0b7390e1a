import Foundation
import MessagePassing

/// A rank that computes: takes a unit, computes it on one thread, sends the result home.
///
/// It knows no file and no other worker.
public struct Worker: Sendable {
  private let communicator: any Communicator
  private let coordinator: Int
  private let makeComputer: @Sendable ([UInt8]) throws -> any UnitComputer
  private let stop: StopRequest

  /// How long the worker listens before it looks at its computation again.
  private static let listening = Duration.milliseconds(10)
  /// How often it tells of progress, in seconds.
  private static let progressInterval = 1.0

  /// A worker of a coordinator.
  ///
  /// - Parameters:
  ///   - communicator: this rank's.
  ///   - coordinator: the rank that hands out units.
  ///   - stop: what the coordinator is told of once somebody asks for it.
  ///   - makeComputer: makes what computes units from the coordinator's welcome.
  public init(
    _ communicator: any Communicator, coordinator: Int = 0, stop: StopRequest = StopRequest(),
    makeComputer: @escaping @Sendable ([UInt8]) throws -> any UnitComputer
  ) {
    self.communicator = communicator
    self.coordinator = coordinator
    self.makeComputer = makeComputer
    self.stop = stop
  }

  /// Works until the coordinator says stop.
  ///
  /// - Returns: the exit code that the coordinator wishes.
  public func run() throws -> Int32 {
    try communicator.send(.hello(host: ProcessInfo.processInfo.hostName), to: coordinator)
    var computer: Result<any UnitComputer, any Error> = .failure(
      CommunicationError("A unit came before the welcome."))
    var computation: Computation?
    var lastProgress = ContinuousClock.now
    var hasTold = false
    while true {
      if !hasTold, let reason = stop.reason {
        hasTold = true
        try communicator.send(.interrupted(reason: reason), to: coordinator)
      }
      if let running = computation {
        if let outcome = running.outcome {
          try report(outcome, of: running.unit)
          computation = nil
        } else if (ContinuousClock.now - lastProgress).seconds > Self.progressInterval {
          lastProgress = .now
          try communicator.send(
            .progress(running.unit, share: running.progress), to: coordinator)
        }
      }
      // Nothing to look after: only a message can change that, so listen longer.
      let patience = computation == nil ? Duration.milliseconds(500) : Self.listening
      guard let message = try communicator.receive(timeout: patience) else { continue }
      switch try WireMessage(message) {
      case .welcome(let content):
        computer = Result { try makeComputer(content) }
      case .unit(let unit, let prerequisite):
        do {
          computation = try Computation(
            unit, prerequisite: prerequisite, computer: try computer.get())
        } catch {
          try communicator.send(
            .failed(unit, reason: "\(error)", cost: UnitTiming(wall: 0, processor: 0)),
            to: coordinator)
        }
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

  private func report(_ outcome: Computation.Outcome, of unit: UnitID) throws {
    switch outcome.result {
    case .success(let files):
      try communicator.send(.result(unit, files: files, cost: outcome.cost), to: coordinator)
    case .failure(let error):
      try communicator.send(
        .failed(unit, reason: "\(error)", cost: outcome.cost), to: coordinator)
    }
  }
}
