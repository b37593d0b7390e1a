import Statistics

extension StudySummary {
  /// The widest line of the terminal table.
  static let terminalWidth = TerminalText.width

  /// The scores in blocks of four columns, then the verdicts, wrapped to `terminalWidth`.
  var terminalTable: String {
    var lines = wrapped(heading, indentation: 0)
    let metrics = tableMetrics
    for first in stride(from: 0, to: metrics.count, by: 4) {
      lines.append("")
      lines += block(Array(metrics[first...].prefix(4)))
    }
    if record.baseline != nil { lines.append("* baseline") }
    lines.append("")
    lines += wrapped(meaningOfValues, indentation: 0)
    for note in unusedSampleNotes() { lines += wrapped(note, indentation: 2) }
    if let meaningOfLabelSequences { lines += wrapped(meaningOfLabelSequences, indentation: 0) }
    for gap in gaps { lines += wrapped("- " + gap, indentation: 2) }
    if !detectionNotes.isEmpty { lines.append("") }
    for note in detectionNotes { lines += wrapped(note, indentation: 2) }
    lines.append("")
    if let reasonForNoComparison {
      lines += wrapped(reasonForNoComparison, indentation: 0)
    }
    for (methods, verdict) in sharedVerdicts {
      let names = methods.joined(separator: ", ")
      lines += wrapped("\(names): \(verdict.conclusion.title). \(verdict.grounds)", indentation: 2)
    }
    if !record.notes.isEmpty {
      lines.append("")
      lines += wrapped("\(NumberText.counted(record.notes.count, "note")):", indentation: 0)
      for note in record.notes { lines += wrapped("- " + note, indentation: 2) }
    }
    if !record.failures.isEmpty {
      lines.append("")
      lines += wrapped(
        "\(NumberText.counted(record.failures.count, "failure")):", indentation: 0)
      for failure in record.failures { lines += wrapped("- " + failure, indentation: 2) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let test = record.data.split(.test).map { split in
      let share = split.minorityShare.map { ", \(NumberText.percent($0)) minority" } ?? ""
      return ", \(NumberText.counted(split.sampleCount, "test sample"))\(share)"
    }
    let data = record.data.name == record.name ? "" : " (\(record.data.name))"
    return "\(record.name)\(data): \(NumberText.counted(methods.count, "method")), "
      + "\(NumberText.counted(record.seeds.count, "seed")), K = \(record.ensembleSize)"
      + "\(test ?? "")"
  }

  private func block(_ metrics: [Metric]) -> [String] {
    var rows = [["method", "n"] + metrics.map(\.shortTitle)]
    for method in methods {
      let mark =
        (method.isWithoutSamples ? " \(Self.unusedMark)" : "")
        + (method.method == record.baseline ? " *" : "")
      rows.append(
        [shortened(method.method, to: 26 - mark.count) + mark, "\(method.runCount)"]
          + metrics.map { cell(method, $0) })
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (text, width) in zip(row, widths) {
        line += text + String(repeating: " ", count: width - text.count + 2)
      }
      return trimmed(line)
    }
  }

  private func wrapped(_ text: String, indentation: Int) -> [String] {
    TerminalText.wrapped(text, indentation: indentation)
  }

  private func shortened(_ text: String, to width: Int) -> String {
    text.count <= width ? text : text.prefix(width - 1) + "…"
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Metric {
  /// A title that fits the narrow columns of a terminal.
  fileprivate var shortTitle: String {
    self == .balancedAccuracy ? "bal. accuracy" : title
  }
}
