import Checkpoints
import Foundation

/// A unit that is being computed on a thread of its own, so that the worker's first thread, the
/// only one that may talk to MPI, stays awake.
final class Computation: @unchecked Sendable {
  // Unchecked: everything that changes is guarded by `lock`.

  /// How a computation ended.
  struct Outcome {
    let result: Result<[UnitFile], any Error>
    let cost: UnitTiming
  }

  /// Ends a computation from within.
  private struct Cancelled: Error {}

  let unit: UnitID
  private let lock = NSLock()
  private var share = 0.0
  private var ended: Outcome?
  private var isCancelled = false

  /// Starts to compute.
  ///
  /// - Throws: `CommunicationError` if there can be no further thread.
  init(_ unit: UnitID, prerequisite: [UnitFile], computer: any UnitComputer) throws {
    self.unit = unit
    try PlainThread.start("\(unit)") { [self] in run(prerequisite, computer) }
  }

  /// The share that is done, 0 to 1.
  var progress: Double { lock.withLock { share } }

  /// How it ended; nil while it runs.
  var outcome: Outcome? { lock.withLock { ended } }

  /// Makes the computation end at its next report of progress.
  func cancel() { lock.withLock { isCancelled = true } }

  private func run(_ prerequisite: [UnitFile], _ computer: any UnitComputer) {
    let clock = ContinuousClock.now
    let processor = ProcessorTime.thread
    let result = Result {
      try computer.compute(
        unit, prerequisite: prerequisite,
        monitor: TrainingMonitor(report: { [self] share in
          let cancelled = lock.withLock {
            self.share = share
            return isCancelled
          }
          if cancelled { throw Cancelled() }
        }))
    }
    let cost = UnitTiming(
      wall: (ContinuousClock.now - clock).seconds, processor: ProcessorTime.thread - processor)
    lock.withLock { ended = Outcome(result: result, cost: cost) }
  }
}

/// Processor time that was used up, in seconds.
enum ProcessorTime {
  /// By the calling thread.
  static var thread: Double { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
