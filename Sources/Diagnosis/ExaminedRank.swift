import Foundation
import MessagePassing

/// Every rank but 0: answers what rank 0 asks.
public struct ExaminedRank: Sendable {
  private let communicator: any Communicator
  private let version: String
  private let environment: [String: String]

  /// A rank that is to be examined.
  ///
  /// - Parameters:
  ///   - communicator: this rank's.
  ///   - version: the program's.
  ///   - environment: the process's environment variables.
  public init(
    _ communicator: any Communicator, version: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.communicator = communicator
    self.version = version
    self.environment = environment
  }

  /// Answers until rank 0 says that it was all.
  ///
  /// - Parameter patience: how long rank 0 may say nothing.
  /// - Returns: the exit code that rank 0 wishes.
  /// - Throws: `CommunicationError` if rank 0 falls silent.
  public func answer(patience: Duration = .seconds(60)) throws -> Int32 {
    while let message = try communicator.receive(timeout: patience) {
      switch try DoctorMessage(message) {
      case .question(let question):
        let report = RankReport.here(
          rank: communicator.rank, version: version, question, environment: environment)
        try communicator.send(.report(report), to: message.source)
      case .clock:
        try communicator.send(.time(WallClock.nanoseconds), to: message.source)
      case .leave(let exitCode):
        try communicator.send(.goodbye, to: message.source)
        return exitCode
      case .report, .time, .goodbye:
        throw CommunicationError("Rank \(message.source) sent an answer that nobody asked for.")
      }
    }
    throw CommunicationError(
      "Rank 0 has said nothing for \(patience); rank \(communicator.rank) ends.")
  }
}
