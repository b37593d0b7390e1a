import Foundation
import FoundationXML
import Testing

@testable import Figures

/// What an XML parser finds in a figure.
final class ParsedFigure: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var texts: [(text: String, attributes: [String: String])] = []
  private var open: [Int] = []

  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    elements.append((name, attributes))
    if name == "text" {
      open.append(texts.count)
      texts.append(("", attributes))
    } else if name == "title", let index = open.last {
      // A hint inside a text is not shown.
      open.append(-1 - index)
    }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let index = open.last, index >= 0 { texts[index].text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if !open.isEmpty, name == "text" || name == "title" { open.removeLast() }
  }

  /// The texts that would leave a figure of that size, by the measure that figures use.
  func overflowing(width: Double, height: Double) -> [String] {
    texts.compactMap { text, attributes in
      let classes = attributes["class"] ?? ""
      let size = classes.contains("small") ? FigureStyle.smallSize : FigureStyle.textSize
      let length = TextWidth.of(text, size: size)
      guard let x = attributes["x"].flatMap(Double.init),
        let y = attributes["y"].flatMap(Double.init)
      else { return nil }
      let left = classes.contains("end") ? x - length : classes.contains("mid") ? x - length / 2 : x
      let fits = left >= -0.5 && left + length <= width + 0.5 && y >= size * 0.6 && y <= height
      return fits ? nil : text
    }
  }
}

@Suite("Figures")
struct FigureTests {
  private static let names = ["none", "random", "a-method-with-a-very-long-name <&\"'>", "日本語の方法"]

  /// One figure of every kind, from hostile values.
  static var all: [Figure] {
    let rows = names.enumerated().map { index, name in
      IntervalChart.Row(
        label: name, values: [0.2, nil, 0.25 + Double(index) / 10], names: ["seed 1", "2", "3"],
        mean: 0.3, interval: 0.1...(0.4 + Double(index)), note: "-0.300", series: index - 1)
    }
    let line = LineChart.Line(
      points: [(0, 0), (0.5, .nan), (0.7, 0.4), (1, .infinity)],
      band: [(0, 0, 0.1), (0.5, .nan, 1), (1, 0.2, 0.9)], radii: [2, 2, 2, 2], series: 3)
    let empty = LineChart.Line(points: [], series: 0)
    let panels = names.map {
      LineChart.Panel(title: $0, lines: [line, empty], series: 1, level: 0.02)
    }
    let matrix = MatrixChart.Panel(
      title: names[2], texts: [["123456", "-1.0"], ["0", "12.5"]], shades: [[1, -1], [0, 5]])
    return [
      IntervalChart(rows: rows, axis: "score", reference: 0)
        .figure(name: "dots", title: "dots & lines", description: "a < b"),
      IntervalChart(rows: rows, axis: "score", form: .bars)
        .figure(name: "bars", title: "bars", description: ""),
      IntervalChart(rows: [], axis: "nothing").figure(name: "none", title: "", description: ""),
      LineChart(
        panels: panels, xTitle: "recall", yTitle: "precision", xDomain: 0...1, hasDiagonal: true,
        legend: [(-1, "none, the baseline"), (2, names[2])]
      ).figure(name: "lines", title: "lines", description: "d"),
      LineChart(panels: [.init(title: "one", lines: [empty])], xTitle: "x", yTitle: "y")
        .figure(name: "line", title: "line", description: "d"),
      MatrixChart(
        panels: [matrix, matrix, matrix], rows: [names[2], "b"], columns: ["steady", names[2]],
        rowTitle: "truth", columnTitle: "prediction"
      ).figure(name: "matrix", title: "matrix", description: "d"),
      RankChart(
        ranks: [("a", 1.5, -1), (names[2], 1.5, 0), ("c", 3, 1)], groups: [1.5...1.5, 1.5...3],
        criticalDifference: 1.2
      ).figure(name: "ranks", title: "ranks", description: "d"),
      RankChart(ranks: [("a", 1, 0), ("b", 2, -1)], criticalDifference: 4.7, isDecisive: false)
        .figure(name: "two", title: "two", description: "d"),
    ] + samples
  }

  /// Figures of samples.
  private static var samples: [Figure] {
    let groups = [(series: 0, label: "real"), (series: 1, label: names[2]), (2, names[2])]
    let points = [[(0.0, 0.0), (.nan, 1), (1e9, -3)], [(2, .infinity), (5, 5)], []]
    let panels = names.map { ScatterChart.Panel(title: $0, points: points) }
    let far = ScatterChart.Panel(
      title: names[2],
      points: [[(-Double.greatestFiniteMagnitude, 0), (.greatestFiniteMagnitude, 0)]])
    let values = (0..<1000).map { $0 == 500 ? Double.nan : Double($0 % 17) * 1e5 }
    return [
      ScatterChart(panels: panels, groups: groups, xTitle: "first", yTitle: "second")
        .figure(name: "maps", title: "maps", description: "d"),
      ScatterChart(panels: [far], groups: groups)
        .figure(name: "map", title: "map", description: "d"),
      ScatterChart(panels: [], groups: []).figure(name: "unmapped", title: "t", description: "d"),
      SequenceChart(
        rows: [names[2], "b"],
        columns: [
          .init(title: "real", values: [values, [1]], series: 0),
          .init(title: names[2], values: [[], [.infinity, -2e-5]], series: 1),
        ]
      ).figure(name: "sequences", title: "sequences", description: "d"),
      SequenceChart(rows: [], columns: [])
        .figure(name: "sequence", title: "none", description: "d"),
      HistogramChart(
        panels: names.map {
          .init(title: $0, edges: [0, 1, 2], shares: [[0.5, 0.5], [1, .nan]])
        },
        groups: groups
      ).figure(name: "histograms", title: "histograms", description: "d"),
      HistogramChart(panels: [.init(title: "bad", edges: [0], shares: [[0.5]])], groups: groups)
        .figure(name: "histogram", title: "histogram", description: "d"),
    ]
  }

  @Test("every figure is well-formed XML with a title and a description, in both forms")
  func wellFormed() throws {
    for figure in Self.all {
      for svg in [figure.file, figure.element] {
        let parsed = try #require(ParsedFigure(svg), "\(figure.name)")
        let root = try #require(parsed.elements.first)
        #expect(root.name == "svg" && root.attributes["role"] == "img")
        let ids = parsed.elements.compactMap { $0.attributes["id"] }
        #expect(root.attributes["aria-labelledby"] == ids.joined(separator: " "))
        #expect(ids == ["\(figure.name)-title", "\(figure.name)-text"])
        #expect(!svg.contains("nan") && !svg.contains("inf"))
      }
      #expect(figure.file.contains("xmlns=\"http://www.w3.org/2000/svg\""))
      #expect(!figure.file.contains("var("))
    }
  }

  @Test("no text leaves its figure")
  func overflow() throws {
    for figure in Self.all {
      let parsed = try #require(ParsedFigure(figure.element))
      #expect(
        parsed.overflowing(width: figure.width, height: figure.height) == [], "\(figure.name)")
    }
  }

  @Test("the same values have the same bytes")
  func deterministic() {
    #expect(Self.all == Self.all)
  }

  @Test("text is escaped, and stays text")
  func escaping() throws {
    let parsed = try #require(ParsedFigure(Self.all[1].element))
    #expect(parsed.texts.contains { $0.text == "日本語の方法" })
    #expect(XMLText.escaped("a<b>&\"'\u{1}") == "a&lt;b&gt;&amp;&quot;&#39; ")
    #expect(XMLText.escaped("\u{1B}a\u{202E}b\u{2069}c\u{9B}\u{200D}") == " a b c \u{200D}")
  }

  @Test("coordinates are written with one decimal, without -0")
  func numbers() {
    #expect(
      [1.25, -0.04, 0.05, -12.34, 3].map(Canvas.number) == ["1.3", "0", "0.1", "-12.3", "3"])
  }

  @Test("text is shortened to fit, with an ellipsis")
  func shortening() {
    let text = "novelty-reconstruction"
    let short = TextWidth.shortened(text, to: 80)
    #expect(short.hasSuffix("…") && TextWidth.of(short) <= 80)
    #expect(TextWidth.shortened(text, to: 500) == text)
  }

  @Test("colours of ranks are those of their methods, not of their order")
  func rankColours() {
    let drawn = RankChart(ranks: [("a", 2, 3), ("b", 1, FigureStyle.neutral)], groups: [1...2])
      .figure(name: "n", title: "t", description: "d").element
    let marks = drawn.split(separator: "\n").filter { $0.contains(" fill\"") }
    #expect(marks.count == 2)
    #expect(marks.first?.contains("neutral fill") == true)
    #expect(marks.last?.contains("k3 fill") == true)
    #expect(drawn.contains("bars join what is not shown to differ"))
  }

  @Test("an interval ends with an arrow where it goes on beyond what is possible")
  func cutIntervals() {
    func chart(_ interval: ClosedRange<Double>, _ form: IntervalChart.Form) -> IntervalChart {
      IntervalChart(
        rows: [
          .init(
            label: "a", values: [0.2, 0.9], mean: 0.55, interval: interval, note: "", series: 0)
        ], axis: "F1", form: form, limits: 0...1)
    }
    for form in [IntervalChart.Form.dots, .bars] {
      let (within, beyond) = (chart(0.25...0.75, form), chart(-0.5...1.6, form))
      #expect(!within.hasCutIntervals && beyond.hasCutIntervals)
      let whole = within.figure(name: "n", title: "t", description: "d").element
      let cut = beyond.figure(name: "n", title: "t", description: "d").element
      #expect(!whole.contains("<path") && cut.ranges(of: "<path class=\"k0 line").count == 2)
      #expect(cut.contains(">0.0<") && cut.contains(">1.0<"))
      #expect(!cut.contains("\u{2212}") && !cut.contains(">1.2<"))
    }
  }

  @Test("rows with long names have them whole, small or in two lines")
  func longRows() {
    let rows = (1...3).map { number in
      IntervalChart.Row(
        label: "\(number == 3 ? "an-even-longer-and-" : "")a-rather-long-method-name-\(number)",
        mean: Double(number) / 10,
        interval: nil, note: "0.\(number)00", series: number)
    }
    let drawn = IntervalChart(rows: rows, axis: "score", reference: -0.05)
      .figure(name: "n", title: "t", description: "d").element
    for number in 1...3 { #expect(drawn.contains("name-\(number)</text>")) }
    #expect(!drawn.contains("…"))
    let short = IntervalChart(
      rows: [.init(label: "none", mean: 1, interval: nil, note: "1", series: 0)], axis: "score"
    ).figure(name: "n", title: "t", description: "d").element
    #expect(short.contains(">none</text>"))
  }
}
