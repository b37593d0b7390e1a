import Files
import Foundation

/// What a run cost: per unit, per rank and in all.
///
/// Written to `timing`, apart from the results.
struct RunTiming {
  private struct Rank {
    var host = ""
    var units = 0
    var busy = 0.0
    var processor = 0.0
  }

  /// What a run cost in all, in `timing/run.json`.
  struct Summary: Codable, Equatable {
    /// Seconds from the first unit's hand-out to the last result.
    var wallSeconds: Double
    /// Hours of processor time that the workers' computations used.
    var coreHours: Double
    /// The share of time that workers computed, from the first hand-out to the last result.
    var workersBusyShare: Double
    /// The share of a core that the coordinator used meanwhile.
    ///
    /// With workers in the same process, theirs is left out.
    var coordinatorCoreShare: Double
    var workers: Int
    var unitsComputed: Int
    var unitsReused: Int
  }

  private var ranks: [Int: Rank] = [:]
  private let reused: Int
  private var began: ContinuousClock.Instant?
  private var ended = ContinuousClock.now
  private var coordinatorBegan = 0.0
  private var coordinatorEnded = 0.0

  init(reused: Int) { self.reused = reused }

  /// Takes notice of an event, on the coordinator's thread.
  mutating func observe(_ event: RunEvent) {
    switch event {
    case .joined(let rank, let host):
      ranks[rank, default: Rank()].host = host
    case .handedOut:
      guard began == nil else { return }
      began = .now
      coordinatorBegan = ProcessorTime.thread
    case .stored(_, let rank, let cost):
      ranks[rank, default: Rank()].units += 1
      ranks[rank, default: Rank()].busy += cost.wall
      ranks[rank, default: Rank()].processor += cost.processor
      ended = .now
      coordinatorEnded = ProcessorTime.thread
    case .suspended(_, let rank, let cost):
      ranks[rank, default: Rank()].busy += cost.wall
      ranks[rank, default: Rank()].processor += cost.processor
      ended = .now
      coordinatorEnded = ProcessorTime.thread
    case .progressed, .checkpointed, .repeated, .failed, .displaced, .unsaved, .lost, .returned,
      .crowded,
      .stopping,
      .idle:
      break
    }
  }

  /// The host of a rank; empty if it never said hello.
  func host(of rank: Int) -> String { ranks[rank]?.host ?? "" }

  /// The cost of this start of the run.
  var summary: Summary {
    let wall = began.map { (ended - $0).seconds } ?? 0
    let busy = ranks.values.reduce(0) { $0 + $1.busy }
    let available = wall * Double(ranks.count)
    return Summary(
      wallSeconds: wall, coreHours: ranks.values.reduce(0) { $0 + $1.processor } / 3600,
      workersBusyShare: available > 0 ? min(1, busy / available) : 0,
      coordinatorCoreShare: wall > 0 ? (coordinatorEnded - coordinatorBegan) / wall : 0,
      workers: ranks.count, unitsComputed: ranks.values.reduce(0) { $0 + $1.units },
      unitsReused: reused)
  }

  /// One row per rank that computed.
  var ranksCSV: String {
    let wall = summary.wallSeconds
    let rows = ranks.sorted { $0.key < $1.key }.map { rank, cost in
      CSVText.row([
        "\(rank)", cost.host, "\(cost.units)", CSVText.number(cost.busy),
        CSVText.number(max(0, wall - cost.busy)), CSVText.number(cost.processor),
      ])
    }
    return CSVText.row([
      "rank", "host", "units", "busy_seconds", "idle_seconds", "processor_seconds",
    ]) + rows.joined()
  }

  /// One row per unit that was ever computed in this folder.
  static func unitsCSV(_ entries: [Ledger.Entry]) -> String {
    let rows = entries.filter { $0.event == "done" }.map { entry in
      CSVText.row([
        entry.unit, "\(entry.rank)", entry.host, entry.time, CSVText.number(entry.wallSeconds),
        CSVText.number(entry.processorSeconds),
      ])
    }
    return CSVText.row(["unit", "rank", "host", "done_at", "wall_seconds", "processor_seconds"])
      + rows.joined()
  }
}
