import Testing

@testable import Figures

@Suite("Charts of samples")
struct SampleChartTests {
  /// The places that a path moves to.
  private func places(_ data: String) -> [(x: Double, y: Double)] {
    data.split(separator: "M").compactMap { part in
      let numbers = part.prefix { !"hlm".contains($0) }.split(separator: " ").compactMap {
        Double($0)
      }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
  }

  private func paths(_ figure: Figure, _ style: String) throws -> [String] {
    try #require(ParsedFigure(figure.element)).elements.filter {
      $0.name == "path" && ($0.attributes["class"] ?? "").hasSuffix(style)
    }.compactMap { $0.attributes["d"] }
  }

  @Test("a map keeps distances: both axes have one scale, and y rises")
  func scale() throws {
    let corners = [(0.0, 0.0), (2.0, 0.0), (0.0, 1.0), (.nan, 3)]
    let chart = ScatterChart(
      panels: [.init(title: "map", points: [corners, []])],
      groups: [(0, "real"), (1, "synthetic")])
    let figure = chart.figure(name: "map", title: "map", description: "")
    // The last one is of the frame's points, the one before of the legend.
    let drawn = places(try #require(try paths(figure, "dots").last))
    #expect(drawn.count == 3)
    let (right, up) = (drawn[1].x - drawn[0].x, drawn[0].y - drawn[2].y)
    #expect(abs(right - 2 * up) < 0.31 && right > 100 && up > 0)
    #expect(drawn.allSatisfy { $0.x >= 8 && $0.x <= 392 && $0.y > 0 && $0.y < figure.height })
  }

  @Test("a map of a thousand points takes less than 20 kB")
  func size() {
    let points = (0..<500).map { index -> (x: Double, y: Double) in
      (Double(index * 37 % 499), Double(index * 53 % 491))
    }
    let chart = ScatterChart(
      panels: [.init(title: "map", points: [points, points])],
      groups: [(0, "real"), (1, "synthetic")])
    #expect(chart.figure(name: "m", title: "m", description: "").element.utf8.count < 20_000)
  }

  @Test("the points of groups differ in shape, not in colour only")
  func shapes() throws {
    let chart = ScatterChart(
      panels: [.init(title: "map", points: [[(0, 0)], [(1, 1)], [(2, 2)]])],
      groups: [(0, "a"), (1, "b"), (2, "c")])
    let figure = chart.figure(name: "m", title: "m", description: "")
    #expect(try paths(figure, "dots").count == 2)
    let crosses = try paths(figure, "crosses")
    #expect(crosses.filter { $0.contains("v") }.count == 2)
    #expect(crosses.filter { $0.contains("l") }.count == 2)
  }

  @Test("sequences of one row have one scale, and the first lies faintly behind the second")
  func sequences() throws {
    let chart = SequenceChart(
      rows: ["speed"],
      columns: [
        .init(title: "real", values: [[0, 10, 0]], series: 0),
        .init(title: "synthetic", values: [[0, 5]], series: 1),
      ])
    let figure = chart.figure(name: "s", title: "s", description: "")
    func ys(_ data: String) -> [Double] {
      data.dropFirst().split(separator: "L").compactMap {
        $0.split(separator: " ").last.flatMap { Double($0) }
      }
    }
    let lines = try paths(figure, "line").map(ys)
    let behind = try paths(figure, "thin").map(ys)
    #expect(lines.count == 2 && behind == [lines[0]])
    #expect(abs((lines[0][0] - lines[0][1]) - 2 * (lines[1][0] - lines[1][1])) < 0.21)
  }

  @Test("a long sequence keeps its peaks")
  func thinning() {
    var values = Array(repeating: 0.0, count: 10_000)
    values[4321] = 7
    values[8000] = -3
    let kept = SequenceChart.thinned(values)
    #expect(kept.count <= SequenceChart.mostPoints && kept.contains(4321) && kept.contains(8000))
    #expect(kept == kept.sorted() && Set(kept).count == kept.count)
    #expect(SequenceChart.thinned([3, 2]) == [0, 1])
    // Nothing finite in a group: the line is interrupted there.
    #expect(SequenceChart.thinned(Array(repeating: .nan, count: 500)).count > 1)
  }

  @Test("the outline of a distribution begins and ends on the axis")
  func histogram() {
    let steps = HistogramChart.steps(edges: [0, 2, 4], shares: [0.25, 0.75])
    #expect(steps.map(\.x) == [0, 0, 2, 2, 4, 4])
    #expect(steps.map(\.y) == [0, 25, 25, 75, 75, 0])
    #expect(HistogramChart.steps(edges: [0, 1], shares: [1, 2]).isEmpty)
    #expect(HistogramChart.steps(edges: [], shares: []).isEmpty)
  }
}
