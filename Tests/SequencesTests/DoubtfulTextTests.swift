import Files
import TestSupport
import Testing

@testable import Sequences

@Suite("CSV files that only look right")
struct DoubtfulTextTests {
  private func read(_ bytes: [UInt8], time: [String] = []) throws -> SampleTable {
    var configuration = DataConfiguration()
    configuration.columns.time = time
    return try LongCSVReader(bytes, file: "a.csv", configuration: configuration).read()
  }

  private func sentence(_ text: String) throws -> String {
    let error = #expect(throws: DataError.self) { try read(Array(text.utf8)) }
    return try #require(error).description
  }

  @Test("Text that is not UTF-8 is refused with its line: two labels could become one")
  func latin() throws {
    let bytes = Array("id,x,label\n1,2,gr".utf8) + [0xFC] + Array("n\n2,3,rot\n".utf8)
    let error = #expect(throws: DataError.self) { try read(bytes) }
    #expect(error == DataError(.notUTF8, at: DataPlace(file: "a.csv", line: 2)))
    #expect(try read(Array("id,x,label\n1,2,grün\n2,3,rot\n".utf8)).dataset.classNames[0] == "grün")
  }

  @Test("Lines that end in carriage returns alone are told")
  func carriageReturns() throws {
    #expect(try sentence("id,x,label\r1,2,a\r2,3,b\r").contains("carriage returns alone"))
  }

  @Test("A row without an id is refused: all such rows would be one sample")
  func emptyID() throws {
    let found = try sentence("id,x,label\n1,2,a\n,3,b\n")
    #expect(found.hasPrefix("a.csv, line 3, column 'id': the value is missing"))
  }

  @Test("A number beyond single precision is not called infinite alone")
  func large() throws {
    #expect(try sentence("id,x,label\n1,1e39,a\n").contains("3.4e38"))
  }

  @Test("Rows of one sample with equal times, or apart without times, are warned of")
  func order() throws {
    let equal = "id,t,x,label\n1,0,2,a\n1,0,3,a\n2,0,5,b\n"
    #expect(try read(Array(equal.utf8), time: ["t"]).warnings.count == 1)
    let fine = "id,t,x,label\n1,1,2,a\n2,0,5,b\n1,0,3,a\n"
    #expect(try read(Array(fine.utf8), time: ["t"]).warnings.isEmpty)
    #expect(try read(Array(fine.utf8)).warnings.count == 1)
    #expect(try read(Array("id,x,label\n1,2,a\n1,2,a\n2,5,b\n".utf8)).warnings.isEmpty)
  }

  @Test("Training samples given for test as well are warned of")
  func sameFile() throws {
    let folder = try TemporaryFolder()
    let text = "id,x,label\n1,2,a\n2,3,b\n3,4,a\n4,9,b\n"
    try folder.put(text, as: "a.csv")
    try folder.put(text.replacing("9", with: "8"), as: "b.csv")
    var configuration = DataConfiguration()
    configuration.files.training.values = "a.csv"
    configuration.files.validation.values = "b.csv"
    configuration.files.test.values = "a.csv"
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(data.warnings.filter { $0.contains("are the training samples") }.count == 1)
  }
}
