import CCrypto

/// SHA-256 digests through libcrypto: checksums of ledgers, data and results.
public enum SHA256 {
  /// The digest as 64 lower-case hexadecimal digits.
  ///
  /// Cost: about 0.5 s for each GiB.
  public static func hexDigest(of bytes: [UInt8]) -> String {
    let pieces = Pieces()
    bytes.withUnsafeBytes { pieces.append($0) }
    return pieces.hexDigest()
  }

  /// The digest of shared bytes as 64 lower-case hexadecimal digits.
  public static func hexDigest(of bytes: SharedBytes) -> String {
    let pieces = Pieces()
    bytes.withUnsafeBytes { pieces.append($0) }
    return pieces.hexDigest()
  }

  /// The digest of a text in UTF-8 as 64 lower-case hexadecimal digits.
  public static func hexDigest(of text: String) -> String {
    hexDigest(of: Array(text.utf8))
  }

  /// Bytes that come one after another and need not be in memory at once.
  public final class Pieces {
    private let context = EVP_MD_CTX_new()

    /// No bytes yet.
    public init() {
      // int EVP_DigestInit_ex(EVP_MD_CTX *ctx, const EVP_MD *type, ENGINE *impl);  1 means success
      check(EVP_DigestInit_ex(context, EVP_sha256(), nil))
    }

    deinit {
      EVP_MD_CTX_free(context)
    }

    /// Appends bytes.
    public func append(_ bytes: UnsafeRawBufferPointer) {
      // int EVP_DigestUpdate(EVP_MD_CTX *ctx, const void *d, size_t cnt);
      check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    /// The digest of all bytes as 64 lower-case hexadecimal digits; call it once, at the end.
    public func hexDigest() -> String {
      var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
      var length: UInt32 = 0
      // int EVP_DigestFinal_ex(EVP_MD_CTX *ctx, unsigned char *md, unsigned int *s);
      check(EVP_DigestFinal_ex(context, &digest, &length))
      return hexadecimal(digest.prefix(Int(length)))
    }

    /// SHA-256 of memory cannot fail unless libcrypto was built without it.
    private func check(_ code: Int32) {
      precondition(code == 1, "libcrypto has no SHA-256")
    }
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
