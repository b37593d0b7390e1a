import Files
import Foundation
import TestSupport
import Testing

@testable import Sequences

/// Numbers in a file that lead outside it, or whose sum has no 64 bits, are errors and no traps.
@Suite("Files with impossible numbers")
struct HostileFilesTests {
  /// An `.npy` file of whole numbers.
  private func npy(_ numbers: [Int64], shape: String) -> [UInt8] {
    let header = Array("{'descr': '<i8', 'fortran_order': False, 'shape': \(shape), }".utf8)
    return NumpyArray.magic + [1, 0, UInt8(header.count), 0] + header
      + numbers.flatMap { littleEndian(UInt64(bitPattern: $0), 8) }
  }

  private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  private func archive() throws -> [UInt8] {
    try FileContents.read(Fixture.url("numpy/ragged-deflated.npz").path)
  }

  /// The archive with a change of the first entry of its directory.
  private func archive(
    changing change: (_ bytes: inout [UInt8], _ entry: Int) -> Void
  ) throws -> [UInt8] {
    var bytes = try archive()
    let entry = try #require(bytes.firstRange(of: [0x50, 0x4B, 0x01, 0x02] as [UInt8])).lowerBound
    change(&bytes, entry)
    return bytes
  }

  private func isRefused(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try NumpyArchive(bytes, file: "a.npz").array("values")
      return false
    } catch {
      return "\(error)".hasPrefix("a.npz: ")
    }
  }

  @Test("a zip64 directory that lies beyond everything")
  func zip64Directory() throws {
    let whole = try archive()
    let end = try #require(whole.firstRange(of: [0x50, 0x4B, 0x05, 0x06] as [UInt8])).lowerBound
    let locator =
      littleEndian(0x0706_4B50, 4) + littleEndian(0, 4) + littleEndian(.max, 8) + littleEndian(1, 4)
    var record = Array(whole[end...])
    record.replaceSubrange(16..<20, with: littleEndian(0xFFFF_FFFF, 4))
    #expect(isRefused(whole[..<end] + locator + record))
  }

  @Test("a member that begins or ends beyond everything", arguments: [20, 42])
  func zip64Member(field: Int) throws {
    let bytes = try archive { bytes, entry in
      bytes.replaceSubrange(entry + field..<entry + field + 4, with: littleEndian(0xFFFF_FFFF, 4))
      let name = Int(bytes[entry + 28]) | Int(bytes[entry + 29]) << 8
      bytes.replaceSubrange(entry + 30..<entry + 32, with: littleEndian(12, 2))
      bytes.insert(
        contentsOf: littleEndian(1, 2) + littleEndian(8, 2) + littleEndian(.max, 8),
        at: entry + 46 + name)
    }
    #expect(isRefused(bytes))
  }

  @Test("a member of a size that memory does not have")
  func unpackedSize() throws {
    let bytes = try archive { bytes, entry in
      bytes.replaceSubrange(entry + 24..<entry + 28, with: littleEndian(0xFFFF_FFFE, 4))
    }
    #expect(isRefused(bytes))
    #expect(throws: Gzip.Failure.self) { try Gzip.inflateRaw([3, 0], expectedSize: .max) }
  }

  @Test("offsets whose difference overflows", arguments: [Int64.min, .max, -1])
  func offsets(offset: Int64) throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in [
      ("values", npy([1, 2, 3, 4], shape: "(4, 1)")), ("labels", npy([0, 1], shape: "(2,)")),
      ("offsets", npy([0, offset, 4], shape: "(3,)")),
    ] {
      try DurableFile.write(bytes, to: folder.file("\(name).npy"))
    }
    var files = SplitFiles(values: "values.npy")
    files.labels = "labels.npy"
    files.offsets = "offsets.npy"
    var configuration = DataConfiguration()
    configuration.format = .ragged
    let reader = ArrayReader(configuration, files: FileStore(relativeTo: folder.path))
    #expect { try reader.read(files) } throws: { "\($0)".contains("the offsets decrease") }
  }

  @Test("labels whose sum overflows, and labels of no sample")
  func labels() throws {
    let large = try NumpyArray(npy([.max, .max, 1, 0], shape: "(2, 2)"), name: "labels")
    #expect { try LabelArray(large, encoding: .oneHot) } throws: {
      guard case .notOneHot? = ($0 as? DataError)?.reason else { return false }
      return true
    }
    let none = try NumpyArray(npy([], shape: "(0, 4611686018427387904)"), name: "labels")
    #expect(throws: DataError(.empty, at: DataPlace(file: "labels"))) {
      try LabelArray(none, encoding: .auto)
    }
  }

  @Test("a header without rows and without a line feed")
  func headerAlone() throws {
    for text in ["id,x,label", "id,x,label\n", "\"id\",\"x\",\"label\""] {
      #expect(throws: DataError(.empty, at: DataPlace(file: "a.csv"))) {
        try LongCSVReader(Array(text.utf8), file: "a.csv", configuration: DataConfiguration())
          .read()
      }
    }
  }

  @Test("a scaling with fewer divisors than centres, or of no feature")
  func scaling() {
    for text in [
      #"{"method": "standardise", "centres": [0, 1], "divisors": [1]}"#,
      #"{"method": "standardise", "centres": [], "divisors": []}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(FeatureScaling.self, from: Data(text.utf8))
      }
    }
  }
}
