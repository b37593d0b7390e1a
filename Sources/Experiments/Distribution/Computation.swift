import Checkpoints
import Foundation
import MessagePassing
import Tensors

/// A unit that is being computed on a thread of its own, so that the worker's first thread, the
/// only one that may talk to MPI, stays awake.
final class Computation: @unchecked Sendable {
  // Unchecked: everything that changes is guarded by `lock`.

  /// How a computation ended.
  struct Outcome {
    let result: Result<[UnitFile], any Error>
    let cost: UnitTiming
  }

  /// Ends a computation from within, its state being saved.
  struct Suspended: Error {}
  /// Ends a computation from within.
  private struct Cancelled: Error {}

  let unit: UnitID
  private let interval: Double
  private let memoryLimit: Double
  private let lock = NSLock()
  private var share = 0.0
  private var ended: Outcome?
  private var saved: (state: [UInt8], cost: UnitTiming)?
  private var unsaved: Int?
  private var isCancelled = false
  private var exhaustion: MemoryExhausted?
  private var isAskedToSuspend = false
  // The rest belongs to the computing thread alone.
  private let began = ContinuousClock.now
  private var processorBegan = 0.0
  private var lastSaved = ContinuousClock.now
  private var lastStep = ContinuousClock.now
  private var longestStep = 0.0

  /// Starts to compute.
  ///
  /// - Parameters:
  ///   - unit: what to compute.
  ///   - prerequisite: the result of the unit that it needs first.
  ///   - checkpoint: the state to go on from; nil: the beginning.
  ///   - policy: how often its state is saved, and how much memory its process may take.
  ///   - computer: computes it.
  /// - Throws: `CommunicationError` if there can be no further thread.
  init(
    _ unit: UnitID, prerequisite: [UnitFile], checkpoint: [UInt8]?, policy: RunPolicy,
    computer: any UnitComputer
  ) throws {
    self.unit = unit
    interval = policy.checkpointInterval
    memoryLimit = policy.memoryLimit
    try PlainThread.start("\(unit)") { [self] in run(prerequisite, checkpoint, computer) }
  }

  /// The share that is done, 0 to 1.
  var progress: Double { lock.withLock { share } }

  /// How it ended; nil while it runs.
  var outcome: Outcome? { lock.withLock { ended } }

  /// The last state that was saved, and what it took until then; nil if it was taken before.
  func takeCheckpoint() -> (state: [UInt8], cost: UnitTiming)? {
    lock.withLock {
      defer { saved = nil }
      return saved
    }
  }

  /// The size in bytes of the last state for which there was not the memory; nil if there was for all.
  var unsavedBytes: Int? { lock.withLock { unsaved } }

  /// Makes the computation end at the next place where its state can be saved, and save it.
  func suspend() { lock.withLock { isAskedToSuspend = true } }

  /// Makes the computation end at its next report of progress.
  func cancel() { lock.withLock { isCancelled = true } }

  /// Makes the computation fail at its next report of progress, because it takes too much memory.
  func fail(_ reason: MemoryExhausted) { lock.withLock { exhaustion = reason } }

  private func run(
    _ prerequisite: [UnitFile], _ checkpoint: [UInt8]?, _ computer: any UnitComputer
  ) {
    processorBegan = ProcessorTime.thread
    let memory = MemoryGrant(limit: memoryLimit)
    let monitor = TrainingMonitor(
      continuing: checkpoint,
      isDue: {
        try memory.check()
        return self.isDue()
      },
      affords: { bytes in
        let affords = memory.affords(state: bytes)
        self.lock.withLock { self.unsaved = affords ? nil : bytes }
        return affords
      },
      save: { state in
        try memory.check()
        try self.save(state)
      },
      report: { share in
        try memory.check()
        try self.report(share)
      },
      claim: { try memory.claim($0) })
    let result = Result {
      try memory.run(stuck: { self.park($0) }) {
        try computer.compute(unit, prerequisite: prerequisite, monitor: monitor)
      }
    }
    // The next unit must not suffer for the size of this one.
    if case .failure(is MemoryExhausted) = result { TensorMemory.returnToSystem() }
    stepEnds()
    let cost = cost()
    lock.withLock { ended = Outcome(result: result, cost: cost) }
  }

  /// Ends the unit and lets its thread sleep for ever: the rest of the process goes on without it, and
  /// without the memory that it has.
  ///
  /// Where that leaves too few addresses, the process ends.
  private func park(_ reason: MemoryExhausted) -> Never {
    // OpenBLAS asks for 128 MB per thread, again and again if it gets none.
    guard AvailableMemory.ownAddresses > 0.5e9 else { TensorMemory.endForLack() }
    let cost = cost()
    lock.withLock { ended = Outcome(result: .failure(reason), cost: cost) }
    while true { Thread.sleep(forTimeInterval: 3600) }
  }

  private func cost() -> UnitTiming {
    UnitTiming(
      wall: (ContinuousClock.now - began).seconds,
      processor: ProcessorTime.thread - processorBegan, longestStep: longestStep)
  }

  private func stepEnds() {
    let now = ContinuousClock.now
    longestStep = max(longestStep, (now - lastStep).seconds)
    lastStep = now
  }

  private func report(_ share: Double) throws {
    let wish: (any Error)? = lock.withLock {
      self.share = share
      if isCancelled { return Cancelled() }
      // The state is asked for, and there is not the memory for it.
      if isAskedToSuspend, unsaved != nil { return Suspended() }
      return exhaustion
    }
    if let wish { throw wish }
  }

  /// Whether the state shall be saved at this place.
  private func isDue() -> Bool {
    stepEnds()
    if lock.withLock({ isAskedToSuspend }) { return true }
    return (lastStep - lastSaved).seconds > interval
  }

  private func save(_ state: [UInt8]) throws {
    lastSaved = .now
    let cost = cost()
    let suspends = lock.withLock {
      // One that nobody has taken yet is of no use any more.
      saved = (state, cost)
      return isAskedToSuspend
    }
    if suspends { throw Suspended() }
  }
}
