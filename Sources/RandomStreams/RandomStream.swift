/// A named, reproducible stream of random numbers.
///
/// A stream is identified by a seed and a path of names, such as `("gan", 3)` then `("epoch", 17)`;
/// never by a rank, a thread or the time. Two streams of different names are independent, and the
/// same name gives the same numbers on every machine, in any order of asking (spec/00 section 7,
/// rule 3).
///
///     let seed = RandomStream(seed: 7)
///     var noise = seed.substream("instance-noise", epoch, step)
///     noise.fillNormal(&buffer)
///
/// A `RandomStream` is a value: a copy replays the same numbers. Do not use a stream and its
/// substreams for the same purpose; draw from leaves only.
///
/// Implemented on Philox4x32-10: the path is hashed into the 64-bit key and the upper half of the
/// 128-bit counter, the lower half counts blocks. One stream holds 2^64 blocks of 128 bits.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  private var generator: Philox
  private let lane: UInt64
  private var nextBlock: UInt64 = 0
  private var pending: UInt64?

  /// The root of all streams of one seed.
  public init(seed: UInt64) {
    generator = Philox(key: SIMD2(truncatingHalves: seed))
    lane = 0
  }

  private init(key: UInt64, lane: UInt64) {
    generator = Philox(key: SIMD2(truncatingHalves: key))
    self.lane = lane
  }

  /// The stream below this one that is named by a purpose and any number of indices.
  ///
  /// The result depends on this stream's name only, not on how much was drawn from it.
  /// Negative indices are allowed. Cost: one block for the purpose and one per index.
  public func substream(_ purpose: String, _ indices: Int...) -> RandomStream {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a; Philox then mixes it
    for byte in purpose.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    var stream = descend(hash)
    for index in indices {
      // Complemented, so that an index can never be taken for the hash of a short purpose.
      stream = stream.descend(~UInt64(bitPattern: Int64(index)))
    }
    return stream
  }

  private func descend(_ component: UInt64) -> RandomStream {
    // The lane is complemented so that naming a substream never reuses a block that was drawn.
    let words = generator.block(Philox.counter(component, ~lane))
    return RandomStream(
      key: UInt64(words.x) | UInt64(words.y) << 32, lane: UInt64(words.z) | UInt64(words.w) << 32)
  }

  /// The next 64 uniformly distributed bits.
  public mutating func next() -> UInt64 {
    if let word = pending {
      pending = nil
      return word
    }
    let words = nextWords()
    pending = UInt64(words.z) | UInt64(words.w) << 32
    return UInt64(words.x) | UInt64(words.y) << 32
  }

  /// The next whole block: four uniformly distributed 32-bit words.
  @inline(__always)
  mutating func nextWords() -> SIMD4<UInt32> {
    defer { nextBlock &+= 1 }
    return generator.block(Philox.counter(nextBlock, lane))
  }

  /// Takes the next `count` blocks without making them, for a generator of many blocks at once.
  ///
  /// - Returns: the key, the lane (the counter's upper half) and the number of the first block.
  package mutating func takeBlocks(_ count: Int) -> (key: UInt64, lane: UInt64, first: UInt64) {
    defer { nextBlock &+= UInt64(count) }
    return (UInt64(generator.key.x) | UInt64(generator.key.y) << 32, lane, nextBlock)
  }
}

extension SIMD2 where Scalar == UInt32 {
  fileprivate init(truncatingHalves word: UInt64) {
    self.init(UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32))
  }
}

extension Philox {
  fileprivate static func counter(_ low: UInt64, _ high: UInt64) -> SIMD4<UInt32> {
    SIMD4(lowHalf: SIMD2(truncatingHalves: low), highHalf: SIMD2(truncatingHalves: high))
  }
}
