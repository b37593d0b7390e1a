import Testing

@testable import Sequences

@Suite("Long CSV files")
struct LongCSVReaderTests {
  private func read(
    _ text: String, _ change: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> SampleTable {
    var configuration = DataConfiguration()
    change(&configuration)
    return try LongCSVReader(Array(text.utf8), file: "a.csv", configuration: configuration).read()
  }

  @Test("the rows of an id are a sample; all other columns are features")
  func simple() throws {
    let table = try read("id,x,y,label\n7,1,2,no\n7,3,4,no\n3,5,6,yes\n")
    let data = table.dataset
    #expect(data.featureNames == ["x", "y"])
    #expect(data.classNames == ["no", "yes"])
    #expect(data.lengths == [2, 1])
    #expect(data.values == [1, 2, 3, 4, 5, 6])
    #expect(data.labels == [0, 1])
    #expect(table.times.isEmpty && table.groups.isEmpty)
  }

  @Test("rows are ordered by time within their sample, equal times as in the file")
  func ordering() throws {
    let text = """
      id,when,x,label
      a,3,30,0
      b,1,100,1
      a,1,10,0
      b,0,99,1
      a,3,31,0
      a,2,20,0
      """
    let table = try read(text) { $0.columns.time = ["when"] }
    #expect(table.dataset.lengths == [4, 2])
    #expect(table.dataset.values == [10, 20, 30, 31, 99, 100])
    #expect(table.times == [1, 0])
    // Without a time column the order of the file counts.
    let unordered = try read(text) { $0.columns.exclude = ["when"] }
    #expect(unordered.dataset.values == [30, 10, 31, 20, 100, 99])
  }

  @Test("several label columns are a label sequence")
  func labelSequences() throws {
    let table = try read("id,x,l1,l2\n1,1,0,1\n2,2,0,0\n2,3,0,0\n") {
      $0.columns.labels = ["l1", "l2"]
    }
    #expect(table.dataset.labelLength == 2)
    #expect(table.dataset.labels == [0, 1, 0, 0])
  }

  @Test("the last label columns may be empty: samples have different numbers of labels")
  func raggedLabels() throws {
    let text = "id,x,l1,l2,l3\n1,1,a,b,\n2,2,b,,\n2,3,b,,\n3,4,a,a,c\n"
    let table = try read(text) { $0.columns.labels = ["l1", "l2", "l3"] }
    #expect(table.dataset.labelLength == 3)
    #expect(table.dataset.labelLengths == [2, 1, 3])
    #expect(table.dataset.classNames == ["a", "b", "c"])
    #expect(table.dataset.labels == [0, 1, 1, 0, 0, 2])
    // A window of some rows has the labels of its last one.
    let windows = try read("id,x,l1,l2\n1,1,a,b\n1,2,b,\n1,3,a,a\n") {
      $0.columns.labels = ["l1", "l2"]
      $0.window.take = .sliding
      $0.window.length = 1
    }
    #expect(windows.dataset.labelLengths == [2, 1, 2])
    let file = try RecipeData.table(
      "id,x\n1,1\n2,2\n", labels: "id,l1,l2\n2,a,\n1,b,a\n"
    ) { $0.columns.labels = ["l1", "l2"] }
    #expect(file.dataset.labelLengths == [2, 1])
    #expect(file.dataset.labels == [1, 0, 0])
  }

  @Test("a first label that is empty, or one before another, is refused; so are gaps in a horizon")
  func emptyLabels() throws {
    func refused(_ rows: String, _ line: Int, _ column: String) {
      #expect(
        throws: DataError(
          .missingValue, at: DataPlace(file: "a.csv", line: line, column: column))
      ) { try read("id,x,l1,l2,l3\n" + rows) { $0.columns.labels = ["l1", "l2", "l3"] } }
    }
    refused("1,1,a,b,c\n2,1,,,\n", 3, "l1")
    refused("1,1,a,,c\n", 2, "l2")
    #expect(
      throws: DataError(
        .labelChanges(id: "1", first: "b", then: ""),
        at: DataPlace(file: "a.csv", line: 3, column: "l2"))
    ) {
      try read("id,x,l1,l2\n1,1,a,b\n1,1,a,\n") { $0.columns.labels = ["l1", "l2"] }
    }
    #expect {
      try read("id,x,l1,l2\n1,1,a,b\n1,1,a,\n1,1,b,b\n") {
        $0.columns.labels = ["l1", "l2"]
        $0.window.take = .sliding
        $0.window.length = 1
        $0.label.horizon = 2
      }
    } throws: { "\($0)".contains("set data.label.horizon to 1") }
  }

  @Test("features can be named and ordered, groups come from a column or the id")
  func columns() throws {
    let text = "id,x,y,z,who,label\np1-1,1,2,3,A,0\np1-2,4,5,6,A,1\np2-1,7,8,9,B,0\n"
    let table = try read(text) {
      $0.columns.features = ["z", "x"]
      $0.columns.group = "who"
    }
    #expect(table.dataset.values == [3, 1, 6, 4, 9, 7])
    #expect(table.groups == [0, 0, 1])
    let byPrefix = try read(text) {
      $0.columns.exclude = ["who"]
      $0.split.rule = .group
      $0.split.idPrefixEnd = "-"
    }
    #expect(byPrefix.groups == [0, 0, 1])
  }

  @Test("a missing column is named with those that there are")
  func missingColumn() {
    for (change, name): ((inout DataConfiguration) -> Void, String) in [
      ({ $0.columns.id = "key" }, "key"), ({ $0.columns.time = ["t"] }, "t"),
      ({ $0.columns.labels = ["class"] }, "class"), ({ $0.columns.features = ["q"] }, "q"),
      ({ $0.columns.exclude = ["w"] }, "w"), ({ $0.columns.group = "g" }, "g"),
    ] {
      #expect(
        throws: DataError(
          .missingColumn(available: ["id", "x", "label"]),
          at: DataPlace(file: "a.csv", column: name))
      ) { try read("id,x,label\n1,2,3\n", change) }
    }
  }

  @Test("a text, a missing or infinite value is named with line and column")
  func badValues() {
    let place = DataPlace(file: "a.csv", line: 3, column: "x")
    #expect(throws: DataError(.notANumber(text: "high"), at: place)) {
      try read("id,x,label\n1,2,0\n1,high,0\n")
    }
    #expect(throws: DataError(.missingValue, at: place)) {
      try read("id,x,label\n1,2,0\n1,,0\n")
    }
    #expect(throws: DataError(.missingValue, at: place)) {
      try read("id,x,label\n1,2,0\n1,-999,0\n") { $0.missing.tokens = ["-999"] }
    }
    for text in ["nan", "inf", "1e39"] {
      #expect(throws: DataError(.notFinite, at: place)) {
        try read("id,x,label\n1,2,0\n1,\(text),0\n")
      }
    }
    #expect(
      throws: DataError(.missingValue, at: DataPlace(file: "a.csv", line: 2, column: "label"))
    ) { try read("id,x,label\n1,2,\n") }
    #expect(
      throws: DataError(
        .notATime(text: "noon"), at: DataPlace(file: "a.csv", line: 2, column: "t"))
    ) { try read("id,t,x,label\n1,noon,2,0\n") { $0.columns.time = ["t"] } }
  }

  @Test("E8: a label or group that changes within a sample is refused with the line")
  func labelChanges() {
    #expect(
      throws: DataError(
        .labelChanges(id: "1", first: "a", then: "b"),
        at: DataPlace(file: "a.csv", line: 4, column: "label"))
    ) { try read("id,x,label\n1,2,a\n2,2,b\n1,2,b\n") }
    #expect(
      throws: DataError(
        .groupChanges(id: "1", first: "g", then: "h"),
        at: DataPlace(file: "a.csv", line: 3, column: "who"))
    ) { try read("id,x,who,label\n1,2,g,a\n1,2,h,a\n") { $0.columns.group = "who" } }
  }

  @Test("E2: a file without rows or features is refused")
  func empty() {
    #expect(throws: DataError(.empty, at: DataPlace(file: "a.csv"))) { try read("id,x,label\n") }
    #expect { try read("id,label\n1,2\n") } throws: { "\($0)".contains("no column is left") }
  }
}
