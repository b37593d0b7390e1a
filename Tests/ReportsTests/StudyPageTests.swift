import Files
import Foundation
import FoundationXML
import Testing

@testable import Reports

@Suite("Report page")
struct StudyPageTests {
  private var details: RunDetails {
    var table = NumberTable(columns: ["epoch", "criticLoss", "validation_f1", "training_loss"])
    for epoch in 1...500 { table.append([Double(epoch), 1 / Double(epoch), 0.2, .nan]) }
    return RunDetails(
      missing: ["2 of 6 units are not done."],
      costs: [
        .init(
          method: "none", isPrediction: true, rank: 1, host: "node<1>", wallSeconds: 3,
          processorSeconds: 2),
        .init(
          method: "gan", isPrediction: false, rank: 2, host: "b", wallSeconds: 9,
          processorSeconds: 8),
      ],
      curves: [
        .init(method: "none", seed: 1, isMember: true, table: table),
        .init(method: "gan", seed: 1, isMember: false, table: table),
      ], facts: [.init("file", "a&b.csv")], commands: ["counterweight train <x>"],
      configuration: "name: \"<b>\"\n")
  }

  /// The page as XML, which it is but for its doctype, its void `meta` elements and its style.
  private func parsed(_ html: String) -> Bool {
    var text = html.split(separator: "\n").filter {
      !$0.hasPrefix("<!DOCTYPE") && !$0.hasPrefix("<meta")
    }.joined(separator: "\n")
    if let first = text.range(of: "<style>"), let last = text.range(of: "</style>") {
      text.removeSubrange(first.lowerBound..<last.upperBound)
    }
    return XMLParser(data: Data(text.utf8)).parse()
  }

  @Test("the page is well-formed, needs nothing else, and escapes what users wrote")
  func page() throws {
    let html = StudyPage(try StudyReport(PredictedStudy.record()), details).html
    #expect(parsed(html))
    #expect(!html.contains("<script") && !html.contains("http"))
    #expect(html.contains("a &amp; &lt;b&gt;") && html.contains("node&lt;1&gt;"))
    #expect(html.contains("This run is not complete"))
    for part in ["conclusions", "scores", "curves", "calibration", "confusion", "training", "time"]
    {
      #expect(html.contains("<section id=\"\(part)\">") && html.contains("href=\"#\(part)\""))
    }
    #expect(!html.contains("nan") && !html.contains("NaN"))
    // Markup that was taken for text.
    for tag in ["p", "ul", "h3", "div", "li", "table", "svg", "figure"] {
      #expect(!html.contains("&lt;\(tag)"), "\(tag)")
    }
  }

  @Test("on paper nothing is collapsed or torn, and figures are no higher than a sheet")
  func paper() throws {
    let html = StudyPage(try StudyReport(PredictedStudy.record()), details).html
    let start = try #require(html.range(of: "@media print{"))
    let rules = html[start.upperBound...].prefix { $0 != "<" }
    #expect(rules.contains("details::details-content{content-visibility:visible"))
    #expect(rules.contains("max-height:") && html.contains("figure{margin:.6rem 0;min-width:0"))
    #expect(html.contains("<pre class=\"long\">name:"))
    // The command stands outside of what is collapsed.
    let command = try #require(html.range(of: "<pre>counterweight train &lt;x&gt;</pre>"))
    let section = try #require(html.range(of: "<section id=\"reproduce\">"))
    #expect(!html[section.upperBound..<command.lowerBound].contains("<details"))
  }

  @Test("counts have their nouns: 1 member, 1 class")
  func grammar() throws {
    var record = study([("none", [1: 0.2]), ("b", [1: 0.3])], seeds: [1])
    record.ensembleSize = 1
    record.data.classCount = 1
    record.data.featureCount = 1
    let report = try StudyReport(record)
    let texts =
      report.files.filter { $0.name.hasPrefix("table") }.map(\.contents)
      + [report.terminalTable, StudyPage(report, details).html]
    for text in texts {
      for wrong in ["1 members", "1 classes", "1 features", "1 seeds", "1 units", "1 ranks"] {
        let places = text.ranges(of: wrong).filter { place in
          place.lowerBound == text.startIndex
            || !text[text.index(before: place.lowerBound)].isNumber
        }
        #expect(places.isEmpty, "\(wrong)")
      }
    }
    #expect(texts.contains { $0.contains("1 member per") && $0.contains("1 class.") })
  }

  @Test("a sign of per cent stays with its number")
  func percent() {
    let text = "95 % of \(3) %"
    let markup: HTML = "\(text)"
    #expect(markup.description == "95\u{A0}% of 3\u{A0}%")
  }

  @Test("tables of more than half a page are continued on the next, with their header again")
  func longTables() {
    let short = HTML.table(["a"], Array(repeating: ["1"], count: 22)).description
    let long = HTML.table(["a"], Array(repeating: ["1"], count: 23)).description
    let high = HTML.table(["a"], Array(repeating: ["1<br/>2"], count: 12)).description
    #expect(short.contains("class=\"wide\""))
    #expect(long.contains("class=\"wide long\"") && high.contains("class=\"wide long\""))
    #expect(PageStyle.rules.contains(".wide.long{break-inside:auto}"))
    #expect(PageStyle.rules.contains("thead{display:table-header-group}"))
  }

  @Test("ids are unique on the page")
  func ids() throws {
    let html = StudyPage(try StudyReport(PredictedStudy.record()), details).html
    let ids = html.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count && ids.count > 20)
  }

  @Test("without predictions, details, baseline or runs there is still a page that says so")
  func bare() throws {
    let empty = StudyPage(
      try StudyReport(study([("none", [:])], seeds: [1])), RunDetails())
    #expect(parsed(empty.html))
    #expect(empty.html.contains("nothing is compared"))
    let one = StudyPage(
      try StudyReport(study([("none", [1: 0.2]), ("b", [1: 0.3])], seeds: [1])), RunDetails())
    #expect(one.html.contains("One seed has no spread"))
    #expect(one.html.contains("no unit failed"))
    let failed = StudyPage(
      try StudyReport(study([("none", [1: 0.2])], seeds: [1], failures: ["x < y failed."])),
      RunDetails())
    #expect(failed.html.contains("<li>x &lt; y failed.</li>"))
    #expect(!one.html.contains("nan"))
  }
}
