/// Philox4x32-10, a counter-based generator.
///
/// Block number in, four random words out, no state.
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). Being a
/// pure function of (counter, key), it lets any rank make any part of any stream without making
/// the parts before it.
struct Philox: Sendable, Hashable {
  var key: SIMD2<UInt32>

  /// The four words of block `counter`.
  ///
  /// - Complexity: ten rounds, two multiplications each.
  @inline(__always)
  func block(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var word = counter
    var roundKey = key
    for _ in 0..<10 {
      let left = UInt64(0xD251_1F53) &* UInt64(word.x)
      let right = UInt64(0xCD9E_8D57) &* UInt64(word.z)
      word = SIMD4(
        UInt32(truncatingIfNeeded: right >> 32) ^ word.y ^ roundKey.x,
        UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left >> 32) ^ word.w ^ roundKey.y,
        UInt32(truncatingIfNeeded: left))
      roundKey = roundKey &+ SIMD2(0x9E37_79B9, 0xBB67_AE85)
    }
    return word
  }
}
