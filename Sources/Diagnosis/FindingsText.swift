import Files

/// Findings as a table for a terminal.
public enum FindingsText {
  private static let width = 100

  /// A line or more per finding: how it is, what was looked at, what was found, what to do; then a
  /// line that counts.
  public static func text(_ findings: [Finding]) -> String {
    let subjects = findings.map(\.subject.count).max() ?? 0
    let indent = String(repeating: " ", count: 9 + subjects + 2)
    let rows = findings.map { finding in
      let verdict = padded(finding.verdict.rawValue, 9)
      var lines = WrappedText.lines(finding.text, width: width - indent.count)
      if let advice = finding.advice {
        lines += WrappedText.lines("-> \(advice)", width: width - indent.count)
      }
      return verdict + padded(finding.subject, subjects + 2)
        + lines.joined(separator: "\n\(indent)")
    }
    return (rows + ["", summary(findings)]).joined(separator: "\n")
  }

  private static func summary(_ findings: [Finding]) -> String {
    let problems = findings.count { $0.verdict == .problem }
    let notes = findings.count { $0.verdict == .note }
    switch (problems, notes) {
    case (0, 0): return "All is well."
    case (0, 1): return "No problem; 1 note."
    case (0, _): return "No problem; \(notes) notes."
    case (1, _): return "1 problem."
    default: return "\(problems) problems."
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
