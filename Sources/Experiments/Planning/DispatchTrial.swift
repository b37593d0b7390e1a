import Checkpoints
import Files
import MessagePassing

/// A run whose units are nothing: what is left is what handing them out costs.
package enum DispatchTrial {
  private struct Nothing: UnitComputer {
    func compute(
      _ unit: UnitID, prerequisite: [UnitFile], monitor: TrainingMonitor
    ) throws -> [UnitFile] {
      [UnitFile(name: UnitFile.model, bytes: [UInt8](repeating: 1, count: 4096))]
    }
  }

  private final class Memory: RunKeeper {
    private var stored: [UnitID: [UnitFile]] = [:]

    func store(
      _ unit: UnitID, _ files: [UnitFile], rank: Int, host: String, cost: UnitTiming
    ) { stored[unit] = files }
    func files(of unit: UnitID) -> [UnitFile] { stored[unit] ?? [] }
    func isStored(_ unit: UnitID, _ files: [UnitFile]) -> Bool { stored[unit] == files }
    func save(_ checkpoint: UnitCheckpoint, of unit: UnitID) {}
    func checkpoint(of unit: UnitID) -> UnitCheckpoint? { nil }
    func dropCheckpoint(of unit: UnitID) {}
    func observe(_ event: RunEvent, _ scheduler: Scheduler) {}
  }

  /// Hands out units to threads of this process and takes their results of 4 kB, storing nothing.
  ///
  /// - Parameters:
  ///   - units: how many, a tenth of which others need first.
  ///   - workers: how many threads take them.
  /// - Returns: the processor seconds of the coordinating thread.
  /// - Throws: `CommunicationError` if there cannot be so many threads.
  package static func run(units: Int, workers: Int) throws -> Double {
    let seeds = (1...max(1, units / 10)).map(UInt64.init)
    let graph = UnitGraph(
      methods: [("nothing", .ensemble(needsFitting: true))], seeds: seeds, members: 9)
    let group = InProcessCommunicator.group(size: 1 + workers)
    for communicator in group.dropFirst() {
      try PlainThread.start("worker \(communicator.rank)") {
        _ = try? Worker(communicator) { _, _ in Nothing() }.run()
      }
    }
    defer { try? Farewell.say(group[0], exitCode: 0) }
    let coordinator = Coordinator(
      group[0], settings: [], data: try SharedBytes.make(count: 0) { _ in },
      scheduler: Scheduler(graph, cost: UnitCost { _ in 1 }), keeper: Memory())
    let began = ProcessorTime.thread
    _ = try coordinator.run()
    return ProcessorTime.thread - began
  }
}
