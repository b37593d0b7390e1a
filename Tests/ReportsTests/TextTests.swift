import Foundation
import Testing

@testable import Reports

@Suite("Text of reports")
struct TextTests {
  @Test("Numbers: fixed decimals, no negative zero, small p values")
  func numbers() {
    #expect(NumberText.fixed(0.12346) == "0.1235")
    #expect(NumberText.fixed(-0.00001) == "0.0000")
    #expect(NumberText.fixed(-0.5) == "-0.5000")
    #expect(NumberText.signed(0.25) == "+0.2500")
    #expect(NumberText.signed(-0.25) == "-0.2500")
    #expect(NumberText.signed(0.00001) == "0.0000")
    #expect(NumberText.fixed(.infinity) == "inf")
    #expect(NumberText.fixed(.nan) == NumberText.dash)
    #expect(NumberText.fixed(999_999_999) == "999999999.0000")
    #expect(NumberText.fixed(-1.04e308) == "-1.0e308" && NumberText.signed(2e9) == "+2.0e9")
    #expect(NumberText.significant(1.234e9) == "1.23e9" && NumberText.significant(9.999) == "10.0")
    #expect(NumberText.percent(0.0195) == "1.95 %")
    #expect(NumberText.probability(0.03) == "p = 0.0300")
    #expect(NumberText.probability(0.00002) == "p < 0.0001")
    #expect(NumberText.counted(1, "seed") == "1 seed")
    #expect(NumberText.counted(0, "seed") == "0 seeds")
  }

  @Test("JSON: order kept, text quoted, numbers exact, no infinities")
  func json() throws {
    let value = JSONText.object([
      ("z", .number(0.1 + 0.2)), ("a", .string("\"\\\n\t\u{1}é")), ("empty", .array([])),
      ("none", .object([])), ("inf", .number(.infinity)), ("nan", .number(.nan)),
      ("whole", .number(2)), ("large", .integer(.max)), ("yes", .bool(true)),
      ("list", .array([.null, .number(1e-7), .number(-0.0)])),
    ])
    let text = value.text()
    #expect(text.hasPrefix("{\n  \"z\": 0.30000000000000004,\n  \"a\": "))
    #expect(text.contains("18446744073709551615"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["a"] as? String == "\"\\\n\t\u{1}é")
    // JSONSerialization loses the last bit; JSONDecoder does not.
    struct Exact: Decodable { var z: Double }
    #expect(try JSONDecoder().decode(Exact.self, from: Data(text.utf8)).z == 0.1 + 0.2)
    #expect(object["inf"] is NSNull && object["nan"] is NSNull)
    #expect((object["list"] as? [Any])?.count == 3)
  }

  @Test("The terminal table stays within 100 columns, whatever names and failures")
  func width() throws {
    var record = try SampleStudy.load().record
    let long = "a-method-whose-name-is-much-too-long-for-a-column-of-a-table"
    record.methods.append(long)
    record.name = String(repeating: "name ", count: 40)
    record.runs += runs(long, [1: 0.5, 2: 0.7])
    record.notes.append(String(repeating: "note ", count: 60))
    record.failures.append(String(repeating: "x", count: 250) + " and\nthe rest")
    let table = try StudyReport(record).terminalTable
    for line in table.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= 100, "\(line)")
      #expect(line.last != " ")
    }
    #expect(table.contains("a-method-whose-name-is-mu…"))
    #expect(table.contains("none *"))
    #expect(table.contains("1 note:\n- note note"))
  }

  @Test("Names cannot break the tables")
  func escaping() throws {
    var record = study([("a|b", [1: 0.4, 2: 0.5]), ("c\nd", [1: 0.5, 2: 0.4])])
    record.failures = ["first line\nsecond | line"]
    record.notes = ["noted | here"]
    let table = try text("table.md", of: record)
    #expect(table.contains("| a\\|b (baseline) | 2 |"))
    #expect(table.contains("| c d | 2 |"))
    #expect(table.contains("- first line second \\| line"))
    #expect(table.contains("## Notes\n\n- noted \\| here"))
    let methods = Set(parsedCSV(try text("runs.csv", of: record)).compactMap { $0["method"] })
    #expect(methods == ["a|b", "c\nd"])
  }
}
