import Statistics
import Testing

@testable import Reports

@Suite("table.tex")
struct ScoreTableTests {
  /// A study of so many methods with scores in all metrics, those of label sequences included.
  private func table(
    _ count: Int, name: String = "m", metrics: [Metric] = Metric.allCases, seeds: [UInt64] = [1, 2]
  ) throws -> String {
    let methods = ["none"] + (1..<max(2, count)).map { "\(name)-\($0)" }
    let runs = methods.prefix(count).enumerated().flatMap { index, method in
      seeds.map { seed in
        let value = 0.3 + Double(index) / 20 + Double(seed) / 100
        return RunScore(
          method: method, seed: seed, sampleCount: 10,
          values: Dictionary(uniqueKeysWithValues: metrics.map { ($0, value) }))
      }
    }
    return try text(
      "table.tex",
      of: StudyRecord(
        name: "small", version: "0", data: SampleStudy.data, ensembleSize: 2,
        methods: Array(methods.prefix(count)), baseline: "none", seeds: seeds, runs: runs))
  }

  /// The rows of cells, as text without commands.
  private func rows(_ table: String) -> [[String]] {
    table.split(separator: "\n").filter { $0.hasSuffix(" \\\\") }.map { line in
      String(line.dropLast(3)).split(separator: " & ").map { cell in
        var text = String(cell)
        for (command, meaning) in [
          ("\\pm", "±"), ("\\mathbf", ""), ("\\underline", ""), ("\\dagger", "x"),
          ("\\shortstack[r]", ""), ("\\_", "_"),
        ] {
          text = text.split(separator: command, omittingEmptySubsequences: false)
            .joined(separator: meaning)
        }
        return text.filter { !"{}$^".contains($0) }
      }
    }
  }

  /// About how wide a table is, in points: the widest cell of each column, titles in lines.
  private func width(_ table: String) -> Double {
    let rows = rows(table)
    return (0..<(rows.map(\.count).max() ?? 0)).reduce(0) { sum, column in
      let cells = rows.filter { column < $0.count }.flatMap { row in
        row[column].split(separator: "\\\\").map { LaTeXPage.width(String($0)) }
      }
      return sum + (cells.max() ?? 0) + LaTeXPage.space
    }
  }

  @Test("any number of methods and metrics, with long names, fits the width of a page")
  func fits() throws {
    let names = ["m", "recurrent-gan", "novelty_reconstruction", "a-rather-long-method-name-of-40"]
    for count in 1...12 {
      for name in names {
        for metrics in [Metric.ofSingleLabels, Metric.allCases] {
          let table = try table(count, name: name, metrics: metrics)
          #expect(width(table) <= LaTeXPage.width, "\(count) methods such as \(name)")
          // Each metric has its column, each method its row in each block.
          let rows = rows(table)
          let titles = rows.filter { $0.first == "Method" }
          #expect(titles.reduce(0) { $0 + $1.count - 1 } == (metrics.count == 11 ? 8 : 11))
          #expect(rows.count == titles.count * (count + 1))
        }
      }
    }
  }

  @Test("blocks of metrics come first; standard deviations go last, and the caption with them")
  func order() throws {
    let small = try table(2, metrics: Metric.ofSingleLabels)
    #expect(small.contains("\\begin{tabular}{lrrrr}") && small.contains(" \\pm 0.007$"))
    #expect(small.contains("mean $\\pm$ sample standard deviation over $n = 2$ seeds"))
    #expect(rows(small).filter { $0.first == "Method" }.count == 2)
    let long = try table(12, name: "novelty_reconstruction-of-sequences")
    #expect(!long.contains("\\pm") && long.contains(": mean over $n = 2$ seeds"))
    let single = try table(2, seeds: [1])
    #expect(!single.contains("\\pm") && single.contains(": of $n = 1$ seed"))
  }

  @Test("the newest version is that of the greatest numbers")
  func newest() {
    #expect(StudyCollection.newest(["0.9.0", "0.10.0", "0.2.11"]) == "0.10.0")
    #expect(StudyCollection.newest(["1.0", "1.0.1"]) == "1.0.1")
    #expect(StudyCollection.newest([]) == nil)
  }
}
