import Files
import Foundation
import Logging

/// Tells people how far a run is: one live line on a terminal, plain lines everywhere else.
final class ProgressReporter {
  private let logger: Logger
  private let live: LiveLine?
  private let began = ContinuousClock.now
  private var lastLine = ContinuousClock.now
  /// What each rank computes, and how far it is.
  private var shares: [Int: (unit: UnitID, share: Double)] = [:]
  private var workers = 0
  private let reused: Int

  /// Seconds between two plain lines about the state of things.
  private static let interval = 30.0

  /// A reporter.
  ///
  /// - Parameters:
  ///   - logger: writes lines.
  ///   - live: the terminal's line; nil if there is none.
  ///   - reused: the number of units that an earlier start has done.
  init(logger: Logger, live: LiveLine?, reused: Int) {
    self.logger = logger
    self.live = live
    self.reused = reused
  }

  /// Takes notice of an event.
  func observe(_ event: RunEvent, _ scheduler: Scheduler) {
    switch event {
    case .joined(let rank, let host):
      workers += 1
      logger.debug("rank \(rank) on \(host) is ready")
    case .handedOut(let unit, let rank, let spent):
      shares[rank] = (unit, 0)
      logger.debug(
        spent == .zero
          ? "rank \(rank) begins \(unit)"
          : "rank \(rank) goes on with \(unit), \(DurationText.short(spent.wall)) from its start")
    case .progressed(let unit, let rank, let share):
      shares[rank] = (unit, share)
    case .stored(let unit, let rank, let cost):
      end(unit, on: rank)
      logger.debug("rank \(rank) finished \(unit) in \(DurationText.short(cost.wall))")
    case .checkpointed(let unit, let rank, let bytes):
      logger.debug("the state of \(unit) came from rank \(rank), \(SizeText.short(bytes))")
    case .suspended(let unit, let rank, _):
      end(unit, on: rank)
      logger.debug("rank \(rank) let go of \(unit); its state is saved")
    case .repeated(let unit, let rank, let isSame):
      end(unit, on: rank)
      if isSame {
        logger.debug("rank \(rank) finished \(unit), too, with the same bytes")
      } else {
        say(
          .error,
          "rank \(rank) finished \(unit), too, with other bytes; the first result stays. The "
            + "processors, or their libraries, differ: see manifest.json, and kernels: portable.")
      }
    case .crowded(let sentence): say(.warning, sentence)
    case .lost(let rank, let host, let unit):
      shares[rank] = nil
      if !host.isEmpty { workers -= 1 }
      say(
        .warning,
        "Rank \(rank)\(host.isEmpty ? "" : " on \(host)") is lost; the run goes on without it"
          + (unit.map { ", and with \($0) elsewhere." } ?? "."))
    case .returned(let rank, let host):
      workers += 1
      say(.warning, "Rank \(rank) on \(host) is there again.")
    case .failed(let unit, let rank, let reason, let again):
      end(unit, on: rank)
      say(
        .warning, "\(unit) failed on rank \(rank)\(again ? " and is tried again" : ""): \(reason)")
    case .displaced(let unit, let rank, let host):
      end(unit, on: rank)
      say(
        .info,
        "\(unit) has to wait: there is not the memory\(host.isEmpty ? "" : " on \(host)") for it beside "
          + "what else is computed.")
    case .unsaved(let unit, let rank, let bytes):
      say(
        .warning,
        "The state of \(unit) on rank \(rank), some \(SizeText.short(Double(bytes))), is not saved on the "
          + "way: there is not the memory for its copies. If the run is stopped, the unit begins anew."
      )
    case .stopping(let reason, let running):
      say(
        .warning,
        "Stopping, because of \(reason): no unit is begun any more"
          + (running > 0
            ? "; running: \(running), with \(Int(StopRequest.grace)) s to be saved or done." : "."))
    case .idle:
      break
    }
    live?.show(state(scheduler))
    if live == nil, (ContinuousClock.now - lastLine).seconds > Self.interval {
      lastLine = .now
      logger.info("\(state(scheduler))")
    }
  }

  /// Notes that a rank is done with a unit; it may compute the next one already.
  private func end(_ unit: UnitID, on rank: Int) {
    if shares[rank]?.unit == unit { shares[rank] = nil }
  }

  /// Tells that an ensemble is complete.
  func scored(method: String, seed: UInt64, minorityF1: Double?) {
    let score = minorityF1.map { String(format: "%.4f", $0) } ?? "undefined"
    say(.info, "\(method), seed \(seed): minority F1 \(score) on the test split")
  }

  /// Says something that is worth a line of its own.
  func say(_ level: Logger.Level, _ text: String) {
    live?.clear()
    logger.log(level: level, "\(text)")
  }

  /// Removes the live line.
  func end() { live?.clear() }

  /// Such as `23 of 45 units done, 2 running, 0.4 units/min, 3 min left`.
  private func state(_ scheduler: Scheduler) -> String {
    let done = scheduler.count(.done)
    let failed = scheduler.count(.failed)
    let total = scheduler.unitCount
    var parts = [
      "\(done) of \(CountText.counted(total, "unit")) done", "\(shares.count) running\(running)",
    ]
    if failed > 0 { parts.append("\(failed) failed") }
    let elapsed = (ContinuousClock.now - began).seconds
    let computed = done - reused
    if computed > 0, elapsed > 0 {
      parts.append(String(format: "%.1f units/min", Double(computed) / elapsed * 60))
      let left = scheduler.expectedWork / Double(max(1, workers))
      parts.append("about \(DurationText.short(left)) left")
    }
    parts.append("\(DurationText.short(elapsed)) so far")
    return parts.joined(separator: ", ")
  }

  /// How far the running units are, if they are few enough to name: ` (12 %, 80 %)`.
  private var running: String {
    guard !shares.isEmpty, shares.count <= 4 else { return "" }
    let percentages = shares.values.map(\.share).sorted().map {
      String(format: "%.0f %%", 100 * $0)
    }
    return " (\(percentages.joined(separator: ", ")))"
  }
}
