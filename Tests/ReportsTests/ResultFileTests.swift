import Foundation
import Statistics
import TestSupport
import Testing

@testable import Reports

@Suite("Tables for papers and files for other tools")
struct ResultFileTests {
  @Test("tsml files: header, accuracy and a line per sample")
  func tsml() throws {
    let report = try StudyReport(PredictedStudy.record())
    let files = report.files.filter { $0.name.hasPrefix("tsml/") }
    #expect(files.count == 6)
    let file = try #require(
      files.first { $0.name == "tsml/none/Predictions/wind/testResample1.csv" })
    let lines = file.contents.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 + 40 + 1 && lines.last == "")
    #expect(lines[0] == "wind,none,TEST,1,MILLISECONDS,PREDICTIONS,Counterweight 1")
    let run = PredictedStudy.prediction("none", 2, skill: 0.3)
    let right = zip(run.truth, run.predicted).count { $0 == $1 }
    let facts = lines[2].split(separator: ",", omittingEmptySubsequences: false)
    #expect(facts.count == 9 && facts[5] == "2")
    #expect(Double(facts[0]) == Double(right) / 40)
    for (line, sample) in zip(lines.dropFirst(3), 0..<40) {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.count == 5 && fields[2] == "")
      #expect(Int(fields[0]) == run.truth[sample] && Int(fields[1]) == run.predicted[sample])
      let probability = try #require(Double(fields[4]))
      #expect(abs(probability - run.minorityScores[sample]) < 1e-8)
    }
  }

  @Test("tsml files: a class that training never showed is one more, a detector is sure")
  func special() throws {
    var run = PredictedStudy.prediction("novelty", 1, skill: 0.4, isProbability: false)
    run.truth[0] = ConfusionMatrix.unknown
    let report = try StudyReport(PredictedStudy.record([run]))
    let file = try #require(report.files.first { $0.name.hasPrefix("tsml/") })
    let lines = file.contents.split(separator: "\n")
    #expect(lines[2].hasSuffix(",3,,-1,-1"))
    let sure = run.predicted[0] == 0 ? "0,,1,0" : "1,,0,1"
    #expect(lines[3] == "2,\(sure),0")
  }

  @Test("table.tex: best bold, second underlined, marks and a caption that says by what test")
  func latex() throws {
    let text = try text("table.tex", of: SampleStudy.load().record)
    #expect(text.contains("\\toprule") && text.contains("\\bottomrule"))
    #expect(text.contains("\\mathbf{") && text.contains("\\underline{"))
    #expect(text.contains("$n = 5$ seeds") && text.contains("Holm-corrected over 2 methods"))
    #expect(text.contains("paired $t$-test") && text.contains("2.00 \\% minority"))
    #expect(text.filter { $0 == "{" }.count == text.filter { $0 == "}" }.count)
    #expect(!text.contains("nan"))
  }

  @Test("table.tex: marks stand at what differs, and only there")
  func marks() throws {
    let none: [UInt64: Double?] = [1: 0.2, 2: 0.21, 3: 0.19, 4: 0.2, 5: 0.22]
    let better = none.mapValues { $0.map { $0 + 0.3 + 0.001 * $0 } }
    let worse = none.mapValues { $0.map { $0 - 0.1 - 0.01 * $0 } }
    let text = try text(
      "table.tex", of: study([("none", none), ("up_1", better), ("down", worse)]))
    let rows = text.split(separator: "\n")
    #expect(rows.first { $0.hasPrefix("up\\_1") }?.contains("^{(*)}") == true)
    #expect(rows.first { $0.hasPrefix("down") }?.contains("^{(\\dagger)}") == true)
    #expect(rows.first { $0.hasPrefix("none") }?.contains("^") == false)
  }

  @Test("table.tex: what holds for other test samples is marked without parentheses")
  func holdingMarks() throws {
    let study = SimulatedStudy(methods: [("none", 0.4), ("up", 0.9), ("down", 0.1)])
    let table = try text("table.tex", of: study.record)
    #expect(table.contains("^{*} \\pm") && table.contains("^{\\dagger} \\pm"))
    #expect(table.contains("standard error covers seeds and test samples"))
    #expect(!table.contains("^{(*)} \\pm"))
  }

  @Test("LaTeX's special characters are escaped")
  func escaping() {
    #expect(
      LaTeXText.escaped("a_b & 5 % of {x}\\n") == "a\\_b \\& 5 \\% of \\{x\\}\\textbackslash{}n")
  }
}
