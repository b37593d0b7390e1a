import Foundation
import FoundationXML
import Testing

@testable import Figures

@Suite("Tables of numbers")
struct MatrixChartTests {
  private static let long = "a class of forty characters in its name"

  private func chart(_ names: [String], panels: Int, text: String = "1234") -> MatrixChart {
    let row = names.map { _ in text }
    return MatrixChart(
      panels: (0..<panels).map {
        MatrixChart.Panel(
          title: "method \($0)", texts: names.map { _ in row },
          shades: names.map { _ in names.map { _ in 0.5 } })
      }, rows: names, columns: names, rowTitle: "truth", columnTitle: "prediction")
  }

  private func svg(_ names: [String], panels: Int = 2, text: String = "1234") -> String {
    chart(names, panels: panels, text: text).figure(name: "m", title: "t", description: "d").element
  }

  @Test("names that have room stand above the columns")
  func short() {
    let drawn = svg(["calm", "storm"])
    #expect(drawn.ranges(of: ">calm</text>").count == 4 && !drawn.contains(">1 calm<"))
  }

  @Test("names of two words stand in lines")
  func lines() {
    let drawn = svg(["steady load", "falling load"], panels: 1)
    #expect(drawn.contains(">steady load</text>"))
    #expect(
      MatrixLayout(
        rows: ["a", "b"], columns: ["steady-state power", "b"], texts: ["1"], mayPair: false
      ).columnLines[0] == ["steady-state", "power"])
  }

  @Test("names without room are numbers that the rows explain")
  func numbered() {
    let drawn = svg(["steady", "significant"])
    #expect(drawn.ranges(of: ">2 significant</text>").count == 2)
    #expect(drawn.ranges(of: ">2</text>").count == 2)
    // Nothing is shortened.
    #expect(!drawn.contains("…"))
  }

  @Test(
    "two to twelve classes of forty characters: every name can be read in full", arguments: 2...12)
  func many(_ count: Int) throws {
    let names = (0..<count).map { "\(Self.long.dropLast(2))\($0)" }
    for text in ["7", "1234", "123456"] {
      let drawn = svg(names, panels: 3, text: text)
      let plain = drawn.split(separator: "\n").joined()
      for name in names { #expect(plain.contains(name), "\(name)") }
      #expect(!drawn.contains("…"))
      #expect(XMLParser(data: Data(drawn.utf8)).parse())
    }
  }

  @Test("cells are as wide as what stands in them, and tables as wide as their place")
  func room() {
    for count in 2...12 {
      for names in [(0..<count).map { "c\($0)" }, (0..<count).map { "\(Self.long)\($0)" }] {
        let layout = MatrixLayout(rows: names, columns: names, texts: ["1234"], mayPair: true)
        #expect(layout.left + layout.cell * Double(count) <= layout.width)
        let size = layout.isTiny ? FigureStyle.tinySize : FigureStyle.smallSize
        #expect(TextWidth.of("1234", size: size) <= layout.cell)
        #expect(layout.columnLines.count == count && layout.rowLabels.count == count)
      }
    }
  }

  @Test("many tables are several figures, none higher than a sheet, none table lost")
  func sheets() {
    let names = (0..<12).map { "\(Self.long)\($0)" }
    let drawn = chart(names, panels: 9).figures(name: "m", title: "t", description: "d")
    #expect(drawn.count > 1 && drawn.allSatisfy { $0.height < 1000 })
    #expect(drawn.map(\.name).prefix(2) == ["m", "m-2"] && drawn[1].title.contains("(2 of "))
    for panel in 0..<9 {
      #expect(drawn.count { $0.element.contains(">method \(panel)</text>") } == 1)
    }
    let one = chart(["a", "b"], panels: 4).figures(name: "m", title: "t", description: "d")
    #expect(one.count == 1 && one[0].title == "T")
    #expect(chart(["a", "b"], panels: 0).figures(name: "m", title: "t", description: "d").isEmpty)
  }
}
