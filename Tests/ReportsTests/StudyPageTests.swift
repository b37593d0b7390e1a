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
