import Files
import Foundation

/// How far the run of a folder is, read from the folder alone; whoever writes it is not disturbed.
public struct RunStatus: Sendable {
  /// A method's part of the run.
  public struct MethodRow: Sendable, Equatable {
    /// The method.
    public let method: String
    /// How many units are done, of how many.
    public let done: Int
    /// How many units there are.
    public let units: Int
    /// How many seeds have all of their predictions.
    public let seeds: Int
  }

  /// The run folder.
  public let folder: String
  /// The experiment's name.
  public let name: String
  /// Whether a process holds the folder now.
  public let isRunning: Bool
  /// When and where the last start was.
  public let start: (time: String, host: String, workers: Int)
  /// How many starts there were.
  public let starts: Int
  /// A row for each method, in the order of the experiment; models that several share have their own.
  public let rows: [MethodRow]
  /// The units that were given up, with the reason.
  public let failures: [(unit: String, reason: String)]
  /// How many units are given up: those that failed, and those that need them.
  public let givenUp: Int
  /// How many units the last start has done, and when the last of them was.
  public let progress: (units: Int, last: Date?)
  /// The seconds from now to the expected end with the workers of the last start; nil if no unit
  /// tells yet.
  ///
  /// Rough until each kind of unit has one that is done: until then it counts as the mean of others.
  public let secondsLeft: Double?

  /// Whether there are kinds of units of which none is done, so that nobody knows what they take.
  public let hasUnknownCosts: Bool

  /// Reads a folder; cost: its manifest, configuration and ledger.
  ///
  /// - Throws: `RunFolderError` if it is no run folder, or its configuration cannot be read or is not
  ///   what the run wrote.
  public init(folder: String) throws {
    self.folder = folder
    let entries = try Ledger.read(folder: folder)
    let (manifest, configuration) = try RunFolder.readIdentity(folder)
    name = configuration.name
    isRunning = AppendFile.isLocked("\(folder)/ledger.jsonl")
    let last = manifest.starts.last
    start = (last?.time ?? "", last?.host ?? "", last?.workers ?? 1)
    starts = manifest.starts.count

    let graph = try configuration.graph()
    var scheduler = Scheduler(graph, cost: UnitCost { _ in 1 })
    var failed: [(unit: String, reason: String)] = []
    var done: Set<UnitID> = []
    let began = UTC.date(start.time) ?? .distantPast
    var times: [Date] = []
    for entry in entries {
      guard let unit = UnitID(entry.unit) else { continue }
      failed.removeAll { $0.unit == entry.unit }
      if entry.event == "done" {
        scheduler.finished(unit, seconds: entry.wallSeconds)
        done.insert(unit)
        if let time = UTC.date(entry.time), time >= began { times.append(time) }
      } else if entry.event == "failed" {
        failed.append((entry.unit, entry.reason ?? "the reason is in logs/run.log"))
      }
    }
    for (unit, _) in failed {
      guard let unit = UnitID(unit) else { continue }
      scheduler.giveUp(unit)
    }
    failures = failed
    givenUp = scheduler.count(.failed)
    progress = (times.count, times.max())
    rows = Self.rows(graph, done)
    let left = scheduler.expectedWork / Double(max(1, start.workers))
    secondsLeft = done.isEmpty ? nil : left
    let known = Set(done.map(UnitGroup.init))
    let givenUp = Set(failed.map(\.unit))
    hasUnknownCosts = graph.units.contains {
      !known.contains(UnitGroup($0)) && !givenUp.contains("\($0)")
    }
  }

  private static func rows(_ graph: UnitGraph, _ done: Set<UnitID>) -> [MethodRow] {
    var order: [String] = []
    var units: [String: [UnitID]] = [:]
    for unit in graph.units {
      if units[unit.method] == nil { order.append(unit.method) }
      units[unit.method, default: []].append(unit)
    }
    return order.map { method in
      let all = units[method] ?? []
      let predictions = Dictionary(grouping: all.filter(\.kind.isPrediction), by: \.seed)
      return MethodRow(
        method: method, done: all.count { done.contains($0) }, units: all.count,
        seeds: predictions.values.count { $0.allSatisfy(done.contains) })
    }
  }

  /// How many units are done.
  public var done: Int { rows.reduce(0) { $0 + $1.done } }

  /// How many units there are.
  public var units: Int { rows.reduce(0) { $0 + $1.units } }
}
