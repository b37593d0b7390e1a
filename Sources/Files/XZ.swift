import CLzma

/// Decompression of xz files through liblzma.
public enum XZ {
  /// The first bytes of an xz file.
  static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
  /// What the decoder may take for its dictionary: the strongest preset, `xz -9`, needs 65 MiB, and
  /// a damaged header could ask for 4 GiB.
  private static let memoryLimit: UInt64 = 1 << 30
  /// `LZMA_CONCATENATED` of `lzma/container.h`, a macro that Swift does not see: streams that follow
  /// the first one, and padding between them, belong to the file.
  private static let concatenated: UInt32 = 0x08

  /// Compressed content that cannot be decompressed.
  public struct Failure: Error, Sendable, Equatable {
    /// What is wrong, such as `it ends too early`.
    public let detail: String
  }

  /// The content of an xz file, which may have several streams one behind another.
  ///
  /// The checksums of the file are verified. Cost: one pass, about 100 MB of text per second.
  ///
  /// - Throws: `Failure` if the content is damaged or ends too early.
  public static func decompress(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: max(bytes.count * 4, 4096))
    var filled = 0
    let outcome: Result<Void, Failure> = bytes.withUnsafeBufferPointer { input in
      // All zeros is what LZMA_STREAM_INIT means.
      var stream = lzma_stream()
      guard lzma_stream_decoder(&stream, memoryLimit, concatenated) == LZMA_OK else {
        return .failure(Failure(detail: "liblzma cannot start"))
      }
      defer { lzma_end(&stream) }
      stream.next_in = input.baseAddress
      stream.avail_in = input.count
      while true {
        if filled == output.count {
          output.append(contentsOf: [UInt8](repeating: 0, count: output.count))
        }
        let room = output.count - filled
        let code = output.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress?.advanced(by: filled)
          stream.avail_out = room
          return lzma_code(&stream, LZMA_FINISH)
        }
        filled += room - stream.avail_out
        switch code {
        case LZMA_OK: continue
        case LZMA_STREAM_END: return .success(())
        default: return .failure(Failure(detail: sentence(for: code)))
        }
      }
    }
    try outcome.get()
    output.removeLast(output.count - filled)
    return output
  }

  /// What a return code of the decoder says about the file.
  private static func sentence(for code: lzma_ret) -> String {
    switch code {
    // No progress although there is room: the input is at its end.
    case LZMA_BUF_ERROR: "it ends too early"
    case LZMA_DATA_ERROR: "incorrect data"
    case LZMA_FORMAT_ERROR: "something else follows the compressed data"
    case LZMA_OPTIONS_ERROR: "its options are unknown"
    case LZMA_MEMLIMIT_ERROR: "it needs more than 1 GiB of memory"
    case LZMA_MEM_ERROR: "there is not enough memory"
    default: "code \(code.rawValue)"
    }
  }
}
