import Testing

@testable import Figures

@Suite("Figures of extreme values")
struct ExtremeValueTests {
  private static let greatest = Double.greatestFiniteMagnitude
  private static let least = Double.leastNonzeroMagnitude

  /// Values that overflow, vanish, coincide or are none.
  static let sets: [[Double]] = [
    [-1.7e308, 1.7e308], [-greatest, 0, greatest], [1e308, 1e308, 1e308], [-greatest, -greatest],
    [greatest, greatest.nextDown], [0, least], [-least, least, 3 * least],
    [1e9 * least, 2e9 * least],
    [1, 1 + Double.ulpOfOne], [1e300, 1e300 + 1e285], [0, 1e300], [0, 1.0000001e300], [1e15, 3e15],
    [.nan, 1e308, .infinity, -1e308], [.nan], [.infinity, -.infinity], [], [-0.0, 0],
    [.signalingNaN, 2, .nan, 3], [1e-300, 1e300], [1e9, 1e9 + 1], [2e-7, 3e-7],
  ]

  /// Random bit patterns, which are numbers of every size, and none.
  static var random: [[Double]] {
    var generator = SplitMix(state: 7)
    return (0..<100).map { _ in
      (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
      }
    }
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Every kind of chart of the same values.
  private func figures(_ values: [Double]) -> [Figure] {
    let next = values.dropFirst() + values.prefix(1)
    let pairs = zip(values, next).map { (x: $0, y: $1) }
    let finite = values.filter(\.isFinite)
    let range = (finite.min() ?? 0)...(finite.max() ?? 1)
    func draw(_ name: String, _ figure: (String, String, String) -> Figure) -> Figure {
      figure(name, "title", "")
    }
    let lines = LineChart.Line(
      points: pairs, band: zip(values, next).map { ($0, -$1, $1) },
      radii: values, series: 0)
    let single = LineChart.Line(
      points: Array(pairs.prefix(1)), band: [(values.first ?? 0, -.infinity, .nan)], series: 1)
    let panels = [
      LineChart.Panel(title: "a", lines: [lines], level: values.last),
      LineChart.Panel(title: "b", lines: [single], level: values.first),
    ]
    let rows = [
      IntervalChart.Row(
        label: "a", values: values, mean: values.first, interval: range, note: "", series: 0),
      IntervalChart.Row(
        label: "b", mean: values.last, interval: -.infinity...(.infinity), note: "", series: 1),
    ]
    let matrix = MatrixChart(
      panels: [.init(title: "m", texts: [values.map { _ in "1" }], shades: [values])], rows: ["r"],
      columns: values.map { _ in "c" }, rowTitle: "", columnTitle: "")
    return [
      LineChart(panels: panels, xTitle: "x", yTitle: "y").figure(name:title:description:),
      LineChart(
        panels: panels, xTitle: "x", yTitle: "y", xDomain: range, yDomain: -.infinity...(.infinity),
        hasDiagonal: true
      ).figure(name:title:description:),
      HistogramChart(
        panels: [.init(title: "h", edges: values.sorted(), shares: [Array(values.dropFirst())])],
        groups: [(0, "a")]
      ).figure(name:title:description:),
      SequenceChart(
        rows: ["r"],
        columns: [
          .init(title: "a", values: [values], series: 0),
          .init(
            title: "b", values: [values.flatMap { Array(repeating: $0, count: 90) }], series: 1),
        ]
      ).figure(name:title:description:),
      IntervalChart(rows: rows, axis: "", reference: values.last).figure(name:title:description:),
      IntervalChart(rows: rows, axis: "", form: .bars).figure(name:title:description:),
      ScatterChart(panels: [.init(title: "s", points: [pairs])], groups: [(0, "a")])
        .figure(name:title:description:),
      RankChart(
        ranks: values.map { ("m", $0, 0) }, groups: [range], criticalDifference: values.last
      ).figure(name:title:description:),
      matrix.figure(name:title:description:),
    ].map { draw("f", $0) }
  }

  private func check(_ values: [Double]) {
    for figure in figures(values) {
      let text = figure.element.lowercased()
      #expect(!text.contains("nan") && !text.contains("inf"), "\(values): \(text)")
      #expect(ParsedFigure(figure.element) != nil)
    }
    let nice = LinearScale.nice(values)
    #expect(nice.lowerBound.isFinite && nice.upperBound.isFinite && !nice.isEmpty)
    let scale = LinearScale(nice, from: 10, to: 110)
    for value in values where value.isFinite {
      #expect((10 - 1e-6...110 + 1e-6).contains(scale(value)), "\(values) \(value)")
    }
    let ticks = scale.ticks(about: 5)
    #expect((1...11).contains(ticks.count), "\(values) \(ticks)")
    #expect(
      ticks.allSatisfy { $0.value.isFinite && $0.label.count < 24 }, "\(values) \(ticks)")
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
    #expect(!scale.ticksBeside(about: 6, isCounted: true).isEmpty)
  }

  @Test("no figure fails, or prints what is no number", arguments: sets)
  func given(values: [Double]) { check(values) }

  @Test("so with numbers of every size")
  func everySize() { for values in Self.random { check(values) } }

  @Test("an axis as wide as numbers go has places for both ends, and labels that can be read")
  func widest() {
    let scale = LinearScale(-1.7e308...1.7e308, from: 0, to: 100)
    #expect(scale(-1.7e308) == 0 && scale(1.7e308) == 100 && abs(scale(0) - 50) < 1e-9)
    #expect(scale.ticks(about: 4).map(\.label) == ["−1e308", "0", "1e308"])
    #expect(
      LinearScale(0...1.5e12, from: 0, to: 1).ticks(about: 3).map(\.label)
        == ["0", "5e11", "1.0e12", "1.5e12"])
    #expect(
      LinearScale(0...4e-7, from: 0, to: 1).ticks(about: 4).map(\.label)
        == ["0", "1e-7", "2e-7", "3e-7", "4e-7"])
  }

  @Test("points as far apart as numbers go lie at both ends of a map")
  func map() throws {
    for size in [1.7e308, 1, 2000 * Self.least] {
      let chart = ScatterChart(
        panels: [.init(title: "", points: [[(-size, 0), (size, 0), (.nan, 0)]])],
        groups: [(0, "")])
      let element = chart.figure(name: "m", title: "m", description: "").element
      #expect(element.contains("M14 ") && element.contains("M386 "), "\(element)")
    }
  }
}
