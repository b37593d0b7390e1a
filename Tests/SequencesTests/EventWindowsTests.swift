import Testing

@testable import Sequences

@Suite("Windows of the rows of an id, and their labels")
struct EventWindowsTests {
  /// Id a has six rows with x = 0, 1, ..., id b has two; the state changes within a.
  private static let text = """
    id,t,x,state,broken
    a,0,0,ok,0
    a,10,1,ok,0
    a,20,2,hot,0
    a,40,4,hot,1
    a,50,5,ok,0
    a,60,6,ok,0
    b,0,10,ok,0
    b,10,12,hot,0

    """

  private func table(
    labels: String? = nil, _ change: (inout DataConfiguration) -> Void
  ) throws -> SampleTable {
    try RecipeData.table(Self.text, labels: labels) {
      $0.columns.labels = ["state"]
      $0.columns.time = ["t"]
      $0.columns.exclude = ["broken"]
      $0.window.length = 3
      change(&$0)
    }
  }

  private func windows(_ table: SampleTable) -> [[Float]] {
    (0..<table.dataset.count).map { Array(table.dataset.sequence(at: $0)) }
  }

  private func labelNames(_ table: SampleTable) -> [[String]] {
    (0..<table.dataset.count).map { sample in
      table.dataset.labelSequence(at: sample).map { table.dataset.classNames[$0] }
    }
  }

  @Test("the last rows of each id, or all if there are fewer, labelled by the last one")
  func last() throws {
    let table = try table { $0.window.take = .last }
    #expect(windows(table) == [[4, 5, 6], [10, 12]])
    #expect(labelNames(table) == [["ok"], ["hot"]])
    #expect(table.units.isEmpty)
    let earlier = try self.table {
      $0.window.take = .last
      $0.label.ahead = 1
      $0.label.horizon = 2
    }
    #expect(windows(earlier) == [[1, 2, 4]])
    #expect(labelNames(earlier) == [["ok", "ok"]])
    #expect(earlier.dropped.tooShort == 1)
  }

  @Test("sliding windows stay within an id, which is their group; short ones from its first row on")
  func sliding() throws {
    let table = try table { $0.window.take = .sliding }
    #expect(windows(table) == [[0, 1, 2], [1, 2, 4], [2, 4, 5], [4, 5, 6]])
    #expect(labelNames(table) == [["hot"], ["hot"], ["ok"], ["ok"]])
    #expect(table.units == [0, 0, 0, 0] && table.groups == table.units)
    #expect(table.times == [0, 10, 20, 40] && table.endTimes == [20, 40, 50, 60])
    #expect(table.dropped.tooShort == 1)
    let short = try self.table {
      $0.window.take = .sliding
      $0.window.shortest = 2
      $0.window.stride = 2
    }
    #expect(windows(short) == [[0, 1], [1, 2, 4], [4, 5, 6], [10, 12]])
    #expect(short.units == [0, 0, 0, 1])
  }

  @Test("a threshold of a value or a change of the next rows; the rest of the row is a feature")
  func thresholds() throws {
    let value = try table {
      $0.window.take = .sliding
      $0.label.rule = .threshold
      $0.label.column = "x"
      $0.columns.exclude = ["state", "broken"]
      $0.label.horizon = 2
    }
    #expect(windows(value) == [[0, 1, 2], [1, 2, 4]])
    #expect(value.measures == [4, 5, 5, 6])
    #expect(value.dataset.classNames == ["not above", "above"])
    let change = try table {
      $0.window.take = .sliding
      $0.window.length = 1
      $0.label.rule = .quantile
      $0.label.column = "x"
      $0.label.measure = .change
      $0.columns.exclude = ["state", "broken"]
    }
    #expect(change.measures == [1, 1, 2, 1, 1, 2])
    // What is watched in the window's last row itself is no feature.
    let now = try table {
      $0.window.take = .sliding
      $0.label.rule = .threshold
      $0.label.column = "x"
      $0.label.ahead = 0
      $0.columns.exclude = ["state"]
    }
    #expect(now.dataset.featureNames == ["broken"])
    #expect(now.measures == [2, 4, 5, 6])
  }

  @Test("an event within some rows; windows whose future is unknown are left out")
  func events() throws {
    func labels(_ change: (inout DataConfiguration) -> Void) throws -> SampleTable {
      try table {
        $0.window.take = .sliding
        $0.window.shortest = 1
        $0.label.rule = .eventWithin
        $0.label.within = 2
        $0.columns.exclude = ["state", "broken"]
        change(&$0)
      }
    }
    // The last row of each id is its event.
    #expect(
      try labelNames(labels { _ in }).map { $0[0] == "event" ? 1 : 0 } == [0, 0, 0, 1, 1, 1, 1, 1])
    // A column marks events; row 3 of a is one, and what comes after row 4 is not known.
    let marked = try labels {
      $0.label.event = "broken"
      $0.columns.exclude = ["state"]
    }
    #expect(windows(marked).map { $0.last } == [0, 1, 2, 4])
    #expect(labelNames(marked) == [["no event"], ["event"], ["event"], ["event"]])
    #expect(marked.dropped.unobserved == 4)
    #expect(marked.dataset.featureNames == ["x"])
    // In time, the event at 40 is 40, 30, 20 and 0 ahead.
    let inTime = try labels {
      $0.label.event = "broken"
      $0.label.unit = .time
      $0.label.within = 20
      $0.label.horizon = 2
      $0.columns.exclude = ["state"]
    }
    #expect(
      labelNames(inTime).map { $0.map { $0 == "event" } } == [
        [false, true], [false, true], [true, false], [true, false],
      ])
    // A file says how far the event lies behind the last row.
    let told = try table(labels: "1\n9\n") {
      $0.window.take = .last
      $0.label.rule = .eventWithin
      $0.label.within = 2
      $0.label.column = "rest"
      $0.label.fileColumns = ["rest"]
      $0.columns.exclude = ["state", "broken"]
    }
    #expect(labelNames(told) == [["event"], ["no event"]])
  }

  @Test("rows that give no window at all are refused")
  func noWindows() throws {
    #expect(
      throws: DataError(.noWindows(length: 9, horizon: 0), at: DataPlace(file: "a.csv"))
    ) {
      try table {
        $0.window.take = .sliding
        $0.window.length = 9
      }
    }
  }

  @Test("A46: sliding windows of one id are never in two splits, and a quantile is of training")
  func leakage() throws {
    func rows(_ last: Int) -> String {
      (0..<30).map { id in
        (0..<12).map { "\(id),\(id >= 21 ? last : id * 5 + ($0 * $0) % 11),\($0 % 3)\n" }.joined()
      }.joined()
    }
    func load(_ last: Int) throws -> LoadedData {
      var data = try RecipeData("id,x,y\n" + rows(last))
      data.configuration.window.take = .sliding
      data.configuration.window.length = 4
      data.configuration.label.rule = .quantile
      data.configuration.label.column = "x"
      data.configuration.label.share = 0.1
      data.configuration.columns.exclude = ["x"]
      return try data.load()
    }
    let first = try load(0)
    let second = try load(10_000)
    #expect(first.splits.training == second.splits.training)
    #expect(first.notes == second.notes)
    // Eight windows of each of 30 ids, divided between ids.
    #expect(first.splits.training.dataset.count == 21 * 8)
    #expect(first.splits.test.dataset.count == 6 * 8)
    #expect(Set(first.splits.test.dataset.labels) == [0])
    #expect(Set(second.splits.test.dataset.labels) == [1])
  }
}
