import Files
import Glibc
import TestSupport
import Testing

@Suite("Bytes that processes share")
struct SharedBytesTests {
  /// 100,000 bytes, which do not fill their last page.
  private static let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

  private static func made() throws -> SharedBytes {
    try SharedBytes.make(count: content.count) { writer in
      try writer.append(Array(content[..<30_001]))
      try writer.append([])
      try writer.append(Array(content[30_001...]))
    }
  }

  private static func read(_ bytes: SharedBytes) -> [UInt8] { bytes.withUnsafeBytes { Array($0) } }

  @Test("What is appended piece by piece is read by whoever opens the path")
  func sharing() throws {
    let made = try Self.made()
    #expect(made.count == Self.content.count)
    #expect(made.path.hasPrefix("/proc/\(getpid())/fd/"))
    let opened = try SharedBytes(opening: made.path, count: Self.content.count)
    #expect(Self.read(made) == Self.content)
    #expect(Self.read(opened) == Self.content)
    #expect(SHA256.hexDigest(of: opened) == SHA256.hexDigest(of: Self.content))
    // Who opened it can hand it on.
    let third = try SharedBytes(opening: opened.path, count: Self.content.count)
    #expect(third.path != made.path)
    #expect(Self.read(third) == Self.content)
  }

  @Test("Whoever has opened it keeps it when the maker has let go")
  func keeping() throws {
    let opened: SharedBytes
    do {
      let made = try Self.made()
      opened = try SharedBytes(opening: made.path, count: made.count)
    }
    #expect(Self.read(opened) == Self.content)
  }

  @Test("Nobody can change, shorten or lengthen it")
  func sealed() throws {
    let made = try Self.made()
    let descriptor = open(made.path, O_RDWR | O_CLOEXEC)
    // Some kernels refuse already this.
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    #expect(write(descriptor, "x", 1) == -1)
    #expect(ftruncate(descriptor, 10) == -1)
    #expect(ftruncate(descriptor, 1_000_000) == -1)
    #expect(Self.read(made) == Self.content)
  }

  @Test("No bytes can be shared, too")
  func empty() throws {
    let made = try SharedBytes.make(count: 0) { _ in }
    #expect(made.baseAddress == nil)
    #expect(Self.read(try SharedBytes(opening: made.path, count: 0)) == [])
  }

  @Test("Too few and too many bytes are refused, with both numbers")
  func wrongCounts() throws {
    let few = #expect(throws: FileError.self) {
      try SharedBytes.make(count: 3) { try $0.append([1, 2]) }
    }
    #expect(few?.description.contains("2 bytes came instead of 3") == true)
    let many = #expect(throws: FileError.self) {
      try SharedBytes.make(count: 3) { writer in
        try writer.append([1, 2])
        try writer.append([3, 4])
      }
    }
    #expect(many?.description.contains("4 bytes came instead of 3") == true)
  }

  @Test("A path that leads nowhere, or to something else, is refused with a sentence")
  func foreignPaths() throws {
    func sentence(_ path: String, count: Int) -> String? {
      #expect(throws: FileError.self) { try SharedBytes(opening: path, count: count) }?.description
    }
    let made = try Self.made()
    #expect(
      sentence(made.path, count: 99_999)?.contains("it holds 100000 bytes instead of 99999")
        == true)
    #expect(
      sentence("/proc/self/fd/99999", count: 1)
        == "/proc/self/fd/99999: the shared data cannot be used: its process is gone, or runs on "
        + "another node or in another container; start the run again.")
    // An ordinary file, a folder, a pipe that nobody writes to, and a device.
    let folder = try TemporaryFolder()
    let file = try folder.put([1, 2, 3], as: "file")
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [file, folder.path, pipe, "/dev/null"] {
      #expect(sentence(path, count: 3)?.contains("it is something else") == true)
    }
  }

  @Test("A writer that is given up leaves nothing open")
  func givingUp() throws {
    struct Stop: Error {}
    // More often than a process may have files open, usually.
    for _ in 0..<2000 {
      #expect(throws: Stop.self) { try SharedBytes.make(count: 3) { _ in throw Stop() } }
    }
    for _ in 0..<2000 {
      _ = try SharedBytes.make(count: 3) { try $0.append([1, 2, 3]) }
    }
  }
}
