import Foundation
import Networks
import Tensors
import TestSupport
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  /// Tests/Fixtures/checkpoint.safetensors, written by the safetensors package of Python.
  private func foreignFile() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Fixture.url("checkpoint.safetensors")))
  }

  /// A file of the given header and data.
  private func file(_ header: String, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return length + text + [UInt8](repeating: 0, count: data)
  }

  private func failure(_ bytes: [UInt8]) -> SafetensorsError? {
    do {
      _ = try Safetensors(decoding: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test("A34: a file of the Python package is read")
  func readsPython() throws {
    let file = try Safetensors(decoding: foreignFile())
    let fixture = try Fixture("checkpoint")
    #expect(file.tensors.map(\.name) == fixture.tensorNames)
    for entry in file.tensors {
      let expected: Tensor<Float> = try fixture.tensor(entry.name)
      #expect(entry.tensor == expected, "\(entry.name)")
    }
    #expect(file.metadata == ["epoch": "17 \t \"x\" é"])
    let extremes = try #require(file.tensors.first { $0.name == "extremes" })
    #expect(extremes.tensor.scalars[2].sign == .minus, "-0 stays negative")
  }

  @Test("A34: our bytes are those of the Python package")
  func writesAsPython() throws {
    let bytes = try foreignFile()
    #expect(try Safetensors(decoding: bytes).encoded() == bytes)
  }

  @Test("A34: what is encoded is decoded, NaN patterns included, and bytes are deterministic")
  func roundTrip() throws {
    let odd = Tensor<Float>([.nan, -.nan, .infinity, -0, .leastNonzeroMagnitude], shape: [5])
    let file = Safetensors(
      tensors: [
        NamedTensor("z", odd), NamedTensor("a", .zeros([2, 0, 3])), NamedTensor("", .scalar(4)),
        NamedTensor("control \u{1}\u{8}\u{c}\r 𝄞", .zeros([1, 2, 3, 4])),
      ],
      metadata: ["b": "2", "a": "1", "c": ""])
    let bytes = file.encoded()
    #expect(bytes == file.encoded())
    let decoded = try Safetensors(decoding: bytes)
    #expect(decoded.metadata == file.metadata)
    #expect(decoded.tensors.map(\.name) == file.tensors.map(\.name))
    #expect(decoded.tensors.map(\.tensor.shape) == file.tensors.map(\.tensor.shape))
    #expect(decoded.tensors[0].tensor.scalars.map(\.bitPattern) == odd.scalars.map(\.bitPattern))
    #expect((bytes.count - 4 * (5 + 0 + 1 + 24)) % 8 == 0, "the elements are aligned")
  }

  @Test("A file without tensors")
  func empty() throws {
    let file = Safetensors(tensors: [])
    #expect(try Safetensors(decoding: file.encoded()) == file)
  }

  @Test("E14: a file cut short anywhere is refused")
  func truncated() throws {
    let bytes = try foreignFile()
    for count in 0..<bytes.count {
      guard case .truncated(_, let found) = failure(Array(bytes.prefix(count))) else {
        Issue.record("A file of \(count) bytes of \(bytes.count) was not found to be truncated.")
        continue
      }
      #expect(found == count)
    }
    #expect(failure(bytes + [0]) == .trailing(bytes: 1))
  }

  @Test("E14: files of other formats are refused")
  func foreign() {
    let others = [
      Array("PK\u{3}\u{4} this is a zip archive of some length".utf8),
      Array("sample,time,feature\n0,0,1.5\n".utf8),
      [UInt8](repeating: 0, count: 64), [UInt8](repeating: 255, count: 64),
      file("no JSON!"), file("[1, 2, 3]"), file("{\"a\": 3}"),
      file("{\"a\": {\"dtype\": \"F32\", \"shape\": [1]}}", data: 4),
      file("{\"a\": {\"dtype\": \"F32\", \"shape\": [1.5], \"data_offsets\": [0, 6]}}", data: 6),
      file("{\"__metadata__\": {\"a\": 1}}"),
    ]
    for bytes in others {
      guard case .foreign(let reason) = failure(bytes) else {
        Issue.record("Not found to be foreign: \(bytes.prefix(40))")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test("E14: tensors that contradict themselves are refused, with their names")
  func inconsistent() {
    func entry(_ type: String, _ shape: String, _ offsets: String) -> String {
      "\"w\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
    }
    func failure(_ entries: String..., data: Int) -> SafetensorsError? {
      self.failure(file("{\(entries.joined(separator: ","))}", data: data))
    }
    #expect(failure(entry("F32", "[2]", "[0,8]"), data: 8) == nil)
    #expect(
      failure(entry("F64", "[1]", "[0,8]"), data: 8) == .type(name: "w", found: "F64"))
    #expect(
      failure(entry("F32", "[1,1,1,1,1]", "[0,4]"), data: 4) == .rank(name: "w", found: 5))
    #expect(
      failure(entry("F32", "[-1]", "[0,4]"), data: 4) == .extent(name: "w", shape: [-1]))
    let huge = 4_611_686_018_427_387_904
    #expect(
      failure(entry("F32", "[\(huge),4]", "[0,0]"), data: 0)
        == .extent(name: "w", shape: [huge, 4]))
    for offsets in [[0, 4], [0, 12], [8, 0], [-8, 0], [0], [0, 4, 8]] {
      #expect(
        failure(entry("F32", "[2]", "\(offsets)"), data: 12)
          == .offsets(name: "w", expected: 8, found: offsets))
    }
    #expect(failure(entry("F32", "[1]", "[4,8]"), data: 8) == .gap(name: "w", at: 4))
    let overlapping = "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}"
    #expect(
      failure(entry("F32", "[1]", "[0,4]"), overlapping, data: 4) == .gap(name: "x", at: 0))
  }
}
