import Files
import TestSupport
import Testing

@testable import Sequences

@Suite("Finding files")
struct FileStoreTests {
  @Test("A file is found by the name without the ending of its compression, and the log says so")
  func compressedNames() throws {
    let folder = try TemporaryFolder()
    // Compression is known by the content, so a plain text will do.
    try folder.put("x", as: "one.ts.xz")
    try folder.put("g", as: "two.csv.gz")
    let labels = try FileContents.readRaw(Fixture.url("formats/labels.idx.gz").path)
    try folder.put(labels, as: "labels.idx.gz")
    let files = FileStore(relativeTo: folder.path)
    #expect(try files.content(of: "one.ts") == Array("x".utf8))
    #expect(try files.content(of: "two.csv") == Array("g".utf8))
    #expect(try files.content(of: "labels.idx").starts(with: [0, 0, 8, 1]))
    // Read once, told once.
    _ = try files.content(of: "one.ts")
    #expect(files.files.map(\.path) == ["one.ts.xz", "two.csv.gz", "labels.idx.gz"])
    #expect(files.notes.count == 3)
    #expect(files.notes[0] == "one.ts is not there; one.ts.xz was read in its place.")
  }

  @Test("The exact name wins, xz comes before gzip, and an error names what was asked for")
  func precedence() throws {
    let folder = try TemporaryFolder()
    for name in ["a.csv", "a.csv.xz", "a.csv.gz", "b.csv.gz", "b.csv.xz"] {
      try folder.put(name, as: name)
    }
    let files = FileStore(relativeTo: folder.path)
    #expect(try files.content(of: "a.csv") == Array("a.csv".utf8))
    #expect(files.notes.isEmpty)
    #expect(try files.content(of: "b.csv") == Array("b.csv.xz".utf8))
    #expect(try files.content(of: "b.csv.gz") == Array("b.csv.gz".utf8))
    #expect(files.notes.count == 1)
    #expect { try files.content(of: "c.csv") } throws: {
      "\($0)".contains("c.csv") && !"\($0)".contains("c.csv.")
    }
  }

  @Test("Any reader finds it, and the notes of the data tell")
  func loading() throws {
    var data = try RecipeData(
      training: "id,x,label\na,1,0\nb,2,1\n", validation: "id,x,label\na,1,0\n",
      test: "id,x,label\nb,2,1\n")
    try data.folder.put("id,x,label\nc,3,0\nd,4,1\n", as: "other.csv.gz")
    data.configuration.files.training = SplitFiles(values: "other.csv")
    let loaded = try data.load()
    #expect(loaded.splits.training.dataset.values == [3, 4])
    #expect(loaded.notes.contains("other.csv is not there; other.csv.gz was read in its place."))
    #expect(loaded.files.map(\.path).contains("other.csv.gz"))
  }
}
