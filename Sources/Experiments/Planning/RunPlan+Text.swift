import Files
import Foundation

extension RunPlan {
  /// The plan for a terminal, for an experiment of that name.
  public func text(name: String) -> String {
    let units = rows.reduce(0) { $0 + $1.units }
    return """
      \(name): \(CountText.counted(units, "unit")), \(DurationText.short(work)) of work on one core

      \(groupTable)

      \(memory)
      \(files)
      The critical path is \(way): \(DurationText.short(criticalPath.seconds)).

      \(timeTable)

      \(limit)
      \(source)

      """
  }

  private var groupTable: String {
    let table = rows.map { row in
      [
        row.group.description, "\(row.units)",
        DurationText.short(row.seconds / Double(max(1, row.units))),
        String(format: "%.2f", row.seconds / 3600),
        String(format: "%.0f %%", work > 0 ? 100 * row.seconds / work : 0),
      ]
    }
    return TextTable.text(
      header: ["units of", "count", "each", "core-hours", "share"], rows: table)
  }

  private var timeTable: String {
    TextTable.text(
      header: ["workers", "ranks", "time", "speed-up", "efficiency"],
      rows: outcomes.map { outcome in
        [
          "\(outcome.workers)", outcome.workers == 1 ? "1, 2" : "\(outcome.workers + 1)",
          DurationText.short(outcome.seconds),
          String(format: "%.1f", outcome.seconds > 0 ? oneWorkerSeconds / outcome.seconds : 1),
          String(format: "%.0f %%", 100 * outcome.efficiency),
        ]
      })
  }

  private var memory: String {
    let data = SizeText.short(dataBytes)
    guard let rankMemory else {
      return "Memory: each node holds the data once, \(data); what a rank computes with was not "
        + "measured."
    }
    return
      "Memory: a rank needs at most about \(SizeText.short(rankMemory)), of which the data are \(data), "
      + "held once for each node; 64 ranks on one node need "
      + "\(SizeText.short(64 * max(0, rankMemory - dataBytes) + dataBytes))."
  }

  private var files: String {
    let (count, bytes) = rows.reduce((0, 0)) { ($0.0 + $1.files, $0.1 + $1.bytes) }
    return "Files: \(count) of units, \(SizeText.short(bytes)), and "
      + "\(CountText.counted(predictions, "table")) of predictions."
  }

  private var way: String {
    criticalPath.units.map(\.description).joined(separator: ", then ")
  }

  private var limit: String {
    "With \(CountText.counted(mostUsefulWorkers, "worker")) (\(mostUsefulWorkers + 1) ranks) the run is within a hundredth "
      + "of the shortest; more shorten it by less than that."
  }
}
