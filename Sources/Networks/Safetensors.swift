import Files
import Tensors

/// Named tensors and text in one file: the safetensors format, which other programs read too.
///
/// ```swift
/// let bytes = Safetensors(tensors: parameters.namedTensors, metadata: ["epoch": "17"]).encoded()
/// try parameters.restore(Safetensors(decoding: bytes).tensors)
/// ```
///
/// Layout: the length of the header in 8 bytes, least significant first; the header, a JSON object
/// padded with spaces to a multiple of 8 bytes; the elements of all tensors without gaps. Equal
/// values encode to equal bytes: tensors in their order, metadata sorted by key. Only single
/// precision (`F32`) and at most four dimensions are read, which is what Counterweight writes.
public struct Safetensors: Sendable, Equatable {
  /// The tensors, in the order of their elements in the file.
  ///
  /// Names are unique.
  public var tensors: [NamedTensor<Float>]
  /// Text under names, such as the number of the epoch.
  public var metadata: [String: String]

  /// Tensors and text to be encoded.
  ///
  /// - Precondition: no two tensors have one name, and none is called `__metadata__`.
  public init(tensors: [NamedTensor<Float>], metadata: [String: String] = [:]) {
    let names = Set(tensors.map(\.name))
    precondition(
      names.count == tensors.count && !names.contains(Self.metadataKey),
      "Names of tensors in a file must be unique and not \(Self.metadataKey).")
    self.tensors = tensors
    self.metadata = metadata
  }

  static let metadataKey = "__metadata__"
  static let typeName = "F32"

  /// The bytes of a file with these contents.
  public func encoded() -> [UInt8] {
    var header = Array(self.header.utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      8 + header.count + tensors.reduce(0) { $0 + 4 * $1.tensor.shape.count })
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += header
    for entry in tensors {
      entry.tensor.withElements { elements in
        #if _endian(little)
          bytes.append(contentsOf: UnsafeRawBufferPointer(elements))
        #else
          for element in elements {
            withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
          }
        #endif
      }
    }
    return bytes
  }

  private var header: String {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(JSONString.quoted($0.key)):\(JSONString.quoted($0.value))"
      }
      members.append("\(JSONString.quoted(Self.metadataKey)):{\(pairs.joined(separator: ","))}")
    }
    var start = 0
    for entry in tensors {
      let end = start + 4 * entry.tensor.shape.count
      let shape = entry.tensor.shape.dimensions.map(String.init).joined(separator: ",")
      members.append(
        "\(JSONString.quoted(entry.name)):{\"dtype\":\"\(Self.typeName)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(end)]}")
      start = end
    }
    return "{\(members.joined(separator: ","))}"
  }
}
