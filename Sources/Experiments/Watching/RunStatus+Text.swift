import Files
import Foundation

extension RunStatus {
  /// The status for a terminal.
  public func text(now: Date = .now) -> String {
    var lines = [
      "\(name) in \(folder): \(state)", "", table, "",
      "\(done) of \(CountText.counted(units, "unit")) done, \(units - done - givenUp) left"
        + (givenUp == 0 ? "" : ", \(givenUp) given up"),
    ]
    if let pace = pace(now) { lines.append(pace) }
    if let end = end(now) { lines.append(end) }
    lines += failures.map {
      "\($0.unit) was given up; --retry-failed tries it again: \($0.reason)"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var state: String {
    let begun =
      "\(start.host) since \(start.time), \(CountText.counted(start.workers, "worker"))"
    if isRunning { return "running on \(begun)" }
    if done == units { return "complete" }
    if done + givenUp == units { return "ended with failures" }
    return "not running; last on \(begun)"
  }

  private var table: String {
    TextTable.text(
      header: ["method", "units done", "seeds complete"],
      rows: rows.map { [$0.method, "\($0.done) of \($0.units)", "\($0.seeds)"] })
  }

  private func pace(_ now: Date) -> String? {
    guard progress.units > 0, let last = progress.last, let began = UTC.date(start.time)
    else { return nil }
    let until = isRunning ? now : last
    let minutes = max(1, until.timeIntervalSince(began)) / 60
    let ago = DurationText.short(max(0, now.timeIntervalSince(last)))
    return String(
      format: "%.1f units per minute in the last start", Double(progress.units) / minutes)
      + "; the last unit was done \(ago) ago"
  }

  private func end(_ now: Date) -> String? {
    guard let secondsLeft, done + givenUp < units else { return nil }
    let left = DurationText.short(secondsLeft)
    if hasUnknownCosts {
      return "what is left takes an unknown time: of some kinds of units none is done yet"
    }
    guard isRunning else { return "about \(left) of work are left for as many workers" }
    return "about \(left) left, until \(UTC.text(now + secondsLeft))"
  }
}
