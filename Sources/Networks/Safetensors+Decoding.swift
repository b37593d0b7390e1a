import Foundation
import Tensors

extension Safetensors {
  /// The contents of a file.
  ///
  /// - Throws: `SafetensorsError` when the bytes are not all of a file in this format, or hold a
  ///   tensor that cannot be represented.
  public init(decoding bytes: [UInt8]) throws(SafetensorsError) {
    let (header, dataStart) = try Self.header(of: bytes)
    let entries = header.entries.sorted {
      ($0.value.begin, $0.value.end, $0.key) < ($1.value.begin, $1.value.end, $1.key)
    }
    var tensors: [NamedTensor<Float>] = []
    var position = 0
    for (name, entry) in entries {
      let shape = try entry.checkedShape(name: name)
      guard entry.begin == position else { throw .gap(name: name, at: entry.begin) }
      guard entry.end <= bytes.count - dataStart else {
        throw .truncated(expected: dataStart + entry.end, found: bytes.count)
      }
      let slice = bytes[(dataStart + entry.begin)..<(dataStart + entry.end)]
      tensors.append(NamedTensor(name, Self.tensor(slice, shape)))
      position = entry.end
    }
    guard position == bytes.count - dataStart else {
      throw .trailing(bytes: bytes.count - dataStart - position)
    }
    self.init(tensors: tensors, metadata: header.metadata)
  }

  private static func tensor(_ bytes: ArraySlice<UInt8>, _ shape: Shape) -> Tensor<Float> {
    Tensor(shape: shape) { elements in
      bytes.withUnsafeBytes { raw in
        for index in elements.indices {
          let bits = raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
          elements[index] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      }
    }
  }

  private static func header(
    of bytes: [UInt8]
  ) throws(SafetensorsError) -> (header: Header, dataStart: Int) {
    guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    // The format's own limit. What is larger is another kind of file, whose first bytes are text.
    guard length >= 2, length <= 100_000_000 else {
      throw .foreign(reason: "its first 8 bytes are not the length of a header")
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= bytes.count else {
      throw .truncated(expected: dataStart, found: bytes.count)
    }
    do {
      return (try JSONDecoder().decode(Header.self, from: Data(bytes[8..<dataStart])), dataStart)
    } catch let error as DecodingError {
      throw .foreign(reason: "its header is not the expected JSON: \(error.reason)")
    } catch {
      throw .foreign(reason: "its header is not JSON")
    }
  }
}

/// The JSON object at the beginning of a file: one member per tensor, and the metadata.
private struct Header: Decodable {
  struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]

    var begin: Int { data_offsets.first ?? -1 }
    var end: Int { data_offsets.last ?? -1 }

    /// The shape, if type, extents and offsets agree with each other.
    func checkedShape(name: String) throws(SafetensorsError) -> Shape {
      guard dtype == Safetensors.typeName else { throw .type(name: name, found: dtype) }
      guard shape.count <= 4 else { throw .rank(name: name, found: shape.count) }
      var size = 4
      for extent in shape {
        let (product, overflow) = size.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow else { throw .extent(name: name, shape: shape) }
        size = product
      }
      guard data_offsets.count == 2, begin >= 0, end >= begin, end - begin == size else {
        throw .offsets(name: name, expected: size, found: data_offsets)
      }
      return Shape(shape)
    }
  }

  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var entries: [String: Entry] = [:]
  var metadata: [String: String] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for key in container.allKeys {
      if key.stringValue == Safetensors.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }
}

extension DecodingError {
  fileprivate var reason: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context), .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "\(self)"
    }
  }
}
