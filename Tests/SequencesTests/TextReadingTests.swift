import Foundation
import RandomStreams
import Testing

@testable import Sequences

@Suite("Numbers, times and fields in text")
struct TextReadingTests {
  private func number(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.parse($0) }
  }

  private func time(
    _ text: String, _ order: ColumnConfiguration.DateOrder = .dayMonthYear
  ) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { TimeText(dateOrder: order).parse($0) }
  }

  @Test("numbers equal those of the standard library to the last bit")
  func numbers() {
    var stream = RandomStream(seed: 3)
    for _ in 0..<20_000 {
      let digits = stream.index(below: 18)
      let scale = [1, 1e-3, 1e-9, 1e6, 1e-14][stream.index(below: 5)]
      let value = (stream.uniform() - 0.5) * scale
      let text = String(format: "%.\(digits)f", value)
      #expect(number(text) == Double(text), "\(text)")
      #expect(number("\(value)") == value)
    }
    for text in ["0", "-0", "+5", ".5", "5.", "1e3", "-1.5E-7", "123456789012345678901234567890"] {
      #expect(number(text) == Double(text) ?? Double(text + "0"), "\(text)")
    }
  }

  @Test(
    "what is no number is none",
    arguments: [
      "", "-", ".", "+", "1,5", "1.2.3", "abc", "12a", "0x10", "1e", "--1", "1 2", "?",
    ])
  func noNumbers(text: String) {
    #expect(number(text) == nil)
  }

  @Test("times are seconds since 1970, or the number itself")
  func times() {
    #expect(time("12.5") == 12.5)
    #expect(time("-3") == -3)
    #expect(time("1970-01-01") == 0)
    #expect(time("2000-03-01") == 951_868_800)
    #expect(time("2000-02-29T12:00:00Z") == 951_825_600)
    #expect(time("16/12/2006") == 1_166_227_200)
    #expect(time("12/16/2006", .monthDayYear) == 1_166_227_200)
    #expect(time("16.12.2006 17:24") == 1_166_289_840)
    #expect(time("17:24:00.25") == 62_640.25)
    #expect(time("00:00:01") == 1)
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", "yesterday", "16/13/2006", "2006-00-01", "2006-12", "25:00:00", "10:61", "1/2/3/4", "nan",
      "12:00:00 2006-01-01", "2006-01-01 ",
    ])
  func noTimes(text: String) {
    #expect(time(text) == nil)
  }

  private func rows(_ text: String, separator: String = "") throws -> [[String]] {
    let table = try DelimitedText(Array(text.utf8), file: "t.csv", separator: separator)
    var rows = [table.header]
    try table.forEachRow { row throws(DataError) in
      var texts: [String] = []
      for column in table.header.indices { texts.append(row.text(column)) }
      rows.append(texts)
    }
    return rows
  }

  @Test("separators, quotes, blank lines, line ends and byte order marks")
  func fields() throws {
    #expect(try rows("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try rows("a;b\r\n1;2,5\r\n") == [["a", "b"], ["1", "2,5"]])
    #expect(try rows("a\tb\n1\t\n") == [["a", "b"], ["1", ""]])
    #expect(try rows("\u{FEFF}a,b\n\n1, 2 \n\n") == [["a", "b"], ["1", "2"]])
    #expect(try rows("a,b\n1,") == [["a", "b"], ["1", ""]])
    #expect(
      try rows("\"a,\"\"x\"\"\",b\n\"two\nlines\", \"2\" \n") == [
        ["a,\"x\"", "b"], ["two\nlines", "2"],
      ]
    )
    #expect(try rows("a|b\n1|2", separator: "|") == [["a", "b"], ["1", "2"]])
    #expect(try rows("a\n\"\"\n") == [["a"], [""]])
  }

  @Test("lines are counted through blank lines and quoted line breaks")
  func lines() throws {
    let table = try DelimitedText(
      Array("a\n\n\"x\ny\"\nz\n".utf8), file: "t.csv", separator: "")
    var lines: [Int] = []
    try table.forEachRow { row throws(DataError) in lines.append(row.line) }
    #expect(lines == [3, 5])
  }

  @Test("a row with another number of fields, an open quote and a doubled column are errors")
  func malformed() {
    #expect(
      throws: DataError(
        .fieldCount(found: 3, expected: 2), at: DataPlace(file: "t.csv", line: 3))
    ) { try rows("a,b\n1,2\n1,2,3\n") }
    #expect(throws: DataError(.unterminatedQuote, at: DataPlace(file: "t.csv", line: 2))) {
      try rows("a,b\n\"1,2\n3,4\n")
    }
    #expect(
      throws: DataError(.duplicateColumn, at: DataPlace(file: "t.csv", line: 1, column: "a"))
    ) { try rows("a,a\n1,2\n") }
    #expect(throws: DataError(.empty, at: DataPlace(file: "t.csv"))) { try rows("") }
    #expect { try rows("\u{0}\u{1}") } throws: { "\($0)".contains("not text") }
  }
}
