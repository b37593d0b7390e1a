import Testing

@testable import Sequences

@Suite("Irregular times")
struct TimeGridTests {
  private static let text = """
    id,t,x,y,label
    a,1,1,10,no
    a,4,2,,no
    a,12,3,30,no
    a,38,4,40,no
    b,5,5,50,yes

    """

  private func table(_ change: (inout DataConfiguration) -> Void) throws -> SampleTable {
    try RecipeData.table(Self.text) {
      $0.columns.time = ["t"]
      $0.missing.rule = .mask
      change(&$0)
    }
  }

  @Test("rows of one bin become one event: the last values, or the means of those that are there")
  func bins() throws {
    let last = try table {
      $0.time.bin = 10
      $0.time.keepEmptyBins = false
    }
    #expect(last.dataset.lengths == [3, 1])
    #expect(last.dataset.values == [2, 10, 3, 30, 4, 40, 5, 50])
    #expect(last.times == [0, 0])
    #expect(last.endTimes == [30, 0])
    let mean = try table {
      $0.time.bin = 10
      $0.time.binValue = .mean
      $0.time.keepEmptyBins = false
    }
    #expect(mean.dataset.values == [1.5, 10, 3, 30, 4, 40, 5, 50])
    #expect(mean.notes.contains { $0.contains("5 rows are 4 bins of 10, 0 of them empty") })
  }

  @Test("empty bins between others are events in which everything is missing")
  func emptyBins() throws {
    let table = try table { $0.time.bin = 10 }
    let lost = MissingMark.value
    #expect(table.dataset.lengths == [4, 1])
    #expect(table.dataset.values == [2, 10, 3, 30, lost, lost, 4, 40, 5, 50])
    #expect {
      try self.table {
        $0.time.bin = 10
        $0.missing.rule = .error
        $0.missing.features = ["y": .mask]
      }
    } throws: { "\($0)".contains("1 bins are empty") }
    #expect {
      try RecipeData.table("id,t,x,label\na,0,1,no\na,1e12,1,no\n") {
        $0.columns.time = ["t"]
        $0.missing.rule = .mask
        $0.time.bin = 1
      }
    } throws: { "\($0)".contains("set a longer bin") }
  }

  @Test("the gap before each event is a feature, 0 for the first of a sample")
  func gaps() throws {
    let gaps = try table {
      $0.time.gapFeature = true
      $0.columns.exclude = ["y"]
    }
    #expect(gaps.dataset.featureNames == ["x", "time.gap"])
    #expect(gaps.dataset.values == [1, 0, 2, 3, 3, 8, 4, 26, 5, 0])
    let binned = try table {
      $0.time.gapFeature = true
      $0.time.bin = 10
      $0.time.keepEmptyBins = false
      $0.columns.exclude = ["y"]
    }
    #expect(binned.dataset.values == [2, 0, 3, 10, 4, 20, 5, 0])
  }

  @Test("a clock that goes beyond a day is a time since a start")
  func clocks() throws {
    let table = try RecipeData.table("id,t,x,label\na,00:30,1,no\na,47:59,2,no\n") {
      $0.columns.time = ["t"]
      $0.time.gapFeature = true
    }
    #expect(table.dataset.values == [1, 0, 2, 170_940])
  }
}
