import Files
import TestSupport
import Testing

@Suite("Locking a file that grows")
struct AppendFileLockTests {
  @Test("only one holds the lock, and it ends with its holder")
  func exclusive() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("ledger.jsonl")
    do {
      let first = try AppendFile(path)
      #expect(try first.lock(patience: .zero) == .taken)
      #expect(try AppendFile(path).lock(patience: .milliseconds(150)) == .refused)
      try first.appendLine("still writable")
    }
    // A program that another test is just starting may have the file open for a moment.
    #expect(try AppendFile(path).lock(patience: .seconds(10)) == .taken)
  }

  @Test(
    "temporary files are known by their names",
    arguments: [
      (".manifest.json.4711.tmp", true), ("manifest.json", false), (".hidden", false),
      ("a.4711.tmp", false), (".a.b.tmp", false), (".tmp", false),
    ])
  func temporary(_ name: String, _ isTemporary: Bool) {
    #expect(DurableFile.isTemporary(name) == isTemporary)
  }
}
