import Files
import Foundation
import TestSupport
import Testing

@Suite("Writing files")
struct DurableFileTests {
  @Test("a file is made, then replaced, and no temporary file stays")
  func replace() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("result.csv")
    try DurableFile.write("first", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
    try DurableFile.write([0x68, 0x69], to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "hi")
    #expect(try folder.names() == ["result.csv"])
  }

  @Test("a missing folder and a folder in place of the file are errors, and leave nothing behind")
  func refused() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("none")
    #expect(throws: FileError.missing(path: missing)) {
      try DurableFile.write("x", to: "\(missing)/a.csv")
    }
    #expect(throws: FileError.isFolder(path: folder.path)) {
      try DurableFile.write("x", to: folder.path)
    }
    #expect(try folder.names() == [])
  }

  @Test("an unwritable folder is an error")
  func unwritable() throws {
    // A file system that nobody can write to, not even root.
    #expect { try DurableFile.write("x", to: "/proc/counterweight") } throws: { error in
      error is FileError && "\(error)".contains("/proc")
    }
  }

  @Test("folders are made with their parents; an existing one is fine, a file in the way is not")
  func makeFolder() throws {
    let folder = try TemporaryFolder()
    try DurableFile.makeFolder(folder.file("a/b/c"))
    #expect(FileContents.isFolder(folder.file("a/b/c")))
    try DurableFile.makeFolder(folder.file("a/b"))
    let file = try folder.put([1], as: "file")
    #expect(throws: FileError.isNotFolder(path: file)) { try DurableFile.makeFolder(file) }
    #expect(throws: FileError.isNotFolder(path: file)) {
      try DurableFile.makeFolder("\(file)/below")
    }
  }

  @Test("deleting works, and once more does no harm")
  func remove() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put([1], as: "a")
    try DurableFile.remove(path)
    try DurableFile.remove(path)
    #expect(!FileContents.exists(path))
  }

  @Test("appending keeps what is there, also after reopening")
  func append() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.jsonl")
    try AppendFile(path).appendLine("one")
    let ledger = try AppendFile(path)
    try ledger.appendLine("two")
    try ledger.append(Array("torn".utf8))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\ntwo\ntorn")
    #expect(throws: FileError.isFolder(path: folder.path)) { try AppendFile(folder.path) }
  }
}
