import Foundation
import Testing

@testable import Reports

@Suite("Text for LaTeX")
struct LaTeXTextTests {
  /// Where `pdflatex` is; nil without it.
  private static var program: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/pdflatex" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// A study whose names hold what LaTeX reads as commands, and letters that it does not have.
  private func files() throws -> [String] {
    let names = ["a|b<c>d\"e", "[5pt]", "*x*", "日本語 é ß ę 🙂", "e\u{301}\u{1B}\u{202E}~^\\{}$%&#_"]
    let collection = try StudyCollection(
      names.enumerated().map { index, name in
        try SampleCollectionStudy(
          name: name, means: names.map { ($0, Double(index + $0.count) / 100) },
          further: ["version": "1\n\\undefined"]
        ).result
      })
    var record = try SampleStudy.load().record
    for name in names {
      record.methods.append(name)
      record.runs += runs(name, [1: 0.5, 2: 0.7])
    }
    record.data.name = names.joined(separator: " ")
    return [try StudySummary(record).latex, collection.text("comparison.tex")]
  }

  @Test("Special characters are escaped, and others kept in a command of their own")
  func escaping() {
    #expect(
      LaTeXText.escaped("a|b<c>[d]*") == "a\\textbar{}b\\textless{}c\\textgreater{}{[}d]{*}")
    #expect(LaTeXText.escaped("é e\u{301} ß – …") == "é é ß – …")
    #expect(LaTeXText.escaped("日本 x 🙂ę") == "\\othertext{日本} x \\othertext{🙂ę}")
    #expect(LaTeXText.escaped("1\u{202F}000 \u{2212}1 \u{2265}\u{1B}\n") == "1\\,000 $-$1 $\\ge$  ")
  }

  @Test("The command is defined where it is used, and only there")
  func definition() throws {
    let plain = try StudySummary(SampleStudy.load().record).latex
    #expect(!plain.contains("othertext"))
    for text in try files() {
      let pieces = text.components(separatedBy: "\\providecommand{\\othertext}[1]")
      #expect(pieces.count == 2 && !pieces[0].contains("\\begin{table}"))
      #expect(pieces.last?.contains("\\othertext{日本語} é ß \\othertext{ę} \\othertext{🙂}") == true)
    }
  }

  @Test(
    "pdflatex sets the tables without an error, whatever names",
    .enabled(if: program != nil, "pdflatex is not installed"))
  func compiling() throws {
    let program = try #require(Self.program)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("latex-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let document =
      "\\documentclass{article}\\usepackage{booktabs}\\usepackage{amsmath}"
      + "\\usepackage{graphicx}\\begin{document}\\listoftables\n"
      + (try files()).joined(separator: "\n") + "\\end{document}\n"
    try Data(document.utf8).write(to: folder.appendingPathComponent("paper.tex"))
    // The second run reads the captions that the first wrote.
    for _ in 0..<2 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
      process.currentDirectoryURL = folder
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let log = try String(
        decoding: Data(contentsOf: folder.appendingPathComponent("paper.log")), as: UTF8.self)
      let errors = log.split(separator: "\n").filter {
        $0.hasPrefix("!") || $0.hasPrefix("Missing character")
      }
      #expect(process.terminationStatus == 0 && errors.isEmpty, "\(errors)")
    }
  }
}
