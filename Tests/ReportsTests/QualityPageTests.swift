import Foundation
import FoundationXML
import Testing

@testable import Reports

@Suite("Synthetic samples in the report")
struct QualityPageTests {
  private func html(_ qualities: [SyntheticQualityRecord]) throws -> String {
    StudyPage(try StudyReport(PredictedStudy.record()), RunDetails(qualities: qualities)).html
  }

  @Test("without records there is no section; with them, one part per method")
  func section() throws {
    #expect(try !html([]).contains("id=\"synthetic\""))
    let page = try html([
      SampleQuality.record("a & <b>", 1), SampleQuality.record("a & <b>", 2),
      SampleQuality.record("novelty", 1),
    ])
    #expect(page.contains("<section id=\"synthetic\">") && page.contains("href=\"#synthetic\""))
    #expect(page.components(separatedBy: "<h3>a &amp; &lt;b&gt;</h3>").count == 2)
    #expect(page.contains("wind &lt;speed&gt;") && page.contains("The gate passed"))
    #expect(!page.contains("Unfit") && !page.contains("nan") && !page.contains("<script"))
    // Markup that was taken for text.
    for tag in ["p", "ul", "h3", "div", "li", "table", "svg", "figure", "span"] {
      #expect(!page.contains("&lt;\(tag)"), "\(tag)")
    }
    // The mean over seeds, and each seed.
    for value in ["0.825", "0.820", "0.830"] { #expect(page.contains(">\(value)</td>")) }
  }

  @Test("a closed gate stands at the top of the page and of its method, with its reasons")
  func gate() throws {
    let page = try html([
      SampleQuality.record("a", 1), SampleQuality.record("a", 2, .closed),
      SampleQuality.record("b", 1, .overridden),
    ])
    let main = try #require(page.range(of: "<main>")).lowerBound
    let top = page[..<main]
    #expect(top.contains("a (seed 2): the synthetic samples were found unfit and not used"))
    #expect(top.contains("b (seed 1): the synthetic samples were found unfit, and were used"))
    #expect(page.contains("Seed 2: not used.") && page.contains("Seed 1: used against advice."))
    #expect(page.contains("0.02 times as far apart as real ones, &lt; 0.1."))
    #expect(page.contains("The gate passed</b> (seed 1)"))
    #expect(page.contains(">passed 1, closed 1</td>") && page.contains(">overridden</td>"))
    // The seed with the closed gate is drawn, too.
    #expect(page.contains("synthetic-a-2-components-title"))
  }

  @Test("pictures are of one seed, files of all; ids are unique and XML is sound")
  func figures() throws {
    let records = [1, 2].flatMap { seed in
      ["a & <b>", "gan"].map { SampleQuality.record($0, seed) }
    }
    let page = try html(records)
    let ids = page.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    #expect(page.contains("synthetic-gan-1-t-sne-others") && !page.contains("synthetic-gan-2-"))
    let report = try StudyReport(PredictedStudy.record())
    let files = RunDetails(qualities: records).resultFiles(report)
    let ofOne = ["components", "t-sne", "t-sne-others", "distributions", "example-1"]
    for part in ofOne + ["example-2", "example-3", "example-4"] {
      let file = try #require(files.first { $0.name == "figures/synthetic-gan-2-\(part).svg" })
      #expect(XMLParser(data: Data(file.contents.utf8)).parse(), "\(part)")
    }
    #expect(files.count == 4 * 8 && Set(files.map(\.name)).count == files.count)
    #expect(files.allSatisfy { !$0.name.contains(" ") && !$0.name.contains("<") })
  }

  @Test("examples show features that vary, at most four, and long ones stay small")
  func examples() throws {
    let record = SampleQuality.record("gan", 1, length: 20_000)
    let figure = try #require(record.exampleFigures.first)
    for name in ["shear", "storm", "pressure"] { #expect(figure.element.contains(">\(name)<")) }
    #expect(!figure.element.contains(">constant<"))
    #expect(figure.element.utf8.count < 60_000)
  }

  @Test("captions of examples tell the thin line, and how many of how many are shown")
  func exampleCaptions() throws {
    var record = SampleQuality.record("gan", 1)
    let count = record.examples.count
    let page = try html([record])
    #expect(page.contains("the thin line at the right is the real sequence again"))
    #expect(page.contains("The page has 2 of \(count) examples."))
    #expect(record.meaningOfShownFeatures.contains("vary in the real examples, of 5 in all."))
    record.examples = [.init(real: [[1, 2], [1, 3]], synthetic: [[1, 2]])]
    #expect(
      record.meaningOfShownFeatures
        == "Shown is the 1 feature that varies in the real examples, of 2 in all.")
    let wide = (1...9).map(Double.init)
    record.examples = [.init(real: [wide, wide.map { $0 + 1 }], synthetic: [wide])]
    #expect(record.meaningOfShownFeatures.contains("are the first 4 of the 9 features that vary"))
    record.examples = [.init(real: [wide, wide], synthetic: [wide])]
    #expect(
      record.meaningOfShownFeatures
        == "None of the 9 features varies in the real examples; the first 4 are shown.")
  }

  @Test("records with nothing in them, or with rows that do not fit, still give a page")
  func hostile() throws {
    let empty = SyntheticQualityRecord(
      method: "x", seed: 1, realCount: 0, syntheticCount: 0,
      gate: .init(.passed, doubts: ["They are alike."]),
      notes: ["There were too few samples to judge."])
    var odd = SampleQuality.record("y", 1)
    odd.maps = [.init(kind: "PCA", seed: nil, real: [[1], [], [1, 2, 3]], synthetic: [])]
    odd.histograms = [.init(name: "length", edges: [1], real: [], synthetic: [1])]
    odd.examples = [.init(real: [[1, 2], [3]], synthetic: []), .init(real: [], synthetic: [[]])]
    odd.features = []
    let page = try html([empty, odd])
    #expect(page.contains("There were too few samples to judge."))
    #expect(page.contains("They are alike."))
    #expect(page.contains("no values") && !page.contains("nan"))
  }

  @Test("the page of four methods and five seeds stays far below 2 MB")
  func size() throws {
    let records = ["a", "b", "c", "d"].flatMap { method in
      (1...5).map { SampleQuality.record(method, $0, points: 500) }
    }
    #expect(try html(records).utf8.count < 700_000)
  }

  @Test(
    "numbers have three significant digits",
    arguments: [
      (0.81, "0.810"), (9.999, "10.0"), (12_345, "12345"), (-0.000_123_4, "-0.000123"), (0, "0"),
      (2.5e-9, "2.50e-9"), (21_345_678, "2.13e7"), (.nan, "–"), (999.96, "1000"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }
}
