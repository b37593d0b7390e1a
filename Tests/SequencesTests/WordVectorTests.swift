import TestSupport
import Testing

@testable import Sequences

@Suite("Word vectors")
struct WordVectorTests {
  private func read(
    _ bytes: [UInt8], _ format: TextConfiguration.VectorFormat = .auto
  ) throws -> WordVectors {
    try WordVectorFile(bytes, file: "v", format: format).vectors { _ in true }
  }

  private func read(
    _ text: String, _ format: TextConfiguration.VectorFormat = .auto
  ) throws -> WordVectors {
    try read(Array(text.utf8), format)
  }

  @Test(
    "vectors written by gensim are read, whether the format is told or found out",
    arguments: [
      ("word2vec.bin", TextConfiguration.VectorFormat.word2vecBinary),
      ("word2vec.txt", .word2vecText), ("glove.txt", .glove),
    ])
  func formats(name: String, format: TextConfiguration.VectorFormat) throws {
    let formats = try Formats()
    let expected = try formats.floats("vectors")
    for format in [format, .auto] {
      let vectors = try read(Formats.bytes(name), format)
      #expect(vectors.dimension == 3)
      #expect(vectors.count == formats.vectorWords.count)
      for (index, word) in formats.vectorWords.enumerated() {
        let row = try #require(vectors.rows[word])
        #expect(
          Array(vectors.values[row * 3..<row * 3 + 3]) == Array(expected[index * 3..<index * 3 + 3])
        )
      }
    }
  }

  @Test("only the wanted words are kept", arguments: ["word2vec.bin", "word2vec.txt", "glove.txt"])
  func wanted(name: String) throws {
    let vectors = try WordVectorFile(Formats.bytes(name), file: "v", format: .auto)
      .vectors { $0 == "film" || $0 == "absent" }
    #expect(vectors.rows == ["film": 0])
    #expect(vectors.values == Array(try Formats().floats("vectors")[3..<6]))
  }

  @Test("the original word2vec writes a line feed behind each vector, which is no part of a word")
  func lineFeeds() throws {
    func bytes(_ number: Float) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
    }
    let file =
      Array("2 2\nab ".utf8) + bytes(1) + bytes(-2.5) + Array("\nc ".utf8) + bytes(0.1)
      + bytes(4) + Array("\n".utf8)
    let vectors = try read(file)
    #expect(vectors.rows == ["ab": 0, "c": 1])
    #expect(vectors.values == [1, -2.5, 0.1, 4])
  }

  @Test("GloVe's words may contain blanks; the first of equal words counts")
  func oddWords() throws {
    let vectors = try read("a 1 2\n. . . 3 4\na 5 6\n")
    #expect(vectors.rows == ["a": 0, ". . .": 1])
    #expect(vectors.values == [1, 2, 3, 4])
  }

  @Test("damaged and foreign files are told, with the line or the word")
  func bad() throws {
    let binary = try Formats.bytes("word2vec.bin")
    for count in 12..<binary.count {
      #expect(
        fails("v: ", "ends within word") { try read(Array(binary[..<count]), .word2vecBinary) })
    }
    #expect(fails("v: ", "no sample") { try read("") })
    #expect(fails("v: ", "something follows") { try read(binary + [65], .word2vecBinary) })
    #expect(fails("v: ", "first line is not") { try read("a 1 2\n", .word2vecBinary) })
    #expect(fails("v: ", "first line is not") { try read("a 1 2\n", .word2vecText) })
    #expect(
      fails("v: ", "longer than the file") {
        try read("9 999999999999\nab ", .word2vecBinary)
      })
    #expect(fails("v: ", "promises 3 words", "has 2") { try read("3 2\na 1 2\nb 3 4\n") })
    #expect(fails("line 2", "'x' is not a number") { try read("a 1 2\nb x 4\n") })
    #expect(fails("line 2", "not finite") { try read("a 1 2\nb inf 4\n") })
    #expect(fails("line 2", "1 numbers") { try read("a 1 2\nb 3\n") })
    #expect(fails("line 1", "0 numbers") { try read("word\n") })
    #expect(fails("line 1", "'is' is not a number") { try read("this is text\n") })
    var damaged = binary
    let vector = try #require(binary.firstRange(of: Array("1984 ".utf8))).upperBound
    damaged.replaceSubrange(vector..<vector + 4, with: [0, 0, 0xC0, 0x7F])
    #expect(fails("v: ", "'1984'", "not finite") { try read(damaged, .word2vecBinary) })
  }
}
