import CCrypto

/// SHA-256 digests through libcrypto: checksums of ledgers, data and results.
public enum SHA256 {
  /// The digest as 64 lower-case hexadecimal digits.
  ///
  /// Cost: about 0.5 s for each GiB.
  public static func hexDigest(of bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    // int EVP_Digest(const void *data, size_t count, unsigned char *md, unsigned int *size,
    //                const EVP_MD *type, ENGINE *impl);  1 means success
    let code = bytes.withUnsafeBytes {
      EVP_Digest($0.baseAddress, $0.count, &digest, &length, EVP_sha256(), nil)
    }
    // SHA-256 of memory cannot fail unless libcrypto was built without it.
    precondition(code == 1, "libcrypto has no SHA-256")
    return hexadecimal(digest.prefix(Int(length)))
  }

  /// The digest of a text in UTF-8 as 64 lower-case hexadecimal digits.
  public static func hexDigest(of text: String) -> String {
    hexDigest(of: Array(text.utf8))
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
