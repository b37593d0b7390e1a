import Foundation
import MessagePassing

/// Rank 0 of `counterweight doctor`: asks every rank, looks at the run folder, tells what it found.
///
/// Every wait has an end: a rank that does not answer is a finding, not a reason to wait.
public struct Examination: Sendable {
  /// What came of it.
  public struct Outcome: Sendable {
    /// What was looked at, in the order in which people read.
    public let findings: [Finding]
    /// The ranks that did not answer; an ordinary end would wait for them.
    public let silent: [Int]
  }

  private let communicator: any Communicator
  private let version: String
  private let environment: [String: String]
  private let output: String?
  private let data: [String]
  private let dataProblem: String?
  private let patience: Duration

  /// How often each host is asked for the time; the shortest round trip counts.
  private static let clockRounds = 12

  /// An examination of the ranks of a job.
  ///
  /// - Parameters:
  ///   - communicator: rank 0's.
  ///   - version: the program's.
  ///   - output: the run folder to look at; nil: none.
  ///   - data: the data files to look for.
  ///   - dataProblem: why it is not known which files they are, as a sentence.
  ///   - patience: how long ranks may take to answer.
  ///   - environment: the process's environment variables.
  public init(
    _ communicator: any Communicator, version: String, output: String? = nil, data: [String] = [],
    dataProblem: String? = nil, patience: Duration = .seconds(15),
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.communicator = communicator
    self.version = version
    self.output = output
    self.data = data
    self.dataProblem = dataProblem
    self.patience = patience
    self.environment = environment
  }

  /// Examines everything that was asked for.
  ///
  /// The other ranks are still there when this returns; `dismiss` sends them home.
  ///
  /// - Throws: `CommunicationError` if messages cannot be sent at all.
  public func run() throws -> Outcome {
    let probe = output.map { OutputProbe(folder: $0) }
    let question = RankQuestion(data: data, lock: probe?.lockedFile)
    let others = (0..<communicator.size).filter { $0 != communicator.rank }
    for rank in others { try communicator.send(.question(question), to: rank) }
    var evidence = Evidence(
      size: communicator.size,
      reports: [
        RankReport.here(
          rank: communicator.rank, version: version, question, environment: environment)
      ])
    evidence.isLaunched = Launcher.ranks(in: environment) != nil
    evidence.launchers = LauncherSearch.launchers(path: environment["PATH"] ?? "")
    evidence.output = probe?.sight
    evidence.dataProblem = dataProblem
    try collectReports(from: Set(others), into: &evidence)
    for (host, reports) in evidence.hosts {
      guard let first = reports.first, reports.allSatisfy({ $0.rank != communicator.rank }) else {
        continue
      }
      if let clock = try clock(host: host, rank: first.rank) { evidence.clocks.append(clock) }
    }
    return Outcome(findings: evidence.findings, silent: evidence.silent)
  }

  /// Sends the ranks that answered home, and waits a while for their goodbyes.
  ///
  /// - Parameters:
  ///   - outcome: what `run` returned.
  ///   - exitCode: the exit code of all ranks.
  /// - Returns: whether all ranks of the job are about to end.
  /// - Throws: `CommunicationError` if messages cannot be sent at all.
  public func dismiss(_ outcome: Outcome, exitCode: Int32) throws -> Bool {
    var present = Set(0..<communicator.size).subtracting(outcome.silent)
    present.remove(communicator.rank)
    for rank in present { try communicator.send(.leave(exitCode: exitCode), to: rank) }
    let deadline = ContinuousClock.now + patience
    while !present.isEmpty, ContinuousClock.now < deadline {
      guard let message = try communicator.receive(timeout: .milliseconds(250)) else { continue }
      if try DoctorMessage(message) == .goodbye { present.remove(message.source) }
    }
    return present.isEmpty && outcome.silent.isEmpty
  }

  private func collectReports(from others: Set<Int>, into evidence: inout Evidence) throws {
    var missing = others
    let deadline = ContinuousClock.now + patience
    while !missing.isEmpty {
      let isLate = ContinuousClock.now >= deadline
      // What has come by the end of the time counts, however late it is looked at.
      guard let message = try communicator.receive(timeout: isLate ? .zero : .milliseconds(250))
      else {
        if isLate { break }
        continue
      }
      // What cannot be read is another version's; that rank counts as silent.
      guard case .report(let report)? = try? DoctorMessage(message) else { continue }
      missing.remove(message.source)
      evidence.reports.append(report)
    }
    evidence.reports.sort { $0.rank < $1.rank }
  }

  /// Compares clocks by the shortest of some round trips; nil if the rank has fallen silent.
  private func clock(host: String, rank: Int) throws -> Evidence.Clock? {
    var best: Evidence.Clock?
    for _ in 0..<Self.clockRounds {
      let sent = WallClock.nanoseconds
      let start = ContinuousClock.now
      try communicator.send(.clock, to: rank)
      guard let message = try communicator.receive(timeout: .seconds(2)),
        case .time(let time)? = try? DoctorMessage(message)
      else { return best }
      let half = (ContinuousClock.now - start) / .seconds(1) / 2
      let ahead = Double(time - sent) * 1e-9 - half
      if half < best?.uncertainty ?? .infinity {
        best = Evidence.Clock(host: host, ahead: ahead, uncertainty: half)
      }
    }
    return best
  }
}
