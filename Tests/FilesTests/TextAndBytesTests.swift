import Files
import Testing

@Suite("Digests, CSV text, paths and byte encoding")
struct TextAndBytesTests {
  @Test("SHA-256 gives the published digests (FIPS 180-2, appendix B)")
  func digests() {
    #expect(
      SHA256.hexDigest(of: "abc")
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hexDigest(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hexDigest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("fields are quoted only where it is needed")
  func fields() {
    #expect(CSVText.field("plain text") == "plain text")
    #expect(CSVText.field("") == "")
    #expect(CSVText.field("a,b") == "\"a,b\"")
    #expect(CSVText.field("say \"so\"") == "\"say \"\"so\"\"\"")
    #expect(CSVText.field("\"") == "\"\"\"\"")
    #expect(CSVText.row(["a", "b\nc"]) == "a,\"b\nc\"\n")
  }

  @Test("numbers are short and read back to the same bits")
  func numbers() {
    #expect(CSVText.number(3) == "3")
    #expect(CSVText.number(-0.1) == "-0.1")
    #expect(CSVText.number(.nan) == "")
    #expect(CSVText.number(1e300) == "1e+300")
    for value in [1.0 / 3, 0.1 + 0.2, Double.leastNonzeroMagnitude, 123_456.789, 1e15, 1e17] {
      #expect(Double(CSVText.number(value)) == value)
    }
  }

  @Test("a table of numbers becomes CSV")
  func table() {
    var table = NumberTable(columns: ["epoch", "loss, mean"])
    table.append([0, 0.5])
    table.append([1, .nan])
    #expect(table.csv == "epoch,\"loss, mean\"\n0,0.5\n1,\n")
  }

  @Test("paths are taken relative to a folder unless they are absolute")
  func paths() {
    #expect(Paths.resolve("a.csv", relativeTo: "x/y") == "x/y/a.csv")
    #expect(Paths.resolve("a.csv", relativeTo: "x/") == "x/a.csv")
    #expect(Paths.resolve("a.csv", relativeTo: "") == "a.csv")
    #expect(Paths.resolve("/a.csv", relativeTo: "x") == "/a.csv")
    #expect(Paths.folder(of: "a/b/c.csv") == "a/b")
    #expect(Paths.folder(of: "c.csv") == ".")
    #expect(Paths.folder(of: "/c.csv") == "/")
    #expect(Paths.folder(of: "/") == "/")
    #expect(Paths.folder(of: "a/b//") == "a")
    #expect(Paths.name(of: "a/b/") == "b")
    #expect(Paths.name(of: "c.csv") == "c.csv")
  }

  @Test("what is encoded is decoded, whatever width whole numbers need")
  func roundTrip() throws {
    let naturals = [[0, 255], [256, 65_535], [65_536, 4_294_967_295], [4_294_967_296, 0], []]
    var encoder = ByteEncoder()
    encoder.append(-7)
    encoder.append("tête")
    encoder.append(["a", "", "c"])
    encoder.append([Float.pi, -0.0, .infinity])
    for numbers in naturals { encoder.append(natural: numbers) }
    encoder.append([UInt8]([9, 8]))

    func decode(_ bytes: [UInt8]) throws {
      var decoder = ByteDecoder(bytes)
      #expect(try decoder.integer() == -7)
      #expect(try decoder.text() == "tête")
      #expect(try decoder.texts() == ["a", "", "c"])
      #expect(
        try decoder.floats().map(\.bitPattern)
          == [Float.pi.bitPattern, (-0.0 as Float).bitPattern, Float.infinity.bitPattern])
      for numbers in naturals { #expect(try decoder.naturals() == numbers) }
      #expect(try decoder.content() == [9, 8])
      #expect(decoder.isAtEnd)
    }
    try decode(encoder.bytes)
    for length in 0..<encoder.bytes.count {
      #expect(throws: ByteDecoder.Failure.self) {
        var decoder = ByteDecoder(Array(encoder.bytes.prefix(length)))
        _ = try decoder.integer()
        _ = try decoder.text()
        _ = try decoder.texts()
        _ = try decoder.floats()
        for _ in naturals { _ = try decoder.naturals() }
        _ = try decoder.content()
      }
    }
  }

  @Test("the width of whole numbers follows the largest")
  func width() {
    func size(_ numbers: [Int]) -> Int {
      var encoder = ByteEncoder()
      encoder.append(natural: numbers)
      return encoder.bytes.count - 9
    }
    #expect(size([1, 255]) == 2)
    #expect(size([1, 256]) == 4)
    #expect(size([1, 65_536]) == 8)
    #expect(size([1, 1 << 32]) == 16)
  }

  @Test("impossible lengths and unknown widths are refused")
  func foreignBytes() {
    var encoder = ByteEncoder()
    encoder.append(Int.max)
    encoder.append(1)
    #expect(throws: ByteDecoder.Failure.self) {
      var decoder = ByteDecoder(encoder.bytes)
      _ = try decoder.floats()
    }
    #expect(throws: ByteDecoder.Failure.self) {
      var decoder = ByteDecoder(encoder.bytes)
      _ = try decoder.texts()
    }
    var negative = ByteEncoder()
    negative.append(-1)
    #expect(throws: ByteDecoder.Failure.self) {
      var decoder = ByteDecoder(negative.bytes)
      _ = try decoder.content()
    }
    var width = ByteEncoder()
    width.append(1)
    width.append([UInt8]([3]))
    #expect(throws: ByteDecoder.Failure.self) {
      var decoder = ByteDecoder(Array(width.bytes.prefix(8)) + [3, 0, 0, 0])
      _ = try decoder.naturals()
    }
  }
}
