import Files
import Foundation
import TestSupport
import Testing

@Suite("Reading files")
struct FileContentsTests {
  private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures").path

  @Test("a plain file is read as it is, an empty one too")
  func plain() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put([1, 2, 3, 0, 255], as: "a")
    #expect(try FileContents.read(path) == [1, 2, 3, 0, 255])
    #expect(try FileContents.read(folder.put([], as: "b")) == [])
    let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    #expect(try FileContents.read(folder.put(large, as: "c")) == large)
  }

  @Test("gzip is recognised by content, and all its members are read")
  func gzip() throws {
    // Made by Python's gzip module; see Tests/Fixtures/numpy-arrays.py.
    let expected = "first\n" + String(repeating: "second\n", count: 1000)
    let path = "\(fixtures)/numpy/two-members.gz"
    #expect(try FileContents.read(path) == Array(expected.utf8))
    let folder = try TemporaryFolder()
    let renamed = try folder.put(FileContents.readRaw(path), as: "data.csv")
    #expect(try FileContents.read(renamed) == Array(expected.utf8))
  }

  @Test("truncated or damaged gzip is an error that names the file")
  func damagedGzip() throws {
    let folder = try TemporaryFolder()
    let bytes = try FileContents.readRaw("\(fixtures)/numpy/two-members.gz")
    let truncated = try folder.put(Array(bytes.dropLast(5)), as: "truncated.gz")
    #expect(
      throws: FileError.damagedCompression(path: truncated, detail: "it ends too early")
    ) { try FileContents.read(truncated) }
    var flipped = bytes
    flipped[20] ^= 0xFF
    let damaged = try folder.put(flipped, as: "damaged.gz")
    #expect { try FileContents.read(damaged) } throws: { error in
      guard case .damagedCompression(damaged, _)? = error as? FileError else { return false }
      return "\(error)".hasPrefix(damaged)
    }
  }

  @Test("xz is recognised by content, and all its streams are read")
  func xz() throws {
    // Made by Python's lzma module; see Tests/Fixtures/formats.py.
    let expected = "first\n" + String(repeating: "second\n", count: 1000)
    let path = "\(fixtures)/formats/two-streams.xz"
    #expect(try FileContents.read(path) == Array(expected.utf8))
    let folder = try TemporaryFolder()
    let renamed = try folder.put(FileContents.readRaw(path), as: "data.csv")
    #expect(try FileContents.read(renamed) == Array(expected.utf8))
  }

  @Test("truncated or damaged xz is an error that names the file")
  func damagedXZ() throws {
    let folder = try TemporaryFolder()
    let bytes = try FileContents.readRaw("\(fixtures)/formats/two-streams.xz")
    // The first stream and its padding are a whole file for themselves.
    let secondStream = try #require(bytes[6...].firstRange(of: bytes[..<6])).lowerBound
    #expect(
      try FileContents.read(folder.put(Array(bytes[..<secondStream]), as: "first.xz"))
        == Array("first\n".utf8))
    for count in [7, 40, secondStream + 9, bytes.count - 1] {
      let path = try folder.put(Array(bytes[..<count]), as: "truncated.xz")
      #expect(throws: FileError.damagedCompression(path: path, detail: "it ends too early")) {
        try FileContents.read(path)
      }
    }
    // Every bit is covered by a checksum.
    for position in 6..<bytes.count {
      var flipped = bytes
      flipped[position] ^= 0x10
      let path = try folder.put(flipped, as: "damaged.xz")
      #expect { try FileContents.read(path) } throws: { error in
        guard case .damagedCompression(path, _)? = error as? FileError else { return false }
        return true
      }
    }
  }

  @Test("other compressions are refused with the command that helps")
  func otherCompression() throws {
    let folder = try TemporaryFolder()
    let path = try folder.put([0x42, 0x5A, 0x68, 1], as: "a.bz2")
    #expect { try FileContents.read(path) } throws: { "\($0)".contains("bzip2 -d") }
  }

  @Test("a missing file, a folder, a file as folder and an unreadable file are told apart")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("none.csv")
    #expect(throws: FileError.missing(path: missing)) { try FileContents.read(missing) }
    #expect(throws: FileError.isFolder(path: folder.path)) { try FileContents.read(folder.path) }
    let inside = try folder.put([1], as: "file") + "/inside"
    #expect(throws: FileError.isNotFolder(path: inside)) { try FileContents.read(inside) }
    let secret = try folder.put([1], as: "secret")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: secret)
    // Root may read everything.
    if getuid() != 0 {
      #expect(throws: FileError.notReadable(path: secret)) { try FileContents.read(secret) }
    }
  }

  @Test("every error is a sentence that begins with the path")
  func sentences() {
    let errors: [FileError] = [
      .missing(path: "p"), .isFolder(path: "p"), .isNotFolder(path: "p"), .notReadable(path: "p"),
      .notWritable(path: "p"), .damagedCompression(path: "p", detail: "d"),
      .unsupportedCompression(path: "p", kind: "k", command: "c"),
      .system(path: "p", action: "write", message: "No space left on device"),
    ]
    for error in errors {
      #expect(error.description.hasPrefix("p: "))
      #expect(error.description.hasSuffix("."))
      #expect(error.path == "p")
    }
  }
}
