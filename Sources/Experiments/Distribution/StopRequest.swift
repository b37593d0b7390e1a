import Dispatch
import Foundation
import Synchronization

/// The wish that a run ends before everything is done, from a signal or a time limit.
///
/// Whoever computes looks here now and then. What has been asked cannot be taken back.
public final class StopRequest: Sendable {
  /// When the run has to be over; nil: there is no limit.
  public let deadline: Date?
  private let asked = Mutex<String?>(nil)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// How long units that are being computed may go on after the wish, to be done after all.
  public static let grace = 20.0
  /// How long before the deadline the wish comes: the grace, and time for the tables.
  public static let lead = grace + 10

  /// No wish yet.
  ///
  /// - Parameter deadline: when the run has to be over.
  public init(deadline: Date? = nil) {
    self.deadline = deadline
  }

  /// Wishes it; the first reason stays.
  ///
  /// - Parameter reason: words that follow "stopping, because of ".
  public func ask(_ reason: String) {
    asked.withLock { if $0 == nil { $0 = reason } }
  }

  /// Why the run shall end; nil if nobody wishes it.
  public var reason: String? {
    if let reason = asked.withLock({ $0 }) { return reason }
    guard let deadline, Date.now > deadline - Self.lead else { return nil }
    return "the time limit"
  }

  /// The seconds in which a unit must be done that is begun now; nil: there is no limit.
  var secondsLeft: Double? {
    deadline.map { $0.timeIntervalSinceNow - Self.lead }
  }

  /// Takes SIGTERM, SIGINT and SIGUSR1 for the wish from now on.
  ///
  /// mpirun and Slurm send them to every rank. To be called after MPI has started, which takes some
  /// of them for itself. A later SIGINT, of an impatient person, ends the process at once.
  public func watchSignals() {
    for (number, name) in [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT"), (SIGUSR1, "SIGUSR1")] {
      // A source hears only of signals that do not end the process.
      signal(number, SIG_IGN)
      sources.withLock { sources in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [weak self] in
          self?.ask(name)
          guard number == SIGINT else { return }
          // A terminal and mpirun both send the first one, so two at once are no impatience.
          DispatchQueue.global().asyncAfter(deadline: .now() + 2) { signal(SIGINT, SIG_DFL) }
        }
        source.activate()
        sources.append(source)
      }
    }
  }
}
