import CZlib

/// Decompression through zlib.
public enum Gzip {
  /// The first bytes of a gzip file: identification and method (RFC 1952).
  static let magic: [UInt8] = [0x1F, 0x8B, 0x08]

  /// Compressed content that cannot be decompressed.
  public struct Failure: Error, Sendable, Equatable {
    /// What is wrong, such as `incorrect data check`.
    public let detail: String
  }

  /// The content of a gzip file, which may have several members one behind another.
  ///
  /// - Throws: `Failure` if the content is damaged or ends too early.
  public static func decompress(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    // 15 window bits, plus 16: a gzip header is expected.
    try inflate(bytes[...], windowBits: 15 + 16, expectedSize: bytes.count * 4)
  }

  /// The content of a raw deflate stream (RFC 1951), as in a zip archive.
  ///
  /// - Throws: `Failure` if the content is damaged or does not have the expected size.
  public static func inflateRaw(
    _ bytes: ArraySlice<UInt8>, expectedSize: Int
  ) throws(Failure) -> [UInt8] {
    // Negative window bits: no header.
    let result = try inflate(bytes, windowBits: -15, expectedSize: expectedSize)
    guard result.count == expectedSize else {
      throw Failure(detail: "\(expectedSize) bytes expected, \(result.count) found")
    }
    return result
  }

  /// The CRC-32 of some bytes, as in gzip and zip files.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }

  private static func inflate(
    _ bytes: ArraySlice<UInt8>, windowBits: Int32, expectedSize: Int
  ) throws(Failure) -> [UInt8] {
    // zlib counts in 32 bits, so both sides move in chunks.
    let chunk = 1 << 28
    // Deflate packs at most 1032 bytes into one, so no size that a damaged file claims is believed
    // beyond that.
    let possibleSize = 1032 * (bytes.count + 1)
    var output = [UInt8](repeating: 0, count: max(min(expectedSize, possibleSize), 64))
    var filled = 0
    let outcome: Result<Void, Failure> = bytes.withUnsafeBufferPointer { input in
      var stream = z_stream()
      let version = ZLIB_VERSION
      guard
        inflateInit2_(&stream, windowBits, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK
      else { return .failure(Failure(detail: "zlib cannot start")) }
      defer { inflateEnd(&stream) }
      var consumed = 0
      while true {
        if filled == output.count {
          output.append(contentsOf: [UInt8](repeating: 0, count: output.count))
        }
        let offered = min(chunk, input.count - consumed)
        let room = min(chunk, output.count - filled)
        let code = output.withUnsafeMutableBufferPointer { target in
          // zlib never writes through `next_in`; its type lacks the `const` for old compilers.
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.advanced(by: consumed))
          stream.avail_in = UInt32(offered)
          stream.next_out = target.baseAddress?.advanced(by: filled)
          stream.avail_out = UInt32(room)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        consumed += offered - Int(stream.avail_in)
        filled += room - Int(stream.avail_out)
        switch code {
        case Z_OK:
          continue
        case Z_STREAM_END:
          let another = windowBits > 15 && input[consumed...].starts(with: magic)
          guard another else { return .success(()) }
          inflateReset(&stream)
        case Z_BUF_ERROR where consumed == input.count:
          return .failure(Failure(detail: "it ends too early"))
        case Z_BUF_ERROR:
          continue
        default:
          let message = stream.msg.map { String(cString: $0) } ?? "code \(code)"
          return .failure(Failure(detail: message))
        }
      }
    }
    try outcome.get()
    output.removeLast(output.count - filled)
    return output
  }
}
